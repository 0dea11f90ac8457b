import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { until } from '../../device/pty';
import { probePath } from '../paths';
import type { ProbeReply, ProbeRequest, ProbeRequests } from '../probe/requests';

const CONNECT_LIMIT_MS = 60_000;

const MANIFEST = {
  name: 'bench-probe',
  publisher: 'telemetryhub',
  version: '1.0.0',
  engines: { vscode: '^1.103.0' },
  main: './probe.js',
  activationEvents: ['*'],
};

/** Speaks to an extension of ours in the host under test, which reads the clocks there. */
export class ProbeLink {
  /** The probe, to be had as an installed extension. */
  readonly extension: string;
  /** Where it finds us. */
  readonly address: string;
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'telemetryhub-bench-'));
  private readonly server = createServer((socket) => {
    this.attach(socket);
  });
  private readonly waiting: ((reply: ProbeReply) => void)[] = [];
  private socket: Socket | undefined;

  constructor() {
    this.extension = path.join(this.folder, 'probe');
    mkdirSync(this.extension);
    writeFileSync(path.join(this.extension, 'package.json'), JSON.stringify(MANIFEST));
    copyFileSync(probePath, path.join(this.extension, 'probe.js'));
    const name = path.join(this.folder, 'socket');
    this.address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : name;
    this.server.listen(this.address);
  }

  /** Asks the probe of the present host; waits for it where the host is still starting. */
  async ask<K extends ProbeRequest>(
    kind: K,
    ask: ProbeRequests[K]['ask'],
  ): Promise<ProbeRequests[K]['answer']> {
    await until(() => this.socket !== undefined, CONNECT_LIMIT_MS, 'the probe in the host');
    const reply = await new Promise<ProbeReply>((resolve) => {
      this.waiting.push(resolve);
      this.socket?.write(`${JSON.stringify({ kind, ask })}\n`);
    });
    if ('error' in reply) throw new Error(`${kind}: ${reply.error}`);
    return reply.answer as ProbeRequests[K]['answer'];
  }

  /** The present host goes: what is asked next is for its successor. */
  forget(): void {
    this.socket?.destroy();
    this.socket = undefined;
  }

  dispose(): void {
    this.forget();
    this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private attach(socket: Socket): void {
    this.socket = socket;
    socket.on('error', () => socket.destroy());
    createInterface(socket).on('line', (line) => {
      // The probe's own form: see probe.ts.
      this.waiting.shift()?.(JSON.parse(line) as ProbeReply);
    });
  }
}

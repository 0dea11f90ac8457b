import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asHardware, until } from '../device/pty';

/** Writes `bytes` of a pattern to its output, as fast as it is taken, and stays. */
const FLOOD = `
const fs = require('node:fs');
const total = Number(process.argv[1]);
const block = Buffer.alloc(65520);
for (let i = 0; i < block.length; i++) block[i] = i % 240;
for (let sent = 0; sent < total;) {
  const size = Math.min(block.length, total - sent);
  for (let at = 0; at < size;) {
    try { at += fs.writeSync(1, block, at, size - at); } catch (error) { if (error.code !== 'EAGAIN') throw error; }
  }
  sent += size;
}
setInterval(() => undefined, 1000);
`;

/** A device that floods: a program whose output is what the port at \`path\` receives. */
export class Flood {
  readonly path: string;
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'telemetryhub-bench-'));
  private readonly running: ChildProcess[] = [];
  private readonly end = (): void => {
    for (const child of this.running) child.kill('SIGKILL');
  };

  constructor() {
    this.path = path.join(this.folder, 'port');
    process.once('exit', this.end);
  }

  /** Makes the port; nothing is sent yet. */
  async plug(): Promise<ChildProcess> {
    const end = `pty,raw,echo=0,link=${this.path}`;
    const socat = spawn('socat', ['-u', '-b', '65536', '-', end], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.running.push(socat);
    asHardware(socat);
    await until(() => existsSync(this.path), 5000, 'a PTY');
    return socat;
  }

  /** Sends so many bytes into what `plug` gave. */
  send(cable: ChildProcess, bytes: number): void {
    this.run(cable, ['-e', FLOOD, String(bytes)]).stderr?.pipe(process.stderr);
  }

  /** A program of our own at the far end: what it writes to its output goes into what `plug` gave. */
  run(cable: ChildProcess, parameters: readonly string[]): ChildProcess {
    const device = spawn(process.execPath, parameters, {
      stdio: ['ignore', cable.stdin, 'pipe'],
    });
    this.running.push(device);
    asHardware(device);
    return device;
  }

  async dispose(): Promise<void> {
    process.off('exit', this.end);
    const running = this.running.filter((child) => child.exitCode === null);
    const gone = running.map((child) => new Promise((resolve) => child.once('exit', resolve)));
    this.end();
    await Promise.all(gone);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** True when the next bytes of the pattern, from `sent` on, are these. */
export function isPattern(bytes: Uint8Array, sent: number): boolean {
  return (
    bytes.length === 0 ||
    (bytes[0] === sent % 240 && bytes.at(-1) === (sent + bytes.length - 1) % 240)
  );
}

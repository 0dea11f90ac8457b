import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where sources and ELF of the board's firmware are, below the repository's folder. */
export const FIRMWARE = path.join('test', 'fixtures', 'firmware');

/** QEMU looks once a second whether somebody has opened the port, and drops what the board says before. */
export const PORT_NOTICED_MS = 1200;

const REDIRECTED = /char device redirected to (\S+) \(label serial0\)/;

export interface BoardOptions {
  /** The repository's folder. */
  readonly root: string;
  /** Opens a gdb server on a free port of the loopback interface. */
  readonly gdb?: boolean;
  /** Waits for a debugger's `continue` before the first instruction. */
  readonly halted?: boolean;
}

/** A Cortex-M3 board in QEMU, its serial port under a path that stays the same when it is powered again. */
export class EmulatedBoard {
  /** What the software under test opens. */
  readonly port: string;
  /** Of the gdb server; 0 without one. */
  gdbPort = 0;
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'telemetryhub-board-'));
  private qemu: ChildProcess | undefined;
  /** A test that throws must not leave the board running. */
  private readonly reap = () => this.qemu?.kill('SIGKILL');

  constructor(private readonly options: BoardOptions) {
    this.port = path.join(this.folder, 'serial');
    process.on('exit', this.reap);
  }

  /** Switches it on; resolves when its port is there. `halted` as in the options, unless given. */
  async power(halted = this.options.halted ?? false): Promise<void> {
    const { root, gdb = false } = this.options;
    const elf = path.join(root, FIRMWARE, 'firmware.elf');
    this.gdbPort = gdb ? await freePort() : 0;
    const args = ['-M', 'mps2-an385', '-display', 'none', '-monitor', 'none', '-nodefaults'];
    args.push('-kernel', elf, '-serial', 'pty');
    if (gdb) args.push('-gdb', `tcp:127.0.0.1:${this.gdbPort}`);
    if (halted) args.push('-S');
    const qemu = spawn('qemu-system-arm', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.qemu = qemu;
    rmSync(this.port, { force: true });
    symlinkSync(await serialPathOf(qemu), this.port);
  }

  /** Kills it without a word, as pulling its plug would. */
  async cutPower(): Promise<void> {
    const { qemu } = this;
    this.qemu = undefined;
    if (qemu === undefined || qemu.exitCode !== null || qemu.signalCode !== null) return;
    const gone = once(qemu, 'exit');
    qemu.kill('SIGKILL');
    await gone;
  }

  /** Cuts the power and removes the path. */
  async dispose(): Promise<void> {
    await this.cutPower();
    process.off('exit', this.reap);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function serialPathOf(qemu: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (bytes: Buffer) => {
      said += bytes.toString();
      const found = REDIRECTED.exec(said);
      if (found !== null) resolve(found[1]);
    };
    qemu.stdout?.on('data', listen);
    qemu.stderr?.on('data', listen);
    qemu.once('error', reject);
    qemu.once('exit', (code, signal) => {
      reject(new Error(`QEMU ended early (${String(code ?? signal)}): ${said}`));
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { constants as fsConstants, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import path from 'node:path';

const APPEAR_LIMIT_MS = 5000;

/** Waits until `check` holds, or fails. */
export async function until(check: () => boolean, limitMs: number, what: string): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!check()) {
    assert.ok(performance.now() < endMs, `not within ${limitMs} ms: ${what}`);
    await pause(2);
  }
}

/** Waits. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A real device is not slowed by a busy machine: what stands for it goes first, if we may. */
export function asHardware(process: ChildProcess): void {
  if (process.pid === undefined) return;
  try {
    setPriority(process.pid, constants.priority.PRIORITY_HIGH);
  } catch {
    // Only root may.
  }
}

/** Two ends of a cable, made by socat under paths that stay the same. */
export class PtyPair {
  /** What the software under test opens. */
  readonly near: string;
  /** The device's end. */
  readonly far: string;
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'telemetryhub-pty-'));
  private socat: ChildProcess | undefined;

  constructor() {
    this.near = path.join(this.folder, 'near');
    this.far = path.join(this.folder, 'far');
  }

  /** Plugs the cable in. */
  async plug(): Promise<void> {
    const end = (link: string): string => `pty,raw,echo=0,link=${link}`;
    this.socat = spawn('socat', ['-d', '-d', end(this.near), end(this.far)], { stdio: 'ignore' });
    asHardware(this.socat);
    await until(() => existsSync(this.near) && existsSync(this.far), APPEAR_LIMIT_MS, 'a PTY pair');
  }

  /**
   * Opens the device's end. O_NOCTTY: else it would become the terminal of a runner that leads a session,
   * and pulling the cable would hang the runner up.
   */
  openFar(): number {
    return openSync(this.far, fsConstants.O_RDWR | fsConstants.O_NOCTTY);
  }

  /** Pulls it, without a word. */
  async unplug(): Promise<void> {
    const { socat } = this;
    this.socat = undefined;
    if (socat === undefined) return;
    const gone = new Promise((resolve) => socat.once('exit', resolve));
    socat.kill('SIGKILL');
    await gone;
    rmSync(this.near, { force: true });
    rmSync(this.far, { force: true });
  }

  /** Unplugs and removes the paths. */
  async dispose(): Promise<void> {
    await this.unplug();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

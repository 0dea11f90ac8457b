import type * as vscode from 'vscode';
import type { Latch, LatchStore } from '../device/device';

const PREFIX = 'telemetryhub.latch.';

/** Keeps SafeState over a reload of the window, in the workspace's state. */
export class MementoLatches implements LatchStore {
  constructor(
    private readonly memory: vscode.Memento,
    private readonly onError: (error: unknown) => void,
  ) {}

  get(deviceId: string): Latch | undefined {
    const kept = this.memory.get<Partial<Latch>>(PREFIX + deviceId);
    if (typeof kept?.cause !== 'string' || typeof kept.wallMs !== 'number') return undefined;
    return { cause: kept.cause, wallMs: kept.wallMs };
  }

  set(deviceId: string, latch: Latch | undefined): void {
    this.memory.update(PREFIX + deviceId, latch).then(undefined, this.onError);
  }
}

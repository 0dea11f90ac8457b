import { decodeJob } from '../../../src/decode/decode';
import { Devices } from '../../../src/device/devices';
import { LatencyWindow } from '../../../src/pipeline/latency';
import { WorkerPool } from '../../../src/pipeline/workerPool';
import { Store } from '../../../src/store/store';
import { FakeTransport } from '../device/bench';
import { FakeClock } from '../device/fakeClock';
import { atOnce, FakeWorker } from '../pipeline/fakeWorker';

/** Devices whose links are fakes; each transport made is pushed to `transports`. */
export function fakeDevices(transports: FakeTransport[] = []): Devices {
  const clock = new FakeClock();
  let faults = 0;
  return new Devices({
    store: new Store(1 << 20),
    pool: new WorkerPool(1, () => new DecodingWorker(), atOnce),
    makeScriptPool: () => new WorkerPool(1, () => new DecodingWorker(), atOnce),
    latency: new LatencyWindow(),
    clock,
    latches: { get: () => undefined, set: () => undefined },
    wallNow: () => 1e12,
    catchWithinMs: 2000,
    nextFaultId: () => ++faults,
    makeTransport: (_, listener) => {
      const transport = new FakeTransport(listener);
      transports.push(transport);
      return transport;
    },
    onBug: (error) => {
      throw error;
    },
  });
}

/** Decodes at once, on this thread. */
class DecodingWorker extends FakeWorker {
  override postMessage(message: unknown): void {
    super.postMessage(message);
    this.answer(decodeJob);
  }
}

/** What a workspace remembers, as JSON like the real one. */
export class FakeMemento {
  private readonly kept = new Map<string, string>();

  keys(): readonly string[] {
    return [...this.kept.keys()];
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- vscode.Memento has it so
  get<T>(key: string): T | undefined;
  get<T>(key: string, fallback: T): T;
  get(key: string, fallback?: unknown): unknown {
    const text = this.kept.get(key);
    return text === undefined ? fallback : (JSON.parse(text) as unknown);
  }

  update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.kept.delete(key);
    else this.kept.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}

import { Device, type DeviceContext, type Latch } from '../../../src/device/device';
import type { DeviceProfile } from '../../../src/device/profile';
import type { DeviceFault } from '../../../src/model';
import { LatencyWindow } from '../../../src/pipeline/latency';
import { WorkerPool } from '../../../src/pipeline/workerPool';
import { decodeJob } from '../../../src/decode/decode';
import { Store } from '../../../src/store/store';
import type { Transport, TransportListener } from '../../../src/transport/transport';
import { atOnce, FakeWorker } from '../pipeline/fakeWorker';
import { FakeClock } from './fakeClock';
import { PROFILE } from './profile';

/** A link whose every move is the test's. */
export class FakeTransport implements Transport {
  readonly written: string[] = [];
  waitingBytes = 0;
  mayStartInsideFrame = false;
  isOpen = false;
  refusal: string | undefined;
  disposed = false;
  readonly flow: boolean[] = [];
  fault: DeviceFault = { kind: 'none' };

  constructor(readonly listener: TransportListener) {}

  load(): Promise<void> {
    return Promise.resolve();
  }

  open(): Promise<void> {
    if (this.refusal !== undefined) {
      this.listener.onLink({ kind: 'closed', reason: this.refusal }, false);
      return Promise.reject(new Error(this.refusal));
    }
    this.isOpen = true;
    this.listener.onLink({ kind: 'opening' }, false);
    this.listener.onLink({ kind: 'open' }, false);
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.isOpen = false;
    this.listener.onLink({ kind: 'closed' }, false);
    return Promise.resolve();
  }

  writeRefusal: string | undefined;

  write(bytes: Uint8Array): Promise<void> {
    if (this.writeRefusal !== undefined) return Promise.reject(new Error(this.writeRefusal));
    this.written.push(new TextDecoder().decode(bytes));
    return Promise.resolve();
  }

  setFlowing(flowing: boolean): void {
    this.flow.push(flowing);
  }

  setFault(fault: DeviceFault): Promise<void> {
    this.fault = fault;
    return Promise.resolve();
  }

  readonly glitches: number[] = [];
  glitchRefusal: string | undefined;

  glitchDtr(holdMs: number): Promise<void> {
    if (this.glitchRefusal !== undefined) return Promise.reject(new Error(this.glitchRefusal));
    this.glitches.push(holdMs);
    return Promise.resolve();
  }

  dropLink(reason: string): Promise<void> {
    this.isOpen = false;
    this.listener.onLink({ kind: 'reconnecting', attempt: 1, reason }, true);
    this.isOpen = true;
    this.listener.onLink({ kind: 'open' }, false);
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    this.disposed = true;
    return Promise.resolve();
  }
}

/** One device with everything around it under the test's control; decoding is the real one. */
export class DeviceBench {
  readonly clock = new FakeClock();
  readonly store = new Store(64 << 20);
  readonly latches = new Map<string, Latch>();
  readonly bugs: unknown[] = [];
  readonly worker = new DecodingWorker();
  readonly device: Device;
  readonly transport: FakeTransport;

  constructor(profile: Partial<DeviceProfile> = {}) {
    const transports: FakeTransport[] = [];
    let faults = 0;
    const context: DeviceContext = {
      store: this.store,
      pool: new WorkerPool(1, () => this.worker, atOnce),
      makeScriptPool: () => new WorkerPool(1, () => this.worker, atOnce),
      latency: new LatencyWindow(),
      clock: this.clock,
      latches: {
        get: (id) => this.latches.get(id),
        set: (id, latch) => {
          if (latch === undefined) this.latches.delete(id);
          else this.latches.set(id, latch);
        },
      },
      wallNow: () => 1e12 + this.clock.nowMs(),
      catchWithinMs: 2000,
      nextFaultId: () => ++faults,
      makeTransport: (_, listener) => {
        const transport = new FakeTransport(listener);
        transports.push(transport);
        return transport;
      },
      onBug: (error) => this.bugs.push(error),
    };
    this.device = new Device({ ...PROFILE, ...profile }, context);
    this.transport = transports[0];
  }

  /** Bytes arrive now. */
  receive(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.transport.listener.onChunk({ timeMs: this.clock.nowMs(), bytes });
  }
}

/** Decodes on this thread, at once unless told to wait. */
class DecodingWorker extends FakeWorker {
  /** False: jobs stay in the inbox until `release`. */
  answers = true;

  override postMessage(message: unknown): void {
    super.postMessage(message);
    if (this.answers) this.answer(decodeJob);
  }

  release(): void {
    this.answers = true;
    while (this.inbox.length > 0) this.answer(decodeJob);
  }
}

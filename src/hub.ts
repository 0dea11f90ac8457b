import { Worker } from 'node:worker_threads';
import { hrNowMs, liveClock } from './device/clock';
import type { LatchStore } from './device/device';
import { Devices } from './device/devices';
import type { DeviceProfile } from './device/profile';
import type { Latency } from './model';
import { LatencyWindow } from './pipeline/latency';
import { WorkerPool } from './pipeline/workerPool';
import { Store } from './store/store';
import { SourceTransport } from './transport/link';
import type { SourceOptions, Transport, TransportListener } from './transport/transport';

/** What the engine needs from whoever builds it: the extension, the command line, a test. */
export interface HubOptions {
  /** Bundle of `decode/worker.ts`. */
  readonly workerPath: string;
  /** Bundle of `transport/source/main.ts`. */
  readonly sourcePath: string;
  readonly workers: number;
  readonly storeBytes: number;
  readonly serialInProcess: boolean;
  readonly latches: LatchStore;
  readonly wallNow?: () => number;
  /** Takes errors that nobody awaits. */
  readonly onBug: (error: unknown) => void;
}

/** How fast and how busy the path is. */
export interface HubMetrics {
  /** Chunk at the port -> sample in the store. */
  readonly latency: Latency;
  readonly poolBusy: number;
  readonly poolSize: number;
  readonly workersCrashed: number;
}

const SOURCE_BUFFER_BYTES = 16 * 1024 * 1024;

/** The engine: devices, the pool they share, the store. Starts no thread or process until needed. */
export class Hub {
  readonly store: Store;
  readonly devices: Devices;
  /** Add to a monotonic time to get Unix milliseconds. */
  readonly wallOffsetMs: number;
  private readonly pool: WorkerPool;
  private readonly latency = new LatencyWindow();

  constructor(private readonly options: HubOptions) {
    const wallNow = options.wallNow ?? Date.now;
    this.wallOffsetMs = wallNow() - hrNowMs();
    this.store = new Store(options.storeBytes);
    this.pool = new WorkerPool(
      options.workers,
      () => new Worker(options.workerPath, { name: 'telemetryhub-decode' }),
    );
    this.devices = new Devices({
      store: this.store,
      pool: this.pool,
      latency: this.latency,
      clock: liveClock,
      latches: options.latches,
      wallNow,
      onBug: options.onBug,
      makeTransport: (profile, listener) => this.makeTransport(profile, listener),
    });
  }

  /** Monotonic now, the clock of every time the hub gives out. */
  nowMs(): number {
    return hrNowMs();
  }

  metrics(): HubMetrics {
    const { busy: poolBusy, size: poolSize, crashed: workersCrashed } = this.pool;
    return { latency: this.latency.read(), poolBusy, poolSize, workersCrashed };
  }

  /** Ends devices, source processes and workers. May be called twice. */
  async dispose(): Promise<void> {
    await this.devices.dispose();
    await this.pool.dispose();
  }

  private makeTransport(profile: DeviceProfile, listener: TransportListener): Transport {
    const source: SourceOptions = { ...profile.transport, bufferBytes: SOURCE_BUFFER_BYTES };
    const { sourcePath, serialInProcess } = this.options;
    const inProcess = serialInProcess && source.kind === 'serial';
    return new SourceTransport({ sourcePath, inProcess, source }, listener);
  }
}

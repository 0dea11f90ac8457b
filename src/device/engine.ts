import { Worker } from 'node:worker_threads';
import { t } from '@vscode/l10n';
import type { Latency } from '../model';
import { LatencyWindow } from '../pipeline/latency';
import { WorkerPool } from '../pipeline/workerPool';
import { ScriptPools, type ScriptOptions } from '../script/scriptPools';
import { Store } from '../store/store';
import { SourceTransport } from '../transport/link';
import type { DebuggerOptions } from '../transport/debuggerOptions';
import type { SourceOptions, Transport, TransportListener } from '../transport/transport';
import type { LatchStore } from './breaker';
import { liveClock } from './clock';
import type { DeviceContext } from './context';
import type { DeviceProfile } from './profile';

/** What the engine needs from whoever builds it: the extension, the command line, a test. */
export interface EngineOptions {
  /** Bundle of `decode/worker.ts`. */
  readonly workerPath: string;
  /** Bundle of `transport/source/main.ts`. */
  readonly sourcePath: string;
  /** File of texts in the user's language, for source processes; English without. */
  readonly textsPath?: string;
  readonly workers: number;
  readonly storeBytes: number;
  readonly serialInProcess: boolean;
  readonly latches: LatchStore;
  /** Without them decoder scripts are refused. */
  readonly scripts?: ScriptOptions;
  /** Without it there are no devices whose source is a debugger. */
  readonly makeDebuggerTransport?: (
    options: DebuggerOptions,
    listener: TransportListener,
  ) => Transport;
  /** A fault counts as caught when it was noticed within so many milliseconds; 2,000 unless given. */
  readonly catchWithinMs?: number;
  readonly wallNow?: () => number;
  /** Takes errors that nobody awaits. */
  readonly onBug: (error: unknown) => void;
}

/** How fast and how busy the path is. */
export interface EngineMetrics {
  /** Chunk at the port -> sample in the store. */
  readonly latency: Latency;
  readonly poolBusy: number;
  readonly poolSize: number;
  readonly workersCrashed: number;
}

const NO_SCRIPTS: ScriptOptions = {
  workerPath: '',
  resolve: () => {
    throw new Error(t('Decoder scripts do not run here.'));
  },
  onProblem: () => undefined,
};

const SOURCE_BUFFER_BYTES = 16 * 1024 * 1024;

/** What all devices of a window share: the pool and the store. Starts no thread until there is work. */
export class Engine {
  readonly store: Store;
  readonly context: DeviceContext;
  readonly scripts: ScriptPools;
  private readonly pool: WorkerPool;
  private readonly latency = new LatencyWindow();
  private faults = 0;

  constructor(private readonly options: EngineOptions) {
    this.store = new Store(options.storeBytes);
    this.pool = new WorkerPool(
      options.workers,
      () => new Worker(options.workerPath, { name: 'telemetryhub-decode' }),
    );
    this.pool.supply(this.store);
    this.scripts = new ScriptPools(options.scripts ?? NO_SCRIPTS);
    this.context = {
      store: this.store,
      pool: this.pool,
      makeScriptPool: (format) => this.scripts.make(format),
      latency: this.latency,
      clock: liveClock,
      latches: options.latches,
      wallNow: options.wallNow ?? Date.now,
      onBug: options.onBug,
      catchWithinMs: options.catchWithinMs ?? 2000,
      nextFaultId: () => ++this.faults,
      makeTransport: (profile, listener) => this.makeTransport(profile, listener),
    };
  }

  metrics(): EngineMetrics {
    const { busy: poolBusy, size: poolSize, crashed: workersCrashed } = this.pool;
    return { latency: this.latency.read(), poolBusy, poolSize, workersCrashed };
  }

  /** Ends the workers. May be called twice. */
  async dispose(): Promise<void> {
    await this.scripts.dispose();
    await this.pool.dispose();
  }

  private makeTransport(profile: DeviceProfile, listener: TransportListener): Transport {
    const { sourcePath, textsPath, serialInProcess, makeDebuggerTransport } = this.options;
    const { transport } = profile;
    if (transport.kind === 'debugger') {
      if (makeDebuggerTransport === undefined) throw new Error(t('There is no debugger here.'));
      return makeDebuggerTransport(transport.debugger, listener);
    }
    const source: SourceOptions = { ...transport, bufferBytes: SOURCE_BUFFER_BYTES };
    const inProcess = serialInProcess && source.kind === 'serial';
    return new SourceTransport({ sourcePath, textsPath, inProcess, source }, listener);
  }
}

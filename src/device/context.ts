import type { LatencyWindow } from '../pipeline/latency';
import type { WorkerPool } from '../pipeline/workerPool';
import type { ScriptFormat } from '../script/scriptPools';
import type { Store } from '../store/store';
import type { Transport, TransportListener } from '../transport/transport';
import type { LatchStore } from './breaker';
import type { DeviceClock } from './clock';
import type { DeviceProfile } from './profile';

/** What all devices of a window share. */
export interface DeviceContext {
  readonly store: Store;
  readonly pool: WorkerPool;
  /** A pool for the one device whose format is this script; the device disposes it. */
  readonly makeScriptPool: (format: ScriptFormat) => WorkerPool;
  readonly latency: LatencyWindow;
  readonly clock: DeviceClock;
  readonly latches: LatchStore;
  readonly wallNow: () => number;
  /** Within so long a fault is caught, or it was missed. */
  readonly catchWithinMs: number;
  /** From 1, unique in a window. */
  readonly nextFaultId: () => number;
  readonly makeTransport: (profile: DeviceProfile, listener: TransportListener) => Transport;
  /** An error that nobody awaits and that should not be. */
  readonly onBug: (error: unknown) => void;
}

import { hrNowMs } from './device/clock';
import { Devices } from './device/devices';
import { Engine, type EngineMetrics, type EngineOptions } from './device/engine';

export type HubOptions = EngineOptions;

/** Everything but its display: devices, the pool they share, the store they write to. */
export class Hub {
  readonly devices: Devices;
  readonly store: Engine['store'];
  /** The decoder scripts of all devices. */
  readonly scripts: Engine['scripts'];
  /** Add to a monotonic time to get Unix milliseconds. */
  readonly wallOffsetMs: number;
  private readonly engine: Engine;

  constructor(options: HubOptions) {
    this.wallOffsetMs = (options.wallNow ?? Date.now)() - hrNowMs();
    this.engine = new Engine(options);
    this.store = this.engine.store;
    this.scripts = this.engine.scripts;
    this.devices = new Devices(this.engine.context);
  }

  /** Monotonic now, the clock of every time the hub gives out. */
  nowMs(): number {
    return hrNowMs();
  }

  metrics(): EngineMetrics {
    return this.engine.metrics();
  }

  /** Ends devices, source processes and workers. May be called twice. */
  async dispose(): Promise<void> {
    await this.devices.dispose();
    await this.engine.dispose();
  }
}

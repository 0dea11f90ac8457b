import type { Device } from '../../../src/device/device';
import { hrNowMs } from '../../../src/device/clock';
import { BOUND, CHANNEL, type BoardLine, type Crossing } from './boardLine';

/** The extension itself: its device reads, its telemetry breakpoint pauses. */
export class DeviceLine implements BoardLine {
  latest = NaN;
  crossing: Crossing | undefined;
  private storedMs = NaN;
  private readonly ends: (() => void)[];

  private constructor(private readonly device: Device) {
    this.ends = [
      device.onSamples((columns) => {
        const column = columns.find(({ name }) => name === CHANNEL);
        this.latest = column?.values.at(-1) ?? this.latest;
        if (this.storedMs !== this.storedMs && this.latest > BOUND) this.storedMs = hrNowMs();
      }),
      device.events.onFact((readMs, { kind }) => {
        if (kind !== 'breakpoint') return;
        const hitMs = hrNowMs();
        // Limits may be looked at before the others are told of the samples.
        const storedMs = this.storedMs === this.storedMs ? this.storedMs : hitMs;
        this.crossing ??= { readMs, storedMs, hitMs };
      }),
    ];
  }

  /** Connects, and measures. */
  static async open(device: Device): Promise<DeviceLine> {
    const line = new DeviceLine(device);
    await device.start();
    return line;
  }

  get toldMs(): number | undefined {
    const { fact } = this.device.events.all.findLast((one) => one.fact.kind === 'breakpoint') ?? {};
    return fact?.kind === 'breakpoint' && fact.outcome === 'halted' ? fact.latencyMs : undefined;
  }

  send(command: string): Promise<void> {
    return this.device.send(command);
  }

  arm(): void {
    this.storedMs = NaN;
    this.crossing = undefined;
  }

  async close(): Promise<void> {
    for (const end of this.ends) end();
    await this.device.stop();
    await this.device.disconnect();
  }
}

import type { BreakpointFact } from '../../../src/debugFacts';
import type { Device } from '../../../src/device/device';
import { hrNowMs } from '../../../src/device/clock';
import { CHANNEL, type BoardLine, type Crossing } from './boardLine';

/** The extension itself: its device reads, its telemetry breakpoint pauses. */
export class DeviceLine implements BoardLine {
  latest = NaN;
  crossing: Crossing | undefined;
  private readonly ends: (() => void)[];

  private constructor(private readonly device: Device) {
    this.ends = [
      device.onSamples((columns) => {
        const column = columns.find(({ name }) => name === CHANNEL);
        this.latest = column?.values.at(-1) ?? this.latest;
      }),
      device.events.onFact((readMs, { kind }) => {
        if (kind === 'breakpoint') this.crossing ??= { readMs, hitMs: hrNowMs() };
      }),
    ];
  }

  /** Connects it, and measures. */
  static async open(device: Device): Promise<DeviceLine> {
    const line = new DeviceLine(device);
    await device.start();
    return line;
  }

  get toldMs(): number | undefined {
    return this.told?.outcome === 'halted' ? this.told.latencyMs : undefined;
  }

  get standing(): string {
    const { state, halted } = this.device;
    return `${CHANNEL} is ${this.latest}, ${JSON.stringify({ state, halted, told: this.told })}`;
  }

  send(command: string): Promise<void> {
    return this.device.send(command);
  }

  arm(): void {
    this.crossing = undefined;
  }

  private get told(): BreakpointFact | undefined {
    const { fact } = this.device.events.all.findLast((one) => one.fact.kind === 'breakpoint') ?? {};
    return fact?.kind === 'breakpoint' ? fact : undefined;
  }

  async close(): Promise<void> {
    for (const end of this.ends) end();
    await this.device.stop();
    await this.device.disconnect();
  }
}

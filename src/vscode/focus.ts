import type { Device } from '../device/device';
import type { Devices } from '../device/devices';
import type { PanelState } from '../protocol';

const FIRST_PLOTTED = 8;
/** As many value axes as fit beside a plot. */
const FIRST_UNITS = 3;

/** Which device the window looks at, and which channels are on its plot. */
export class Focus {
  private id: string | undefined;
  private readonly chosen = new Map<string, boolean>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly devices: Devices) {}

  /** The device in focus; the first one while none was chosen. */
  get device(): Device | undefined {
    return (
      (this.id === undefined ? undefined : this.devices.get(this.id)) ?? this.devices.all.at(0)
    );
  }

  set(deviceId: string): void {
    if (this.id === deviceId) return;
    this.id = deviceId;
    this.changed();
  }

  /** Ticked by the user, or among the first eight of its device that three value axes can carry. */
  isPlotted(device: Device, channelId: string): boolean {
    const chosen = this.chosen.get(channelId);
    if (chosen !== undefined) return chosen;
    const units = new Set<string>();
    for (const { id, unit } of device.channels.slice(0, FIRST_PLOTTED)) {
      if (units.size < FIRST_UNITS) units.add(unit);
      if (id === channelId) return units.has(unit);
    }
    return false;
  }

  plot(channelId: string, plotted: boolean): void {
    this.chosen.set(channelId, plotted);
    this.changed();
  }

  /** Takes up what a page kept over a reload of the window; what was chosen since then stays. */
  restore({ deviceId, hidden }: PanelState): void {
    if (this.id === undefined && deviceId !== undefined) this.id = deviceId;
    for (const channelId of hidden) {
      if (!this.chosen.has(channelId)) this.chosen.set(channelId, false);
    }
    this.changed();
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

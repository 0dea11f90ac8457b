import type { Channel, Device } from '../device/device';
import type { Devices } from '../device/devices';
import { listen } from '../listen';
import type { PanelState, PlotView } from '../protocol';
import {
  firstLayout,
  parsePlots,
  rearranged,
  shownOf,
  withChannel,
  withoutChannel,
} from './layout';

/** Where layouts are kept; VS Code's workspace state in the extension. */
export interface LayoutMemory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const KEY = 'telemetryhub.layouts';
/** Layouts of devices that are gone are kept too, but not for ever. */
const MAX_LAYOUTS = 32;

/** Which device the window looks at, and the stack of plots of each device; kept with the workspace. */
export class Focus {
  private id: string | undefined;
  private readonly layouts: Map<string, readonly PlotView[]>;
  private readonly listeners = new Set<() => void>();
  private plotted = new WeakMap<Device, { revision: number; ids: ReadonlySet<string> }>();

  constructor(
    private readonly devices: Devices,
    private readonly memory: LayoutMemory,
    private readonly onError: (error: unknown) => void,
  ) {
    this.layouts = parseLayouts(memory.get(KEY));
  }

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

  /** A device's stack of plots, at least one; only channels that exist. */
  plots(device: Device): PlotView[] {
    const kept = this.layouts.get(device.profile.id);
    const plots =
      kept === undefined
        ? firstLayout(device.channels)
        : shownOf(kept, (id) => this.channel(id) !== undefined);
    const ids = new Set(plots.flatMap((plot) => plot.channelIds));
    this.plotted.set(device, { revision: this.channelRevision, ids });
    return plots;
  }

  /** True when a channel, of any device, is on the device's stack. */
  isPlotted(device: Device, channelId: string): boolean {
    const known = this.plotted.get(device);
    // A tree asks for each of a thousand channels: the stack is not made anew for each.
    if (known?.revision !== this.channelRevision) this.plots(device);
    return this.plotted.get(device)?.ids.has(channelId) ?? false;
  }

  /** Any device's channel by its id. */
  channel(channelId: string): Channel | undefined {
    for (const device of this.devices.all) {
      const found = device.channelOf(channelId);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Puts a channel on a device's stack or takes it off; `plotId` as in the protocol's `plot`. */
  plot(device: Device, channelId: string, plotted: boolean, plotId?: string): void {
    const plots = this.kept(device);
    if (!plotted) {
      this.keep(device, withoutChannel(plots, channelId));
      return;
    }
    const channel = this.channel(channelId);
    // One that went while the page still showed it.
    if (channel === undefined) return;
    this.keep(
      device,
      withChannel(plots, channel, plotId, (id) => this.channel(id)?.unit),
    );
  }

  /** One plot with one channel. */
  plotAlone(device: Device, channelId: string): void {
    if (this.channel(channelId) === undefined) return;
    this.keep(device, [{ id: 'p1', channelIds: [channelId], share: 1, ranges: {} }]);
  }

  /** The stack as the user arranged it in the panel. */
  arrange(device: Device, plots: readonly PlotView[]): void {
    this.keep(device, rearranged(this.kept(device), this.plots(device), plots));
  }

  /** Takes up what a page kept over a reload of the window; what was chosen since then stays. */
  restore({ deviceId }: PanelState): void {
    if (this.id !== undefined || deviceId === undefined) return;
    this.id = deviceId;
    this.changed();
  }

  onChange(listener: () => void): () => void {
    return listen(this.listeners, listener);
  }

  /** Of all devices: a stack may show any of them. */
  private get channelRevision(): number {
    return this.devices.all.reduce((sum, { channelRevision }) => sum + channelRevision, 0);
  }

  private kept(device: Device): readonly PlotView[] {
    return this.layouts.get(device.profile.id) ?? firstLayout(device.channels);
  }

  private keep(device: Device, plots: readonly PlotView[]): void {
    const { id } = device.profile;
    // The newest last: the oldest go first.
    this.layouts.delete(id);
    this.layouts.set(id, plots);
    const [oldest] = this.layouts.keys();
    if (this.layouts.size > MAX_LAYOUTS) this.layouts.delete(oldest);
    this.memory.update(KEY, Object.fromEntries(this.layouts)).then(undefined, this.onError);
    this.changed();
  }

  private changed(): void {
    this.plotted = new WeakMap();
    for (const listener of this.listeners) listener();
  }
}

/** What the workspace remembers may be of another version, or damaged: that is forgotten. */
function parseLayouts(value: unknown): Map<string, readonly PlotView[]> {
  const layouts = new Map<string, readonly PlotView[]>();
  if (typeof value !== 'object' || value === null) return layouts;
  for (const [id, plots] of Object.entries(value).slice(-MAX_LAYOUTS)) {
    const parsed = parsePlots(plots);
    if (parsed !== undefined && parsed.length > 0) layouts.set(id, parsed);
  }
  return layouts;
}

import type { NamedColumn } from '../pipeline/history';
import type { Store } from '../store/store';

/** One named series of one device. `id` is unique over all devices. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  /** Index of its series colour, 0 to 7. */
  readonly colour: number;
  /** NaN before the first value, and after a value that was not finite. */
  readonly latest: number;
  readonly latestMs: number;
  readonly count: number;
  /** What its values mean: of an enum, and of a text channel. */
  readonly labels?: ReadonlyMap<number, string>;
  /** True for a text channel, whose values are keys of `labels`. */
  readonly isText?: boolean;
  /** Time of its first sample. */
  readonly bornMs: number;
  /** True when it appeared while a fault damaged what is received: it may be made of garbage. */
  readonly bornUnderFault: boolean;
}

/** A device may not fill the window with names: what garbage could make a channel of is bounded. */
export const MAX_CHANNELS = 1024;

/** Channels that garbage made and nothing has used since: more of them are not kept. */
export const MAX_STRAYS = 64;

/** A channel that came up under a fault this often at most, and not for so long, was made of garbage. */
const STRAY_SAMPLES = 2;
const STRAY_MS = 10_000;
const COLOURS = 8;

/** A device's channels in order of appearance; writes their samples to the store. */
export class ChannelTable {
  private readonly byName = new Map<string, { -readonly [K in keyof Channel]: Channel[K] }>();
  private refusedSamples = 0;
  private letGo = 0;
  private made = 0;

  constructor(
    private readonly deviceId: string,
    private readonly store: Store,
  ) {}

  /** In order of appearance. */
  get all(): readonly Channel[] {
    return [...this.byName.values()];
  }

  /** Grows whenever a channel appears or is let go. */
  get revision(): number {
    return this.made + this.letGo;
  }

  /** Strays beyond MAX_STRAYS, with all their samples: the oldest were let go. */
  get straysLetGo(): number {
    return this.letGo;
  }

  /** The channel with an id. */
  byId(id: string): Channel | undefined {
    const own = this.idOf('');
    return id.startsWith(own) ? this.byName.get(id.slice(own.length)) : undefined;
  }

  /** Samples of channels beyond MAX_CHANNELS: decoded, but not stored. */
  get refused(): number {
    return this.refusedSamples;
  }

  /** Stores a batch's columns; true when a channel appeared. */
  ingest(columns: readonly NamedColumn[], underFault: boolean): boolean {
    let appeared = false;
    for (const column of columns) {
      const count = column.values.length;
      if (count === 0) continue;
      let channel = this.byName.get(column.name);
      if (channel === undefined) {
        if (this.byName.size === MAX_CHANNELS) {
          this.refusedSamples += count;
          continue;
        }
        if (underFault) this.boundStrays(column.times[0]);
        channel = this.add(column, underFault);
        appeared = true;
      }
      if (column.unit !== '') channel.unit = column.unit;
      if (column.labels !== undefined) {
        channel.labels = column.labels;
        channel.isText = column.isText === true;
      }
      channel.latest = column.values[count - 1];
      channel.latestMs = column.times[count - 1];
      channel.count += count;
      this.store.append(channel.id, column.times, column.values);
    }
    return appeared;
  }

  /** The id a channel of this name has. */
  idOf(name: string): string {
    return `${this.deviceId}/${name}`;
  }

  /** No values are known from `timeMs` on, on any channel. */
  gap(timeMs: number): void {
    for (const channel of this.byName.values()) this.store.gap(channel.id, timeMs);
  }

  /** Lets go of all samples. */
  dispose(): void {
    for (const channel of this.byName.values()) this.store.remove(channel.id);
    this.byName.clear();
  }

  /** Makes room for one more stray by the one that is longest gone. */
  private boundStrays(nowMs: number): void {
    let strays = 0;
    let oldest: Channel | undefined;
    for (const channel of this.byName.values()) {
      if (!channel.bornUnderFault || channel.count > STRAY_SAMPLES) continue;
      if (nowMs - channel.latestMs < STRAY_MS) continue;
      strays++;
      if (oldest === undefined || channel.latestMs < oldest.latestMs) oldest = channel;
    }
    if (oldest === undefined || strays < MAX_STRAYS) return;
    this.byName.delete(oldest.name);
    this.store.remove(oldest.id);
    this.letGo++;
  }

  private add(
    column: NamedColumn,
    bornUnderFault: boolean,
  ): { -readonly [K in keyof Channel]: Channel[K] } {
    const channel = {
      id: this.idOf(column.name),
      name: column.name,
      unit: column.unit,
      colour: this.made++ % COLOURS,
      latest: NaN,
      latestMs: NaN,
      count: 0,
      bornMs: column.times[0],
      bornUnderFault,
    };
    this.byName.set(column.name, channel);
    return channel;
  }
}

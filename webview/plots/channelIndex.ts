import type { Statistics } from '../../src/model';
import type { ChannelView, DeviceView, ToWebview } from '../../src/protocol';
import { ValueText } from '../format';

/** A channel as the plots know it. */
export interface PlotChannel {
  readonly id: string;
  readonly device: DeviceView;
  readonly view: ChannelView;
  /** With its device's name in front when that is not the focused one: `Motor board / rpm`. */
  readonly label: string;
}

type StatisticsMessage = Extract<ToWebview, { type: 'statistics' }>;

/** All channels of all devices by id, and their numbers over what is in view. */
export class ChannelIndex {
  private all: readonly DeviceView[] = [];
  private channels = new Map<string, PlotChannel>();
  private numbers = new Map<string, Statistics>();
  private fastestRate = 0;
  private readonly texts = new Map<string, ValueText>();

  /** All devices, as the host last told. */
  get devices(): readonly DeviceView[] {
    return this.all;
  }

  /** Takes what the host says of its devices. */
  update(devices: readonly DeviceView[], focusedId: string | undefined): void {
    this.all = devices;
    this.channels = new Map(
      devices.flatMap((device) =>
        device.channels.map((view) => {
          const foreign = device.id !== focusedId;
          const label = foreign ? `${device.name} / ${view.name}` : view.name;
          return [view.id, { id: view.id, device, view, label }] as const;
        }),
      ),
    );
    for (const [id, text] of this.texts) {
      const channel = this.channels.get(id);
      if (channel === undefined) this.texts.delete(id);
      else text.meaning = channel.view.meaning;
    }
  }

  /** Takes the numbers of what is in view. */
  apply({ rows }: StatisticsMessage): void {
    this.numbers = new Map(rows.map((row) => [row.channelId, row]));
    const rates = rows.map(({ rate }) => rate).filter((rate) => Number.isFinite(rate));
    this.fastestRate = Math.max(0, ...rates);
  }

  /** Writes a channel's values, everywhere with equally many digits. */
  textOf(channelId: string): ValueText {
    let text = this.texts.get(channelId);
    if (text === undefined) {
      text = new ValueText();
      text.meaning = this.channels.get(channelId)?.view.meaning;
      this.texts.set(channelId, text);
    }
    return text;
  }

  get(channelId: string): PlotChannel | undefined {
    return this.channels.get(channelId);
  }

  /** Over what was in view when the host last counted; undefined before. */
  statistics(channelId: string): Statistics | undefined {
    return this.numbers.get(channelId);
  }

  /** The highest rate of what is plotted, in samples a second; 0 when none has been counted. */
  get fastest(): number {
    return this.fastestRate;
  }
}

import type { ChannelView, FromWebview } from '../src/protocol';
import { el, setText } from './dom';
import { ValueText, withUnit } from './format';
import { seriesColour } from './palette';

interface Entry {
  readonly element: HTMLElement;
  update(channel: ChannelView, light: boolean): void;
}

/** The plotted channels over the plot: colour, name, latest value; hovering makes one stand out. */
export class Legend {
  readonly element = el('div', {
    class: 'legend',
    attributes: { 'aria-label': 'Legend', role: 'group' },
  });
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly post: (message: FromWebview) => void,
    private readonly emphasise: (channelId: string | undefined) => void,
  ) {}

  update(deviceId: string, channels: readonly ChannelView[], light: boolean): void {
    const ids = new Set(channels.map((channel) => channel.id));
    for (const [id, entry] of this.entries) {
      if (ids.has(id)) continue;
      entry.element.remove();
      this.entries.delete(id);
    }
    for (const channel of channels) {
      let entry = this.entries.get(channel.id);
      if (entry === undefined) {
        entry = this.makeEntry(deviceId, channel);
        this.entries.set(channel.id, entry);
        this.element.append(entry.element);
      }
      entry.update(channel, light);
    }
  }

  private makeEntry(deviceId: string, { id, name }: ChannelView): Entry {
    const swatch = el('span', { class: 'swatch' });
    const value = el('span', { class: 'strong' });
    const text = new ValueText();
    const title = `Remove ${name} from the plot`;
    const element = el('button', {
      class: 'legend-entry plain',
      title,
      attributes: { type: 'button' },
    });
    element.append(swatch, el('span', { class: 'legend-name', text: name }), value);
    element.addEventListener('click', () => {
      this.emphasise(undefined);
      this.post({ type: 'plot', deviceId, channelId: id, plotted: false });
    });
    for (const event of ['mouseenter', 'focus']) {
      element.addEventListener(event, () => {
        this.emphasise(id);
      });
    }
    for (const event of ['mouseleave', 'blur']) {
      element.addEventListener(event, () => {
        this.emphasise(undefined);
      });
    }
    return {
      element,
      update(channel, light) {
        swatch.style.background = seriesColour(channel.colour, light);
        setText(value, withUnit(text.of(channel.latest), channel.unit));
      },
    };
  }
}

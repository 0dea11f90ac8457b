import type { ChannelView, DeviceView, FromWebview } from '../src/protocol';
import { checkbox } from './controls';
import { el, setShown, setText } from './dom';
import { shownUnit, ValueText } from './format';
import { seriesColour } from './palette';

interface ChannelRow {
  readonly element: HTMLElement;
  update(channel: ChannelView, light: boolean): void;
}

/** All channels of a device with a tick each, latest value and unit. */
export class Channels {
  readonly element = el('div', { class: 'channels' });
  private readonly rows = new Map<string, ChannelRow>();
  private readonly list = el('div', { class: 'channel-list' });
  private readonly empty = el('p', {
    class: 'dim',
    text: 'No channels yet. They appear with the first decoded line.',
  });
  private deviceId = '';

  constructor(
    private readonly post: (message: FromWebview) => void,
    private readonly emphasise: (channelId: string | undefined) => void,
  ) {
    this.element.append(this.empty, this.list);
  }

  update(device: DeviceView, light: boolean): void {
    if (device.id !== this.deviceId) {
      this.deviceId = device.id;
      this.rows.clear();
      this.list.replaceChildren();
    }
    setShown(this.empty, device.channels.length === 0);
    for (const channel of device.channels) {
      let row = this.rows.get(channel.id);
      if (row === undefined) {
        row = this.makeRow(channel);
        this.rows.set(channel.id, row);
        this.list.append(row.element);
      }
      row.update(channel, light);
    }
  }

  private makeRow({ id, name }: ChannelView): ChannelRow {
    const swatch = el('span', { class: 'swatch' });
    const label = el('span', { class: 'channel-label' }, swatch, el('code', { text: name }));
    const value = el('span', { class: 'channel-value' });
    const unit = el('span', { class: 'channel-unit' });
    const text = new ValueText();
    const tick = checkbox(label, `channel-${name}`, (plotted) => {
      this.post({ type: 'plot', deviceId: this.deviceId, channelId: id, plotted });
    });
    const element = el('div', { class: 'channel-row', title: name }, tick.element, value, unit);
    element.addEventListener('mouseenter', () => {
      this.emphasise(id);
    });
    element.addEventListener('mouseleave', () => {
      this.emphasise(undefined);
    });
    return {
      element,
      update(channel, light) {
        tick.set(channel.plotted);
        swatch.style.background = channel.plotted ? seriesColour(channel.colour, light) : '';
        setText(value, text.of(channel.latest));
        setText(unit, shownUnit(channel.unit));
      },
    };
  }
}

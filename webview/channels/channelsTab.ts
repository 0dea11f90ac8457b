import { t } from '@vscode/l10n';
import type { DeviceView } from '../../src/protocol';
import { button, textField } from '../controls';
import { el, setShown, setText } from '../dom';
import { countText } from '../format';
import { icon } from '../icons';
import type { PanelView } from '../panelView';
import { stateLook } from '../stateLook';
import { ChannelRow, type ChannelRowActions } from './channelRow';
import { gravest } from './limitWords';

/** With more channels than this there is a field that narrows them down. */
const FILTER_FROM = 12;

interface Group {
  readonly element: HTMLElement;
  readonly heading: HTMLElement;
  readonly list: HTMLElement;
  readonly rows: Map<string, ChannelRow>;
  headingKey: string;
}

/** All channels, by device, with a tick each; those of the device in focus first. */
export class ChannelsTab {
  readonly element = el('div', { class: 'channels' });
  private readonly filter = textField(t('Filter channels'), 'channel-filter', {
    hidden: true,
    placeholder: t('Filter channels'),
    icon: 'filter',
    onInput: () => this.refresh(),
  });
  private readonly alarms = el('div', { class: 'alarms' });
  private readonly alarmText = el('span', { class: 'grow' });
  private readonly acknowledge = button(t('Acknowledge'), undefined, 'acknowledge', () => {
    const ids = new Set(this.unseen().map(({ id }) => id));
    for (const deviceId of ids) this.actions.post({ type: 'acknowledge', deviceId });
  });
  private readonly groups = new Map<string, Group>();
  private readonly list = el('div', { class: 'channel-groups' });
  private readonly empty = el('p', { class: 'dim' });
  private readonly hint = el('p', { class: 'dim small' });
  private view: PanelView | undefined;

  constructor(private readonly actions: ChannelRowActions) {
    setText(
      this.hint,
      t('Drag a channel onto a plot, or tick it. Hold Ctrl to give it a plot of its own.'),
    );
    this.alarms.append(icon('warning'), this.alarmText, this.acknowledge.element);
    const { element, filter, alarms, empty, list, hint } = this;
    element.append(alarms, filter.element, empty, list, hint);
    list.addEventListener('keydown', (event) => {
      this.onKey(event);
    });
  }

  update(view: PanelView): void {
    this.view = view;
    const { device, devices } = view;
    const ordered = [device, ...devices.filter(({ id }) => id !== device.id)];
    const all = ordered.reduce((sum, { channels }) => sum + channels.length, 0);
    setShown(this.filter.element, all > FILTER_FROM);
    const wanted = all > FILTER_FROM ? this.filter.value().trim().toLowerCase() : '';
    const ids = new Set(ordered.map(({ id }) => id));
    for (const [id, group] of this.groups) {
      if (ids.has(id)) continue;
      group.element.remove();
      this.groups.delete(id);
    }
    let shown = 0;
    ordered.forEach((one, i) => {
      const group = this.groupOf(one, i);
      shown += this.showGroup(group, one, wanted, ordered.length > 1);
    });
    setShown(this.empty, shown === 0);
    const none = t('No channels yet. They appear with the first decoded line.');
    setText(this.empty, all === 0 ? none : t('No channel matches.'));
    setShown(this.hint, shown > 0);
    this.showAlarms();
  }

  private refresh(): void {
    if (this.view !== undefined) this.update(this.view);
  }

  /** A device's group, at its place in the order. */
  private groupOf({ id, name }: DeviceView, at: number): Group {
    let group = this.groups.get(id);
    if (group === undefined) {
      const heading = el('h3', { class: 'group-heading' });
      const list = el('div', { attributes: { role: 'group', 'aria-label': name } });
      const element = el('div', { class: 'channel-group' }, heading, list);
      group = { element, heading, list, rows: new Map(), headingKey: '' };
      this.groups.set(id, group);
    }
    const { element } = group;
    if (this.list.children.item(at) !== element) {
      this.list.insertBefore(element, this.list.children.item(at));
    }
    return group;
  }

  /** Returns how many of its channels match. */
  private showGroup(group: Group, device: DeviceView, wanted: string, named: boolean): number {
    const { channels, limits, alarms, state } = device;
    const running = state === 'measuring' || state === 'error';
    const { nowMs = 0, light = false } = this.view ?? {};
    const ids = new Set(channels.map(({ id }) => id));
    for (const [id, row] of group.rows) {
      if (ids.has(id)) continue;
      row.element.remove();
      group.rows.delete(id);
    }
    let shown = 0;
    for (const channel of channels) {
      let row = group.rows.get(channel.id);
      if (row === undefined) {
        row = new ChannelRow(device.id, channel, this.actions);
        group.rows.set(channel.id, row);
        group.list.append(row.element);
      }
      const matches = channel.name.toLowerCase().includes(wanted);
      setShown(row.element, matches);
      if (!matches) continue;
      shown++;
      const own = limits.filter((limit) => limit.channel === channel.name);
      const alarm = gravest(alarms, channel.id);
      row.update({ channel, alarm, limits: own, running, nowMs, light });
    }
    setShown(group.heading, named);
    setShown(group.element, shown > 0);
    this.showHeading(group, device);
    return shown;
  }

  private showHeading(group: Group, { name, state }: DeviceView): void {
    const key = `${name}|${state}`;
    if (key === group.headingKey) return;
    group.headingKey = key;
    const look = stateLook(state);
    const mark = el('span', { class: `state-icon state-${state}` }, icon(look.icon));
    const word = el('span', { class: 'dim small', text: look.name });
    group.heading.replaceChildren(mark, el('span', { class: 'ellipsis', text: name }), word);
  }

  /** Alarms that nobody has acknowledged. */
  private unseen(): { id: string }[] {
    const devices = this.view?.devices ?? [];
    return devices.flatMap(({ id, alarms }) =>
      alarms.filter(({ acknowledged }) => !acknowledged).map(() => ({ id })),
    );
  }

  private showAlarms(): void {
    const count = this.unseen().length;
    setShown(this.alarms, count > 0);
    const many = t('{0} limits are crossed.', countText(count));
    setText(this.alarmText, count === 1 ? t('1 limit is crossed.') : many);
  }

  /** Up and Down go from row to row. */
  private onKey(event: KeyboardEvent): void {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const { target } = event;
    if (by === 0 || !(target instanceof HTMLElement) || !target.matches('vscode-checkbox')) return;
    const ticks = [...this.list.querySelectorAll<HTMLElement>('vscode-checkbox')];
    const reachable = ticks.filter((tick) => tick.offsetParent !== null);
    const next = reachable.at(reachable.indexOf(target) + by);
    event.preventDefault();
    if (reachable.indexOf(target) + by >= 0) next?.focus();
  }
}

import { t } from '@vscode/l10n';
import type { Alarm, Limit } from '../../src/model';
import type { ChannelView, FromWebview } from '../../src/protocol';
import { checkbox } from '../controls';
import { el, setShown, setText } from '../dom';
import { agoText, shownUnit, ValueText } from '../format';
import { icon } from '../icons';
import { seriesColour } from '../../src/seriesColour';
import { iconButton } from '../plots/iconButton';
import { openMenu } from '../plots/menu';
import { ChannelLimits } from './channelLimits';
import { channelMenu } from './channelMenu';
import { alarmText, limitLine } from './limitWords';

const OLD_MS = 5000;

/** What a row shows. */
export interface ChannelRowView {
  readonly channel: ChannelView;
  readonly alarm: Alarm | undefined;
  /** Those of this channel. */
  readonly limits: readonly Limit[];
  /** While the device rests nothing is late. */
  readonly running: boolean;
  readonly nowMs: number;
  readonly light: boolean;
}

/** What a row asks of its list. */
export interface ChannelRowActions {
  readonly post: (message: FromWebview) => void;
  readonly emphasise: (channelId: string | undefined) => void;
}

/** One channel: tick, colour, name, value; below them its alarm or its age, and its limits while they are open. */
export class ChannelRow {
  readonly element = el('div', { class: 'channel' });
  private readonly row: HTMLElement;
  private readonly swatch = el('span', { class: 'swatch' });
  private readonly value = el('span', { class: 'channel-value' });
  private readonly unit = el('span', { class: 'channel-unit' });
  private readonly more = el('div', { class: 'channel-more small' });
  private readonly moreText = el('span', { class: 'ellipsis' });
  private readonly text = new ValueText();
  private readonly tick;
  private readonly toggle: HTMLElement;
  private readonly menu: HTMLElement;
  private limits: ChannelLimits | undefined;
  private view: ChannelRowView | undefined;
  private moreKey = '';

  constructor(
    private readonly deviceId: string,
    private readonly channel: ChannelView,
    private readonly actions: ChannelRowActions,
  ) {
    const { name, id } = channel;
    const label = el('span', { class: 'channel-label' }, this.swatch, el('code', { text: name }));
    this.tick = checkbox(label, `channel-${name}`, (plotted) => {
      actions.post({ type: 'plot', deviceId, channelId: id, plotted });
    });
    const toggle = iconButton(t('Limits of {0}', name), 'limit', 'channel-limits', () => {
      this.toggleLimits();
    });
    this.toggle = toggle.element;
    this.toggle.classList.add('limits-toggle');
    const menu = iconButton(t('Actions for {0}', name), 'ellipsis', `menu-${name}`, () => {
      this.openMenu();
    });
    this.menu = menu.element;
    // The keyboard has Shift+F10 on the tick: half as many stops in a long list.
    this.menu.tabIndex = -1;
    this.menu.setAttribute('aria-haspopup', 'menu');
    this.row = el('div', { class: 'channel-row', title: name }, this.tick.element, this.toggle);
    this.row.append(this.value, this.unit, this.menu);
    this.row.draggable = true;
    this.element.append(el('div', { class: 'channel-head' }, this.row, this.more));
    this.listen();
  }

  update(view: ChannelRowView): void {
    this.view = view;
    const { channel, limits, light } = view;
    this.tick.set(channel.plotted);
    this.swatch.style.background = channel.plotted ? seriesColour(channel.colour, light) : '';
    this.text.meaning = channel.meaning;
    const value = this.text.of(channel.latest);
    setText(this.value, value);
    const whole = channel.meaning === undefined ? '' : value;
    if (this.value.title !== whole) this.value.title = whole;
    setText(this.unit, shownUnit(channel.unit));
    this.showMore(view);
    setShown(this.toggle, limits.length > 0 || this.limits !== undefined);
    this.toggle.title = limits.map((limit) => limitLine(limit, channel.unit)).join('\n');
    this.limits?.update(channel, limits);
  }

  /** Opens its limits with a new one to fill in. */
  addLimit(): void {
    if (this.limits === undefined) this.toggleLimits();
    this.limits?.add();
  }

  focus(): void {
    this.tick.element.focus();
  }

  private listen(): void {
    const { row, channel, actions } = this;
    row.addEventListener('mouseenter', () => {
      actions.emphasise(channel.id);
    });
    row.addEventListener('mouseleave', () => {
      actions.emphasise(undefined);
    });
    row.addEventListener('dragstart', (event) => {
      event.dataTransfer?.setData('text/plain', `telemetryhub-channel:${channel.id}`);
      if (event.dataTransfer !== null) event.dataTransfer.effectAllowed = 'copy';
    });
    row.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      this.openMenu();
    });
    row.addEventListener('keydown', (event) => {
      if (event.key !== 'F10' || !event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      this.openMenu();
    });
  }

  private openMenu(): void {
    const channel = this.view?.channel ?? this.channel;
    const items = channelMenu(this.deviceId, channel, this.actions.post, () => {
      this.addLimit();
    });
    openMenu(this.menu, t('Actions for {0}', channel.name), items);
  }

  private toggleLimits(): void {
    if (this.limits === undefined) {
      this.limits = new ChannelLimits(this.deviceId, this.channel, this.actions.post, () => {
        this.toggleLimits();
        this.focus();
      });
      this.element.append(this.limits.element);
    } else {
      this.limits.element.remove();
      this.limits = undefined;
    }
    this.toggle.setAttribute('aria-expanded', String(this.limits !== undefined));
    if (this.view !== undefined) this.update(this.view);
  }

  /** The alarm; else how old the value is, when it is old. */
  private showMore({ alarm, channel, running, nowMs }: ChannelRowView): void {
    const oldMs = nowMs - channel.latestMs;
    const old = running && oldMs > OLD_MS ? t('{0} old', agoText(oldMs)) : '';
    const crossed = alarm === undefined ? '' : alarmText(alarm);
    const level = alarm?.limit.level ?? '';
    const words = [crossed, old].filter((part) => part !== '').join(' · ');
    setShown(this.more, words !== '');
    setText(this.moreText, words);
    if (level === this.moreKey && this.more.childElementCount > 0) return;
    this.moreKey = level;
    this.more.className = `channel-more small ${level}`;
    const mark = level === '' ? [] : [icon(level === 'critical' ? 'error' : 'warning', 14)];
    this.more.replaceChildren(...mark, this.moreText);
  }
}

import { t } from '@vscode/l10n';
import type { DeviceView, FromWebview } from '../src/protocol';
import { button } from './controls';
import { openDeviceList } from './deviceList';
import { linkWords, rateOf, resetRefusal, startRefusal } from './deviceWords';
import { el, setShown, setText } from './dom';
import { bytesText, countText } from './format';
import { headerMenu } from './headerMenu';
import { icon } from './icons';
import { iconButton } from './plots/iconButton';
import { openMenu } from './plots/menu';
import { stateLook } from './stateLook';

/** What the header asks of the page itself. */
export interface HeaderActions {
  readonly showKeys: () => void;
  readonly showDrawer: () => void;
}

/** Device, state, link, rate and losses at the left; start, stop, reset and more at the right. */
export class Header {
  readonly element = el('section', {
    class: 'header',
    attributes: { role: 'region', 'aria-label': t('Device') },
  });
  /** With one device there is nothing to choose: its name is only a name. */
  private readonly single = el('h2', { class: 'device-title' });
  private readonly name = el('span', { class: 'device-name' });
  private readonly device = el('button', {
    class: 'device-button plain',
    attributes: { type: 'button', 'data-testid': 'device', 'aria-haspopup': 'listbox' },
  });
  private readonly badge = el('button', {
    class: 'state',
    attributes: { type: 'button', 'data-testid': 'state' },
  });
  private readonly link = el('span', { class: 'fact link' });
  private readonly rate = fact('rate');
  private readonly dropped = fact('dropped');
  private readonly rejected = el('button', {
    class: 'fact rejected plain',
    title: t('Show rejected frames'),
    attributes: { 'data-testid': 'rejected', type: 'button' },
  });
  private readonly notFinite = fact('not-finite');
  private readonly start = button(t('Start'), 'play', 'start', () => {
    this.send('start');
  });
  private readonly stop = button(t('Stop'), 'stop', 'stop', () => {
    this.send('stop');
  });
  private readonly reset = button(t('Reset'), 'reset', 'reset', () => {
    this.send('reset');
  });
  private readonly open = iconButton(t('Show the side panel'), 'drawer', 'drawer-open', () => {
    this.actions.showDrawer();
  });
  private shown: DeviceView | undefined;
  private devices: readonly DeviceView[] = [];
  private badgeKey = '';
  private linkKey = '';

  constructor(
    private readonly post: (message: FromWebview) => void,
    private readonly actions: HeaderActions,
  ) {
    this.rejected.addEventListener('click', () => {
      this.send('showRejected');
    });
    this.badge.addEventListener('click', () => {
      this.send('showHistory');
    });
    this.device.append(this.name, icon('chevronDown'));
    this.device.addEventListener('click', () => {
      this.openDevices();
    });
    const facts = el('div', { class: 'facts' }, this.badge, this.link, this.rate, this.dropped);
    this.notFinite.title = t('Values that were not finite: gaps in the plot');
    facts.append(this.rejected, this.notFinite);
    const more = iconButton(t('More actions'), 'ellipsis', 'more', () => {
      this.openMore(more.element);
    });
    more.element.setAttribute('aria-haspopup', 'menu');
    setShown(this.open.element, false);
    const title = el('div', { class: 'title' }, icon('chip'), this.single, this.device);
    const buttons = [this.start.element, this.stop.element, this.reset.element];
    const right = el('div', { class: 'actions' }, ...buttons, this.open.element, more.element);
    this.element.append(title, facts, right);
  }

  /** Whether the side panel is closed, so that it can be opened from here. */
  setDrawerClosed(closed: boolean): void {
    setShown(this.open.element, closed);
  }

  update(device: DeviceView, all: readonly DeviceView[]): void {
    this.shown = device;
    this.devices = all;
    setText(this.name, device.name);
    setText(this.single, device.name);
    const { name } = device;
    for (const element of [this.device, this.single])
      if (element.title !== name) element.title = name;
    setShown(this.device, all.length > 1);
    setShown(this.single, all.length < 2);
    this.showBadge(device);
    this.showLink(device);
    const rate = rateOf(device);
    setFact(this.rate, rate.value, rate.unit);
    const { counters } = device;
    const dropped = counters.bytesDroppedSource + counters.bytesDroppedQueue;
    setFact(this.dropped, bytesText(dropped), t('dropped'));
    setFact(this.rejected, countText(counters.framesRejected), t('rejected'));
    setFact(this.notFinite, countText(counters.nonFinite), 'NaN');
    this.showActions(device);
  }

  private send(type: 'start' | 'stop' | 'reset' | 'showRejected' | 'showHistory'): void {
    if (this.shown !== undefined) this.post({ type, deviceId: this.shown.id });
  }

  private openDevices(): void {
    const { shown, devices, device: anchor } = this;
    if (shown === undefined) return;
    anchor.setAttribute('aria-expanded', 'true');
    openDeviceList(
      anchor,
      devices,
      shown.id,
      (deviceId) => {
        if (deviceId !== shown.id) this.post({ type: 'focus', deviceId });
      },
      () => {
        anchor.setAttribute('aria-expanded', 'false');
      },
    );
  }

  private openMore(anchor: HTMLElement): void {
    if (this.shown === undefined) return;
    openMenu(anchor, t('More actions'), headerMenu(this.shown, this.post, this.actions.showKeys));
  }

  private showBadge({ state, cause }: DeviceView): void {
    const { name, icon: shape } = stateLook(state);
    const title = cause === '' ? name : `${name}: ${cause}`;
    if (this.badgeKey === title) return;
    this.badgeKey = title;
    this.badge.title = title;
    this.badge.className = `state state-${state}`;
    this.badge.ariaLabel = title;
    this.badge.replaceChildren(icon(shape), el('span', { text: name }));
  }

  private showLink(device: DeviceView): void {
    const { main, more, title, icon: shape } = linkWords(device);
    const key = `${main}|${more}|${title}`;
    if (key === this.linkKey) return;
    this.linkKey = key;
    this.link.dataset.kind = device.link.kind;
    this.link.title = title;
    const words = el('span', { class: 'ellipsis', text: main });
    this.link.replaceChildren(icon(shape), words, el('span', { class: 'dim', text: more }));
  }

  private showActions(device: DeviceView): void {
    const acting = device.state === 'measuring' || device.state === 'error';
    setShown(this.start.element, !acting);
    setShown(this.stop.element, acting);
    this.start.setPrimary(device.state === 'idle');
    this.start.setDisabled(startRefusal(device));
    this.reset.setDisabled(resetRefusal(device));
  }
}

function fact(testId: string): HTMLElement {
  return el('span', { class: `fact ${testId}`, attributes: { 'data-testid': testId } });
}

function setFact(element: HTMLElement, value: string, unit: string): void {
  if (element.childElementCount === 0) {
    element.append(el('span', { class: 'strong' }), '\u00a0', el('span', { class: 'dim' }));
  }
  const [first, second] = element.children;
  setText(first, value);
  setText(second, unit);
}

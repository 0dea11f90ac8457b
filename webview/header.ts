import type { DeviceState } from '../src/model';
import type { DeviceView, FromWebview } from '../src/protocol';
import { button, dropdown } from './controls';
import { el, setShown, setText } from './dom';
import { bytesText, countText, rateText } from './format';
import { icon, type IconName } from './icons';

const STATES: Readonly<Record<DeviceState, { name: string; icon: IconName }>> = {
  idle: { name: 'Idle', icon: 'circle' },
  measuring: { name: 'Measuring', icon: 'pulse' },
  error: { name: 'Error', icon: 'warning' },
  safeState: { name: 'SafeState', icon: 'shield' },
};

/** The state's name as spelled everywhere. */
export function stateName(state: DeviceState): string {
  return STATES[state].name;
}

/** Device, state, link, rate and losses at the left; start, stop and reset at the right. */
export class Header {
  readonly element = el('header', { class: 'header', attributes: { 'aria-label': 'Device' } });
  private readonly name = el('span', { class: 'device-name' });
  private readonly devices = dropdown('Device', [], (deviceId) => {
    this.post({ type: 'focus', deviceId });
  });
  private readonly badge = el('span', { class: 'state', attributes: { 'data-testid': 'state' } });
  private readonly link = el('span', { class: 'fact link' });
  private readonly rate = el('span', { class: 'fact', attributes: { 'data-testid': 'rate' } });
  private readonly dropped = el('span', {
    class: 'fact',
    attributes: { 'data-testid': 'dropped' },
  });
  private readonly rejected = el('button', {
    class: 'fact rejected plain',
    title: 'Show rejected frames',
    attributes: { 'data-testid': 'rejected', type: 'button' },
  });
  private readonly start = button('Start', 'play', 'start', () => {
    this.send('start');
  });
  private readonly stop = button('Stop', 'stop', 'stop', () => {
    this.send('stop');
  });
  private readonly reset = button('Reset', 'reset', 'reset', () => {
    this.send('reset');
  });
  private shown: DeviceView | undefined;
  private badgeKey = '';
  private linkKey = '';

  constructor(private readonly post: (message: FromWebview) => void) {
    this.rejected.addEventListener('click', () => {
      this.send('showRejected');
    });
    const facts = el('div', { class: 'facts' }, this.badge, this.link, this.rate, this.dropped);
    facts.append(this.rejected);
    const actions = el('div', { class: 'actions' });
    actions.append(this.start.element, this.stop.element, this.reset.element);
    const title = el('div', { class: 'title' }, icon('chip'), this.name, this.devices.element);
    this.element.append(title, facts, actions);
  }

  update(device: DeviceView, all: readonly DeviceView[]): void {
    this.shown = device;
    setText(this.name, device.name);
    const several = all.length > 1;
    setShown(this.name, !several);
    setShown(this.devices.element, several);
    this.devices.setOptions(
      all.map((d) => ({ value: d.id, label: `${d.name}: ${stateName(d.state)}` })),
    );
    this.devices.set(device.id);
    this.showBadge(device);
    this.showLink(device);
    const rate = rateText(device.link.kind === 'open' ? device.samplesPerSecond : 0);
    fact(this.rate, rate.value, rate.unit);
    const { counters } = device;
    const dropped = counters.bytesDroppedSource + counters.bytesDroppedQueue;
    fact(this.dropped, bytesText(dropped), 'dropped');
    fact(this.rejected, countText(counters.framesRejected), 'rejected');
    this.showActions(device);
  }

  private send(type: 'start' | 'stop' | 'reset' | 'showRejected'): void {
    if (this.shown !== undefined) this.post({ type, deviceId: this.shown.id });
  }

  private showBadge({ state, cause }: DeviceView): void {
    this.badge.title = cause;
    if (this.badgeKey === state) return;
    this.badgeKey = state;
    this.badge.className = `state state-${state}`;
    this.badge.replaceChildren(icon(STATES[state].icon), el('span', { text: stateName(state) }));
  }

  private showLink({ link, linkLabel }: DeviceView): void {
    const down = link.kind === 'reconnecting' || link.kind === 'closed';
    const reason = 'reason' in link ? link.reason : undefined;
    const main = down && reason !== undefined ? sentence(reason) : linkLabel;
    const more =
      link.kind === 'reconnecting'
        ? `reconnecting, attempt ${String(link.attempt)}`
        : link.kind === 'open'
          ? ''
          : link.kind;
    const key = `${main}|${more}`;
    if (key === this.linkKey) return;
    this.linkKey = key;
    this.link.dataset.kind = link.kind;
    this.link.title = `${linkLabel}: ${link.kind}${reason === undefined ? '' : `, ${reason}`}`;
    const name: IconName = link.kind === 'reconnecting' ? 'sync' : down ? 'unplugged' : 'plug';
    const words = el('span', { class: 'ellipsis', text: main });
    const dim = el('span', { class: 'dim', text: more });
    this.link.replaceChildren(icon(name), words, dim);
  }

  private showActions({ state, cause }: DeviceView): void {
    const acting = state === 'measuring' || state === 'error';
    const safe = `In SafeState: ${cause}. Reset first.`;
    setShown(this.start.element, !acting);
    setShown(this.stop.element, acting);
    this.start.setPrimary(state === 'idle');
    this.start.setDisabled(state === 'safeState' ? safe : undefined);
    const resettable = state === 'error' || state === 'safeState';
    this.reset.setDisabled(resettable ? undefined : 'There is nothing to reset.');
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function fact(element: HTMLElement, value: string, unit: string): void {
  const text = `${value} ${unit}`;
  if (element.dataset.shown === text) return;
  element.dataset.shown = text;
  element.replaceChildren(
    el('span', { class: 'strong', text: value }),
    el('span', { class: 'dim', text: ` ${unit}` }),
  );
}

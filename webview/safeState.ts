import type { DeviceView, FromWebview } from '../src/protocol';
import { button } from './controls';
import { el, setShown, setText } from './dom';
import { spanText } from './format';
import { icon } from './icons';
import { timeOfDay } from './timeText';

/** Since when, why, what goes on, and the way out; not there in any other state. */
export class SafeStateBlock {
  readonly element = el('section', {
    class: 'safe-block',
    attributes: { 'aria-label': 'SafeState' },
  });
  private readonly heading = el('h2', { class: 'safe-heading' });
  private readonly why = el('p');
  private readonly reset = button('Reset', 'reset', 'safe-reset', () => {
    this.post({ type: 'reset', deviceId: this.deviceId });
  });
  private deviceId = '';

  constructor(private readonly post: (message: FromWebview) => void) {
    this.reset.setPrimary(true);
    const rejected = button('Show rejected frames', undefined, 'safe-rejected', () => {
      this.post({ type: 'showRejected', deviceId: this.deviceId });
    });
    const history = button('State history', undefined, 'safe-history', () => {
      this.post({ type: 'showHistory', deviceId: this.deviceId });
    });
    const goesOn = el('p', {
      class: 'dim',
      text: 'Start and commands are refused. Bytes go on being received, stored and drawn.',
    });
    const actions = el('div', { class: 'row' });
    actions.append(this.reset.element, rejected.element, history.element);
    const text = el('div', {}, this.heading, this.why, goesOn, actions);
    this.element.append(icon('shield', 20), text);
    setShown(this.element, false);
  }

  update(device: DeviceView, nowMs: number, wallOffsetMs: number): void {
    this.deviceId = device.id;
    const safe = device.state === 'safeState';
    setShown(this.element, safe);
    if (!safe) return;
    const since = timeOfDay(device.sinceMs + wallOffsetMs, 1000);
    const span = spanText(nowMs - device.sinceMs);
    setText(this.heading, `${device.name} is in SafeState since ${since} (${span})`);
    setText(this.why, `Why: ${device.cause}.`);
  }
}

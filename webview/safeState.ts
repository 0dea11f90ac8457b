import type { DeviceView, FromWebview } from '../src/protocol';
import { button } from './controls';
import { el, setShown, setText } from './dom';
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
      text: 'Start and commands are refused until you reset. Receiving and plotting go on.',
    });
    const actions = el('div', { class: 'row' });
    actions.append(this.reset.element, rejected.element, history.element);
    const text = el('div', {}, this.heading, this.why, goesOn, actions);
    this.element.append(icon('shield', 20), text);
    setShown(this.element, false);
  }

  update(device: DeviceView, wallOffsetMs: number): void {
    this.deviceId = device.id;
    const safe = device.state === 'safeState';
    setShown(this.element, safe);
    if (!safe) return;
    const since = timeOfDay(device.sinceMs + wallOffsetMs, 1000);
    setText(this.heading, `SafeState since ${since}: the device was stopped to protect it`);
    setText(this.why, `Cause: ${device.cause}.`);
  }
}

import type { DeviceView, FromWebview } from '../src/protocol';
import { button } from './controls';
import { el, setShown, setText } from './dom';
import { faultText } from './faults';
import { icon } from './icons';

/** The hazard stripe and the bar that say that damage is armed; not there otherwise. */
export class ArmedBar {
  readonly element = el('section', {
    class: 'armed',
    attributes: { 'aria-label': 'Armed faults' },
  });
  private readonly text = el('span', { class: 'ellipsis' });
  private readonly disarm = button('Disarm all', 'close', 'disarm-all', () => {
    this.post({ type: 'fault', deviceId: this.deviceId, fault: { kind: 'none' } });
  });
  private deviceId = '';

  constructor(private readonly post: (message: FromWebview) => void) {
    const words = el('strong', { text: '1 fault armed' });
    this.element.append(
      el('div', { class: 'hazard' }),
      el('div', { class: 'armed-bar' }, icon('zap'), words, this.text, this.disarm.element),
    );
    setShown(this.element, false);
  }

  update({ id, fault }: DeviceView): void {
    this.deviceId = id;
    setShown(this.element, fault.kind !== 'none');
    setText(this.text, faultText(fault));
  }
}

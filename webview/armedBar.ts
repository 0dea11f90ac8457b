import { t } from '@vscode/l10n';
import type { DeviceView, FromWebview } from '../src/protocol';
import { button } from './controls';
import { el, setShown, setText } from './dom';
import { clockText, nextEndMs } from './faults/faultTime';
import { faultOnText } from './faults/faultWords';
import { caughtText } from './faults/scoreWords';
import { countText } from './format';
import { icon } from './icons';
import type { PanelView } from './panelView';

/** The hazard stripe and the bar that say that damage is armed, on whichever device; not there otherwise. */
export class ArmedBar {
  readonly element = el('section', {
    class: 'armed',
    attributes: { 'aria-label': t('Armed faults') },
  });
  private readonly count = el('strong');
  private readonly what = el('span', { class: 'armed-what ellipsis' });
  private readonly ends = el('span', { class: 'armed-ends dim' });
  private readonly caught = el('span', { class: 'armed-caught' });
  private readonly disarm = button(t('Disarm all'), 'close', 'disarm-all', () => {
    for (const { id } of this.armed) this.post({ type: 'disarmAll', deviceId: id });
  });
  private armed: readonly DeviceView[] = [];

  constructor(private readonly post: (message: FromWebview) => void) {
    const words = el(
      'div',
      { class: 'armed-words' },
      this.count,
      this.what,
      this.ends,
      this.caught,
    );
    const bar = el('div', { class: 'armed-bar' }, icon('zap'), words, this.disarm.element);
    this.element.append(el('div', { class: 'hazard' }), bar);
    setShown(this.element, false);
  }

  update({ device, devices, nowMs }: PanelView): void {
    this.armed = devices.filter(({ faults }) => faults.length > 0);
    const faults = this.armed.flatMap((one) => one.faults);
    setShown(this.element, faults.length > 0);
    if (faults.length === 0) return;
    const many = t('{0} faults armed', countText(faults.length));
    setText(this.count, faults.length === 1 ? t('1 fault armed') : many);
    const what = this.armed.map((one) => armedText(one, one.id !== device.id)).join(' · ');
    setText(this.what, what);
    this.what.title = what;
    const endMs = nextEndMs(faults);
    setShown(this.ends, endMs !== undefined);
    if (endMs !== undefined) {
      setText(this.ends, t('next disarms in {0}', clockText(endMs - nowMs)));
    }
    const { score } = this.armed.find(({ id }) => id === device.id) ?? this.armed[0];
    setText(this.caught, caughtText(score));
  }
}

/** `Byte flip on received bytes · Value spike on rpm`, named where it is not the device in focus. */
function armedText({ name, faults }: DeviceView, named: boolean): string {
  const what = faults.map(({ spec }) => faultOnText(spec)).join(' · ');
  return named ? `${name}: ${what}` : what;
}

import type { DeviceFault } from '../src/model';
import type { DeviceView, FromWebview } from '../src/protocol';
import { button, dropdown, numberField } from './controls';
import { el, setShown, setText } from './dom';
import { icon } from './icons';

type ArmedKind = Exclude<DeviceFault['kind'], 'none'>;

const KINDS: readonly { value: ArmedKind; label: string; says: string }[] = [
  {
    value: 'randomSensorErrors',
    label: 'Random sensor errors',
    says: 'A frame carries an unreadable value with this probability.',
  },
  {
    value: 'communicationFailure',
    label: 'Communication failure',
    says: 'A frame is damaged on its way with this probability.',
  },
  { value: 'both', label: 'Both', says: 'Each of the two with this probability.' },
  {
    value: 'faultAfterSamples',
    label: 'Fault after samples',
    says: 'The device goes to SafeState after so many samples.',
  },
];

/** A fault in words: `communication failure, p 0.1`. */
export function faultText(fault: DeviceFault): string {
  const kind = KINDS.find((k) => k.value === fault.kind);
  if (fault.kind === 'none' || kind === undefined) return 'nothing armed';
  const label = kind.label.toLowerCase();
  return fault.kind === 'faultAfterSamples'
    ? `fault after ${String(fault.samples)} samples`
    : `${label}, p ${String(fault.probability)}`;
}

/** Arms and disarms the faults the device commits by itself. */
export class Faults {
  readonly element = el('div', { class: 'faults' });
  private readonly kind = dropdown('Kind', KINDS, () => {
    this.showFields();
  });
  private readonly probability = numberField('Probability per frame, 0 to 1', 0.1, {
    min: 0,
    max: 1,
    whole: false,
  });
  private readonly samples = numberField('Samples until the fault', 1000, {
    min: 1,
    max: 1e12,
    whole: true,
  });
  private readonly says = el('p', { class: 'dim' });
  private readonly armed = el('div', { class: 'fault-card' });
  private readonly armedText = el('span');
  private readonly nothing = el('p', { class: 'dim', text: 'Nothing is armed.' });
  private readonly problem = el('p', { class: 'problem', attributes: { role: 'alert' } });
  private readonly arm = button('Arm fault', 'zap', 'fault-arm', () => {
    this.sendArm();
  });
  private readonly disarm = button('Disarm', 'close', 'fault-disarm', () => {
    this.post({ type: 'fault', deviceId: this.deviceId, fault: { kind: 'none' } });
  });
  private deviceId = '';

  constructor(private readonly post: (message: FromWebview) => void) {
    this.arm.setPrimary(true);
    this.armed.append(icon('zap'), this.armedText, this.disarm.element);
    this.element.append(
      el('h3', { text: 'Arm a fault' }),
      labelled('Kind', this.kind.element),
      this.probability.element,
      this.samples.element,
      this.says,
      this.problem,
      el('div', { class: 'row' }, this.arm.element),
      el('h3', { text: 'Armed' }),
      this.nothing,
      this.armed,
    );
    this.showFields();
  }

  update(device: DeviceView): void {
    this.deviceId = device.id;
    const none = device.fault.kind === 'none';
    setShown(this.armed, !none);
    setShown(this.nothing, none);
    setText(this.armedText, faultText(device.fault));
    const safe = `${device.name} is in SafeState. Reset it first.`;
    const reason = device.state === 'safeState' ? safe : undefined;
    const cannot = 'This device commits no faults on request: only the simulator does.';
    // In SafeState the way out is the only primary button.
    this.arm.setPrimary(device.state !== 'safeState');
    this.arm.setDisabled(device.canFault ? reason : cannot);
    setShown(this.problem, !device.canFault);
    if (!device.canFault) setText(this.problem, cannot);
  }

  private chosen(): (typeof KINDS)[number] {
    return KINDS.find((kind) => kind.value === this.kind.value()) ?? KINDS[0];
  }

  private showFields(): void {
    const { value, says } = this.chosen();
    setShown(this.probability.element, value !== 'faultAfterSamples');
    setShown(this.samples.element, value === 'faultAfterSamples');
    setText(this.says, says);
  }

  private sendArm(): void {
    const kind = this.chosen().value;
    const field = kind === 'faultAfterSamples' ? this.samples : this.probability;
    field.markValid();
    const value = field.value();
    setShown(this.problem, value === undefined);
    if (value === undefined) {
      const whole = 'The samples must be a whole number from 1.';
      const share = 'The probability must be a number from 0 to 1.';
      setText(this.problem, kind === 'faultAfterSamples' ? whole : share);
      return;
    }
    const fault: DeviceFault =
      kind === 'faultAfterSamples' ? { kind, samples: value } : { kind, probability: value };
    this.post({ type: 'fault', deviceId: this.deviceId, fault });
  }
}

function labelled(label: string, control: HTMLElement): HTMLElement {
  return el(
    'label',
    { class: 'field' },
    el('span', { class: 'field-label', text: label }),
    control,
  );
}

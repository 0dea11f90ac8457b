import { t } from '@vscode/l10n';
import { FAULT_KINDS, type FaultKindInfo } from '../../src/faultKinds';
import type { FaultDirection, FaultLevel, FaultSpec } from '../../src/model';
import type { DeviceView, FromWebview } from '../../src/protocol';
import { button, choice, numberField, type NumberControl } from '../controls';
import { el, setShown, setText } from '../dom';
import { shownUnit } from '../format';
import { iconButton } from '../plots/iconButton';
import { faultSentence } from './faultSentence';
import { armRefusal, kindRefusal, levelName, parameterUnit, pathName } from './faultWords';

const LEVELS: readonly FaultLevel[] = ['byte', 'frame', 'value', 'link', 'device'];
const EVERY = 'every';
const ONE = 'channel:';
const MAX_SEED = 2 ** 32 - 1;
const MAX_DURATION_S = 86_400;
const MAX_COUNT = 1e9;

/** Asks for a fault: where, which, with what numbers and for how long; and says what it will do. */
export class FaultForm {
  readonly element = el('form', {
    class: 'fault-form',
    attributes: { 'aria-label': t('Arm a fault') },
  });
  private readonly level = choice(
    t('Level'),
    LEVELS.map((value) => ({ value, label: levelName(value) })),
    'fault-level',
    () => this.showKinds(),
  );
  private readonly kind = choice(t('Kind'), [], 'fault-kind', () => this.showFields());
  private readonly path = choice(t('Path'), [], 'fault-path', () => this.refresh());
  private readonly channel = choice(t('Channel'), [], 'fault-channel', () => this.showParameters());
  private readonly parameters = el('div', { class: 'fields' });
  private readonly seed = numberField(t('Seed'), 4711, { min: 0, max: MAX_SEED, whole: true });
  private readonly duration = numberField(t('Disarm after'), 60, {
    min: 0.001,
    max: MAX_DURATION_S,
    step: 1,
    optional: true,
    unit: 's',
  });
  private readonly count = numberField(t('or after'), undefined, {
    min: 1,
    max: MAX_COUNT,
    whole: true,
    optional: true,
    unit: t('hits'),
  });
  private readonly says = el('p', { class: 'says small' });
  private readonly refused = el('p', { class: 'refused small' });
  private readonly arm = button(t('Arm fault'), 'zap', 'fault-arm', () => {
    this.send('armFault');
  });
  private readonly script = button(t('Add to script'), undefined, 'fault-script', () => {
    this.send('addToScript');
  });
  private fields = new Map<string, NumberControl>();
  private device: DeviceView | undefined;
  private hostKey = '';

  constructor(private readonly post: (message: FromWebview) => void) {
    this.build();
    this.showKinds();
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
    });
    this.element.addEventListener('input', () => {
      this.refresh();
    });
    this.element.addEventListener('keydown', (event) => {
      const { target } = event;
      const typing = target instanceof Element && target.matches('vscode-text-field');
      if (event.key !== 'Enter' || !typing) return;
      event.preventDefault();
      this.send('armFault');
    });
  }

  update(device: DeviceView): void {
    this.device = device;
    const { id, name, state, canFault, canBreakLink, canGlitch, channels } = device;
    const key = JSON.stringify([id, name, state, canFault, canBreakLink, canGlitch]);
    this.channel.setOptions([
      { value: EVERY, label: t('Every channel') },
      ...channels.map((one) => ({ value: `${ONE}${one.name}`, label: one.name })),
    ]);
    if (key === this.hostKey) return;
    this.hostKey = key;
    this.offerKinds();
    this.refresh();
  }

  private build(): void {
    const dice = iconButton(t('Another seed'), 'dice', 'fault-dice', () => {
      this.seed.set(crypto.getRandomValues(new Uint32Array(1))[0]);
      this.refresh();
    });
    const seed = el('div', { class: 'seed' }, this.seed.element, dice.element);
    this.count.element.classList.add('hits');
    const ends = el('div', { class: 'fields' }, seed, this.duration.element, this.count.element);
    const places = el('div', { class: 'fields places' }, this.level.element, this.kind.element);
    setShown(this.refused, false);
    this.element.append(
      places,
      this.path.element,
      this.channel.element,
      this.parameters,
      ends,
      this.says,
      this.refused,
      el('div', { class: 'row' }, this.arm.element, this.script.element),
    );
  }

  private info(): FaultKindInfo {
    return FAULT_KINDS.find(({ kind }) => kind === this.kind.value()) ?? FAULT_KINDS[0];
  }

  private direction(): FaultDirection {
    return this.path.value() === 'send' ? 'send' : 'receive';
  }

  /** The channel's name; undefined = every channel. */
  private channelName(): string | undefined {
    const value = this.channel.value();
    const one = this.info().level === 'value' && value.startsWith(ONE);
    return one ? value.slice(ONE.length) : undefined;
  }

  private channelUnit(): string {
    const name = this.channelName();
    return this.device?.channels.find((one) => one.name === name)?.unit ?? '';
  }

  private showKinds(): void {
    this.offerKinds();
    this.showFields();
  }

  /** Kinds of the level; those that this device cannot have say so. */
  private offerKinds(): void {
    const kinds = FAULT_KINDS.filter(({ level }) => level === this.level.value());
    const refused = (info: FaultKindInfo) =>
      this.device !== undefined && kindRefusal(info, this.device) !== undefined;
    this.kind.setOptions(
      kinds.map((info) => ({
        value: info.kind,
        label: refused(info) ? t('{0} (not here)', t(info.label)) : t(info.label),
      })),
    );
  }

  private showFields(): void {
    const { level, send } = this.info();
    const paths = [{ value: 'receive', label: pathName(level, 'receive') }];
    if (send) paths.push({ value: 'send', label: pathName(level, 'send') });
    this.path.setOptions(paths);
    setShown(this.channel.element, level === 'value');
    this.showParameters();
  }

  private showParameters(): void {
    const info = this.info();
    const before = this.fields;
    this.fields = new Map(
      info.parameters.map((parameter) => {
        const { name, label, min, max, initial, whole } = parameter;
        const unit = shownUnit(parameterUnit(info, parameter.unit, this.channelUnit()));
        const sameKind = this.parameters.dataset.kind === info.kind;
        const value = (sameKind ? before.get(name)?.value() : undefined) ?? initial;
        return [name, numberField(t(label), value, { min, max, whole, unit })];
      }),
    );
    this.parameters.dataset.kind = info.kind;
    this.parameters.replaceChildren(...[...this.fields.values()].map(({ element }) => element));
    this.refresh();
  }

  /** All numbers as they stand, or undefined while one of them is none. */
  private spec(): FaultSpec | undefined {
    const { seed, duration, count, fields } = this;
    const numbers = [...fields].map(([name, field]) => [name, field.value() ?? NaN] as const);
    const seedValue = seed.value();
    const complete = numbers.every(([, value]) => !Number.isNaN(value));
    if (!complete || seedValue === undefined || !duration.isValid() || !count.isValid()) {
      return undefined;
    }
    const channel = this.channelName();
    const durationS = duration.value();
    const hits = count.value();
    return {
      kind: this.info().kind,
      parameters: Object.fromEntries(numbers),
      ...(channel === undefined ? {} : { channel }),
      seed: seedValue,
      direction: this.direction(),
      ...(durationS === undefined ? {} : { durationS }),
      ...(hits === undefined ? {} : { count: hits }),
    };
  }

  /** Says what would be done now, and whether it may. */
  private refresh(): void {
    const info = this.info();
    const spec = this.spec();
    const says = spec === undefined ? t(info.says) : faultSentence(spec, this.channelUnit());
    setText(this.says, says);
    const { device } = this;
    const refusal = device && armRefusal(info, this.direction(), device);
    this.arm.setDisabled(refusal);
    // In SafeState the way out is the only primary button.
    this.arm.setPrimary(device?.state !== 'safeState');
    this.script.setDisabled(device && kindRefusal(info, device));
    setShown(this.refused, refusal !== undefined);
    setText(this.refused, refusal ?? '');
  }

  private send(type: 'armFault' | 'addToScript'): void {
    const { device } = this;
    if (device === undefined) return;
    const info = this.info();
    const refusal =
      type === 'armFault' ? armRefusal(info, this.direction(), device) : kindRefusal(info, device);
    if (refusal !== undefined) return;
    const fields = [...this.fields.values(), this.seed, this.duration, this.count];
    for (const field of fields) field.markValid();
    const spec = this.spec();
    if (spec !== undefined) {
      this.post({ type, deviceId: device.id, spec });
      return;
    }
    const wrong = fields.find((field) => !field.isValid());
    wrong?.element.querySelector<HTMLElement>('vscode-text-field')?.focus();
  }
}

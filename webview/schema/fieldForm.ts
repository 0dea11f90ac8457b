import { t } from '@vscode/l10n';
import { FIELD_TYPES } from '../../src/schemaDraft';
import type { BitField, FieldType, SchemaField, TimeUnit } from '../../src/wireFormat';
import { choice, numberField, textField } from '../controls';
import { el, setShown } from '../dom';
import { PartsField } from './partsField';
import { bitsText, labelsText, parseBits, parseLabels } from './partsText';

const TIME_UNITS: readonly TimeUnit[] = ['s', 'ms', 'us', 'ns'];
const VALUE = 'value';

/** All there is to say about one field. */
export class FieldForm {
  readonly element = el('div', { class: 'fields' });
  private former: readonly BitField[] = [];
  private readonly name = textField(t('Name'), 'field-name');
  private readonly type = choice(
    t('Type'),
    FIELD_TYPES.map((type) => ({ value: type, label: type })),
    'field-type',
    () => this.changed(),
  );
  private readonly role = choice(
    t('Meaning'),
    [
      { value: VALUE, label: t('A value') },
      { value: 'time', label: t('Time of the frame') },
      { value: 'sequence', label: t('Counts the frames') },
      { value: 'padding', label: t('Skipped') },
    ],
    'field-role',
    () => this.changed(),
  );
  private readonly order = choice(
    t('Byte order'),
    [
      { value: 'little', label: t('little-endian') },
      { value: 'big', label: t('big-endian') },
    ],
    'field-order',
    () => this.changed(),
  );
  private readonly count = numberField(t('How many'), undefined, {
    min: 1,
    max: 1024,
    whole: true,
    optional: true,
  });
  private readonly scale = numberField(t('Scale'), undefined, bounds());
  private readonly offset = numberField(t('Offset'), undefined, bounds());
  private readonly unit = textField(t('Unit'), 'field-unit');
  private readonly timeUnit = choice(
    t('Time unit'),
    TIME_UNITS.map((unit) => ({ value: unit, label: unit === 'us' ? 'µs' : unit })),
    'field-time-unit',
    () => this.changed(),
  );
  private readonly wrap = numberField(t('Is 0 again at'), undefined, {
    min: 1,
    max: 2 ** 64,
    optional: true,
  });
  private readonly labels = new PartsField(
    t('What values mean'),
    'field-labels',
    '0 Idle; 1 Run',
    parseLabels,
    (wrong) =>
      t('{0} is no meaning. Write a whole number and its text: {1}', wrong, '0 Idle; 1 Run'),
  );
  private readonly bits = new PartsField(
    t('Bits'),
    'field-bits',
    'ready 0; mode 1-3',
    (text) => parseBits(text, this.former),
    (wrong) =>
      t('{0} is no bit field. Write a name and its bits: {1}', wrong, 'ready 0; mode 1-3 signed'),
  );

  constructor(private readonly onChange: () => void) {
    const { name, type, role, order, count, scale, offset, unit, timeUnit, wrap } = this;
    const rows = [name, type, role, order, scale, offset, unit, count, timeUnit, wrap];
    this.element.append(...rows.map((one) => one.element), this.labels.element, this.bits.element);
    for (const [control, id] of [
      [count, 'field-count'],
      [scale, 'field-scale'],
      [offset, 'field-offset'],
      [wrap, 'field-wrap'],
    ] as const) {
      control.element.dataset.testid = id;
    }
    this.element.addEventListener('input', () => {
      this.onChange();
    });
  }

  /** Shows a field, as it is in the draft. */
  show(field: SchemaField): void {
    this.former = field.bits ?? [];
    this.name.set(field.name);
    this.type.set(field.type);
    this.role.set(field.role ?? VALUE);
    this.order.set(field.order ?? 'little');
    this.count.set(field.count);
    this.scale.set(field.scale);
    this.offset.set(field.offset);
    this.unit.set(field.unit ?? '');
    this.timeUnit.set(field.timeUnit ?? 'ms');
    this.wrap.set(field.wrap);
    this.labels.set(labelsText(field.labels));
    this.bits.set(bitsText(field.bits));
    this.fit();
  }

  /** The field as it stands in the form, without what is as usual. */
  read(): SchemaField {
    const type = FIELD_TYPES.find((one) => one === this.type.value()) ?? 'u8';
    const role = this.roleOf();
    const isTime = role === 'time';
    const isValue = role === undefined;
    const { count, scale, offset, wrap } = this;
    return {
      name: this.name.value().trim(),
      type,
      ...given(
        'unit',
        isValue && this.unit.value().trim() !== '' ? this.unit.value().trim() : undefined,
      ),
      ...given('scale', isValue || isTime ? scale.value() : undefined),
      ...given('offset', isValue || isTime ? offset.value() : undefined),
      ...(this.order.value() === 'big' && hasOrder(type) ? { order: 'big' } : {}),
      ...given('count', isValue || role === 'padding' ? count.value() : undefined),
      ...given('labels', isValue ? this.labels.value() : undefined),
      ...given('bits', isValue && hasBits(type) ? this.bits.value() : undefined),
      ...given('role', role),
      ...(isTime
        ? { timeUnit: TIME_UNITS.find((one) => one === this.timeUnit.value()) ?? 'ms' }
        : {}),
      ...given('wrap', isTime || role === 'sequence' ? wrap.value() : undefined),
    };
  }

  /** True when all that is typed is understood. */
  isValid(): boolean {
    const { count, scale, offset, wrap, labels, bits } = this;
    return [count, scale, offset, wrap, labels, bits].every(
      (one) => one.element.hidden || one.isValid(),
    );
  }

  focus(): void {
    this.name.focusEnd();
  }

  private changed(): void {
    this.fit();
    this.onChange();
  }

  /** Shows what the type and the meaning have use for. */
  private fit(): void {
    const role = this.roleOf();
    const type = FIELD_TYPES.find((one) => one === this.type.value()) ?? 'u8';
    const isValue = role === undefined;
    const isTime = role === 'time';
    setShown(this.order.element, hasOrder(type) && role !== 'padding');
    setShown(this.count.element, isValue || role === 'padding');
    for (const one of [this.scale, this.offset]) setShown(one.element, isValue || isTime);
    for (const one of [this.unit, this.labels]) setShown(one.element, isValue);
    setShown(this.bits.element, isValue && hasBits(type));
    setShown(this.timeUnit.element, isTime);
    setShown(this.wrap.element, isTime || role === 'sequence');
  }

  private roleOf(): SchemaField['role'] {
    return (['time', 'sequence', 'padding'] as const).find((one) => one === this.role.value());
  }
}

function bounds() {
  return { min: -1e12, max: 1e12, optional: true } as const;
}

function given<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  // A computed key has the wider type `string`.
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: T });
}

/** A single byte has no order. */
function hasOrder(type: FieldType): boolean {
  return type !== 'u8' && type !== 'i8';
}

/** Integers of at most 32 bits. */
function hasBits(type: FieldType): boolean {
  return !type.startsWith('f') && !type.endsWith('64');
}

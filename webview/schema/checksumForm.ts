import { t } from '@vscode/l10n';
import type { ChecksumDraft, SchemaDraft, SchemaKind } from '../../src/schemaDraft';
import { checkbox, choice, numberField, textField } from '../controls';
import { el, setShown } from '../dom';

const NONE = 'none';
const OWN = 'own';
/** What COBS has where nothing is said. */
const USUAL = 'usual';
const AS_PRESET = 'preset';

/** Which checksum guards a frame: one with a name, or its parameters. */
export class ChecksumForm {
  readonly element = el('div', { class: 'fields' });
  private names: readonly string[] = [];
  private kind: SchemaKind = 'cobs';
  private reflectsIn = false;
  private reflectsOut = false;
  private readonly preset = choice(t('Checksum'), [], 'checksum', () => this.changed());
  private readonly order = choice(
    t('Byte order'),
    [
      { value: AS_PRESET, label: t('as usual') },
      { value: 'little', label: t('little-endian') },
      { value: 'big', label: t('big-endian') },
    ],
    'checksum-order',
    () => this.changed(),
  );
  private readonly covers = choice(
    t('Covers'),
    [
      { value: 'payload', label: t('the payload') },
      { value: 'header', label: t('header and payload') },
      { value: 'frame', label: t('sync word, header and payload') },
    ],
    'checksum-covers',
    () => this.changed(),
  );
  private readonly algorithm = choice(
    t('Algorithm'),
    [
      { value: 'crc', label: 'CRC' },
      { value: 'sum', label: t('Sum') },
      { value: 'xor', label: 'XOR' },
      { value: 'fletcher16', label: 'Fletcher-16' },
      { value: 'adler32', label: 'Adler-32' },
    ],
    'checksum-algorithm',
    () => this.changed(),
  );
  private readonly width = numberField(t('Width'), 16, {
    min: 8,
    max: 32,
    whole: true,
    unit: t('bits'),
  });
  private readonly polynomial = hex(t('Polynomial'), 'checksum-polynomial', '0x1021');
  private readonly init = hex(t('Initial value'), 'checksum-init', '0xFFFF');
  private readonly xorOut = hex(t('XOR at the end'), 'checksum-xor-out', '0x0000');
  private readonly reflectIn = checkbox(
    el('span', { text: t('Reflect the bytes') }),
    'checksum-reflect-in',
    (on) => {
      this.reflectsIn = on;
      this.changed();
    },
  );
  private readonly reflectOut = checkbox(
    el('span', { text: t('Reflect the result') }),
    'checksum-reflect-out',
    (on) => {
      this.reflectsOut = on;
      this.changed();
    },
  );

  constructor(private readonly onChange: () => void) {
    const {
      preset,
      algorithm,
      width,
      polynomial,
      init,
      xorOut,
      reflectIn,
      reflectOut,
      order,
      covers,
    } = this;
    preset.element.classList.add('wide');
    const controls = [preset, algorithm, width, polynomial, init, xorOut, reflectIn, reflectOut];
    this.element.append(...[...controls, order, covers].map((one) => one.element));
    this.element.addEventListener('input', () => {
      this.onChange();
    });
  }

  /** The names of the checksums that have one. */
  offer(names: readonly string[]): void {
    this.names = names;
  }

  show({ kind, checksum }: SchemaDraft): void {
    this.offerFor(kind);
    const own: Readonly<Record<string, unknown>> = typeof checksum === 'object' ? checksum : {};
    const { preset, order, covers, algorithm, width, polynomial, init, xorOut } = own;
    const named = typeof checksum === 'string' ? checksum : preset;
    if (typeof named === 'string') this.preset.set(named);
    else if (checksum === undefined) this.preset.set(kind === 'cobs' ? USUAL : NONE);
    else this.preset.set(OWN);
    this.order.set(word(order, AS_PRESET));
    this.covers.set(word(covers, 'payload'));
    this.algorithm.set(word(algorithm, 'crc'));
    this.width.set(typeof width === 'number' ? width : 16);
    this.polynomial.set(hexText(polynomial));
    this.init.set(hexText(init));
    this.xorOut.set(hexText(xorOut));
    this.reflectsIn = own.reflectIn === true;
    this.reflectsOut = own.reflectOut === true;
    this.reflectIn.set(this.reflectsIn);
    this.reflectOut.set(this.reflectsOut);
    this.fit();
  }

  /** Offers what frames of a kind can have. */
  offerFor(kind: SchemaKind): void {
    this.kind = kind;
    const usual = { value: USUAL, label: t('As usual for COBS: CRC-16, little-endian') };
    this.preset.setOptions([
      ...(kind === 'cobs' ? [usual] : []),
      { value: NONE, label: t('none') },
      ...this.names.map((name) => ({ value: name, label: name })),
      { value: OWN, label: t('Own parameters') },
    ]);
    this.fit();
  }

  /** Undefined where nothing need be said. */
  read(): ChecksumDraft | undefined {
    const preset = this.preset.value();
    if (!this.hasChoice() || preset === USUAL) return undefined;
    if (preset === NONE) return this.kind === 'cobs' ? NONE : undefined;
    const order = this.order.value();
    const covers = this.covers.value();
    const changes = {
      ...(order === AS_PRESET ? {} : { order }),
      ...(covers === 'payload' || !this.hasHeader() ? {} : { covers }),
    };
    if (preset !== OWN) return Object.keys(changes).length === 0 ? preset : { preset, ...changes };
    const algorithm = this.algorithm.value();
    const isCrc = algorithm === 'crc';
    return {
      algorithm,
      ...(this.hasWidth() ? { width: this.width.value() } : {}),
      init: numberOr(this.init.value()),
      ...(isCrc ? { polynomial: numberOr(this.polynomial.value()) } : {}),
      ...(isCrc ? { reflectIn: this.reflectsIn, reflectOut: this.reflectsOut } : {}),
      xorOut: numberOr(this.xorOut.value()),
      ...changes,
    };
  }

  isValid(): boolean {
    return this.width.element.hidden !== false || this.width.isValid();
  }

  private changed(): void {
    this.fit();
    this.onChange();
  }

  /** MIN and SerialTransfer say themselves which it is. */
  private hasChoice(): boolean {
    return this.kind !== 'min' && this.kind !== 'serialTransfer';
  }

  private hasHeader(): boolean {
    return this.kind !== 'cobs' && this.kind !== 'slip';
  }

  private hasWidth(): boolean {
    return ['crc', 'sum', 'xor'].includes(this.algorithm.value());
  }

  private fit(): void {
    const preset = this.preset.value();
    const isSome = preset !== NONE && preset !== USUAL;
    const isOwn = preset === OWN;
    const isCrc = isOwn && this.algorithm.value() === 'crc';
    setShown(this.order.element, isSome);
    setShown(this.covers.element, isSome && this.hasHeader());
    setShown(this.width.element, isOwn && this.hasWidth());
    for (const one of [this.algorithm, this.init, this.xorOut]) setShown(one.element, isOwn);
    for (const one of [this.polynomial, this.reflectIn, this.reflectOut]) {
      setShown(one.element, isCrc);
    }
  }
}

function hex(name: string, testId: string, placeholder: string) {
  return textField(name, testId, { placeholder });
}

function word(value: unknown, usual: string): string {
  return typeof value === 'string' ? value : usual;
}

function hexText(value: unknown): string {
  return typeof value === 'number' ? `0x${value.toString(16).toUpperCase()}` : word(value, '');
}

/** As the settings take it: a number, or text such as `0x1021`; nothing typed is 0. */
function numberOr(text: string): string | number {
  const trimmed = text.trim();
  if (/^0x/i.test(trimmed)) return trimmed;
  const value = Number(trimmed);
  return Number.isNaN(value) ? trimmed : value;
}

import { t } from '@vscode/l10n';
import {
  SCHEMA_KINDS,
  type LengthDraft,
  type SchemaDraft,
  type SchemaKind,
} from '../../src/schemaDraft';
import { choice, numberField, textField } from '../controls';
import { el, setShown, setText } from '../dom';

const KIND_WORDS: Readonly<Record<SchemaKind, string>> = {
  cobs: 'COBS: frames end with a zero byte',
  slip: 'SLIP: frames end with C0',
  syncWord: 'Sync word before each frame',
  lengthPrefix: 'Length before each frame',
  fixed: 'Fixed length',
  delimited: 'Start and end marks',
  min: 'MIN 2.0',
  serialTransfer: 'SerialTransfer',
};
const SAYS_WORDS: Readonly<Record<SchemaKind, string>> = {
  cobs: 'The payload is stuffed so that it holds no zero byte.',
  slip: 'C0 and DB in the payload are escaped with DB.',
  syncWord:
    'Every frame begins with the same bytes. Without a length field it is as long as its fields.',
  lengthPrefix: 'Every frame begins with how many bytes follow.',
  fixed:
    'Every frame is as long as its fields. Without sync word or checksum it is told by its length alone.',
  delimited: 'One of the two marks may be left out.',
  min: 'Sync, length and checksum are those of MIN. Each id can have fields of its own.',
  serialTransfer:
    'Start, length and checksum are those of SerialTransfer. Each id can have fields of its own.',
};
const SIZES = ['u8', 'u16', 'u32'] as const;
const COUNTS = ['payload', 'payloadAndChecksum', 'rest', 'frame'] as const;
const OWN = 'own';
const NONE = 'none';

type Framing = Omit<SchemaDraft, 'fields' | 'frames' | 'checksum'>;

/** How frames are told apart, and the payload in them. */
export class FramingForm {
  readonly element = el('div', { class: 'fields' });
  private readonly kind = choice(
    t('Framing'),
    SCHEMA_KINDS.map((kind) => ({ value: kind, label: t(KIND_WORDS[kind]) })),
    'kind',
    () => this.changed(),
  );
  private readonly says = el('p', { class: 'small dim wide' });
  private readonly sync = mark(t('Sync word'), 'sync', '0xAA 55');
  private readonly start = mark(t('Start mark'), 'start', '/*');
  private readonly end = mark(t('End mark'), 'end', '*/');
  private readonly header = numberField(t('Header bytes'), undefined, whole(0, 64));
  private readonly size = choice(
    t('Length field'),
    [{ value: NONE, label: t('none') }, ...SIZES.map((size) => ({ value: size, label: size }))],
    'length',
    () => this.changed(),
  );
  private readonly at = numberField(t('Stands at byte'), undefined, whole(0, 60));
  private readonly order = choice(
    t('Byte order'),
    [
      { value: 'little', label: t('little-endian') },
      { value: 'big', label: t('big-endian') },
    ],
    'length-order',
    () => this.changed(),
  );
  private readonly counts = choice(
    t('Length counts'),
    [
      { value: 'payload', label: t('the payload') },
      { value: 'payloadAndChecksum', label: t('payload and checksum') },
      { value: 'rest', label: t('all behind it') },
      { value: 'frame', label: t('the whole frame') },
      { value: OWN, label: t('the payload plus a number') },
    ],
    'length-counts',
    () => this.changed(),
  );
  private readonly adds = numberField(t('That number'), undefined, whole(-1024, 1024));
  private readonly tail = mark(t('End of the frame'), 'tail', '0x0D 0A');
  private readonly place = choice(
    t('Checksum stands'),
    [
      { value: 'afterEnd', label: t('behind the end mark') },
      { value: 'beforeEnd', label: t('before the end mark') },
    ],
    'checksum-place',
    () => this.changed(),
  );

  constructor(private readonly onChange: () => void) {
    const { kind, says, sync, start, end, size, at, order, counts, adds, header, tail, place } =
      this;
    kind.element.classList.add('wide');
    const controls = [sync, start, end, size, at, order, counts, adds, header, tail, place];
    this.element.append(kind.element, says, ...controls.map((one) => one.element));
    this.element.addEventListener('input', () => {
      this.onChange();
    });
  }

  /** Which framing is chosen. */
  get chosen(): SchemaKind {
    return SCHEMA_KINDS.find((kind) => kind === this.kind.value()) ?? 'cobs';
  }

  show(draft: SchemaDraft): void {
    const { length } = draft;
    this.kind.set(draft.kind);
    this.sync.set(draft.sync ?? '');
    this.start.set(draft.start ?? '');
    this.end.set(draft.end ?? '');
    this.tail.set(draft.tail ?? '');
    this.header.set(draft.headerBytes);
    this.size.set(length?.type ?? NONE);
    this.at.set(length?.at);
    this.order.set(length?.order ?? 'little');
    this.counts.set(length?.counts ?? ((length?.adds ?? 0) === 0 ? 'payload' : OWN));
    this.adds.set(length?.adds === undefined ? undefined : -length.adds);
    this.place.set(draft.checksumPlace ?? 'afterEnd');
    this.fit();
  }

  /** The framing as it stands in the form, in the keys of the settings. */
  read(): Framing {
    const kind = this.chosen;
    switch (kind) {
      case 'cobs':
      case 'slip':
      case 'min':
      case 'serialTransfer':
        return { kind };
      case 'delimited': {
        const [start, end] = [this.start.value(), this.end.value()];
        const isBefore = this.place.value() === 'beforeEnd';
        return { kind, start, end, ...(isBefore ? { checksumPlace: 'beforeEnd' } : {}) };
      }
      default: {
        const header = this.header.value();
        return {
          kind,
          ...text('sync', this.sync.value()),
          ...(header === undefined ? {} : { headerBytes: header }),
          ...this.length(),
          ...text('tail', this.tail.value()),
        };
      }
    }
  }

  isValid(): boolean {
    return [this.header, this.at, this.adds].every((one) => one.element.hidden || one.isValid());
  }

  private length(): { length?: LengthDraft } {
    const type = SIZES.find((size) => size === this.size.value()) ?? 'u8';
    if (!this.hasLength()) return {};
    const at = this.at.value();
    const counts = COUNTS.find((one) => one === this.counts.value());
    return {
      length: {
        type,
        ...(at === undefined ? {} : { at }),
        ...(this.order.value() === 'big' ? { order: 'big' } : {}),
        ...(counts === undefined ? { adds: -(this.adds.value() ?? 0) } : { counts }),
      },
    };
  }

  private changed(): void {
    this.fit();
    this.onChange();
  }

  private hasLength(): boolean {
    const { chosen } = this;
    return chosen === 'lengthPrefix' || (chosen === 'syncWord' && this.size.value() !== NONE);
  }

  /** Shows what the framing has use for. */
  private fit(): void {
    const { chosen } = this;
    setText(this.says, t(SAYS_WORDS[chosen]));
    const isCounted = chosen === 'fixed' || chosen === 'syncWord' || chosen === 'lengthPrefix';
    // Without a length such a frame has nothing that tells where it ends.
    if (chosen === 'lengthPrefix' && this.size.value() === NONE) this.size.set('u8');
    for (const one of [this.sync, this.header, this.tail]) setShown(one.element, isCounted);
    setShown(this.size.element, chosen === 'syncWord' || chosen === 'lengthPrefix');
    for (const one of [this.at, this.counts]) setShown(one.element, this.hasLength());
    setShown(this.order.element, this.hasLength() && this.size.value() !== 'u8');
    setShown(this.adds.element, this.hasLength() && this.counts.value() === OWN);
    for (const one of [this.start, this.end, this.place]) {
      setShown(one.element, chosen === 'delimited');
    }
  }
}

function mark(name: string, testId: string, placeholder: string) {
  return textField(name, testId, { placeholder });
}

function whole(min: number, max: number) {
  return { min, max, whole: true, optional: true } as const;
}

function text(key: 'sync' | 'tail', value: string): Partial<SchemaDraft> {
  return value === '' ? {} : { [key]: value };
}

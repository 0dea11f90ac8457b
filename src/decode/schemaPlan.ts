import type { BitField, FieldType, SchemaField } from '../wireFormat';
import type { ColumnKey, Columns } from './columns';
import { STAMP, type StampRole } from './fields';
import { readNumber, TYPE_BYTES } from './numberTypes';
import { UNIT_MS } from './timeUnits';

/** One number of a frame: where it stands and what is made of it. */
interface Step {
  readonly at: number;
  readonly type: FieldType;
  readonly little: boolean;
  readonly scale: number;
  readonly offset: number;
  readonly bits: BitField | undefined;
}

interface Place {
  readonly step: Step;
  /** Its channel, or STAMP. */
  readonly key: ColumnKey | StampRole;
}

/** Reads the frames of one schema: fields, arrays and bit fields laid out once, for all frames of a job. */
export class SchemaPlan {
  /** Bytes of a payload. */
  readonly bytes: number;
  private readonly steps: readonly Step[];
  private readonly kind: number;

  constructor(
    fields: readonly SchemaField[],
    private readonly columns: Columns,
  ) {
    const time = fields.find((field) => field.role === 'time');
    const clock = time === undefined ? {} : { deviceTime: true, wrapMs: wrapMs(time) };
    const places: Place[] = [];
    let at = 0;
    for (const field of fields) {
      const size = TYPE_BYTES[field.type];
      const count = field.count ?? 1;
      for (let n = 0; n < count; n++, at += size) {
        const name = field.count === undefined ? field.name : `${field.name}.${String(n)}`;
        if (field === time && n === 0) places.unshift({ step: stampStep(field, at), key: STAMP });
        else if (field.role !== 'time' && field.role !== 'padding') {
          // More fields than a batch has columns: the first are kept.
          const wanted = placesOf(field, name, at, clock);
          places.push(...wanted.filter(({ key }) => isStamp(key) || columns.indexOf(key) >= 0));
        }
      }
    }
    this.bytes = at;
    this.steps = places.map(({ step }) => step);
    this.kind = columns.kindOf(places.map(({ key }) => key));
  }

  /** Keeps the frame whose payload begins at `at` of `view`. */
  read(view: DataView, at: number, timeMs: number): void {
    const { columns, steps, kind } = this;
    columns.reserve(steps.length);
    const { values, length } = columns;
    for (let n = 0; n < steps.length; n++) {
      const step = steps[n];
      const raw = readNumber(view, at + step.at, step.type, step.little);
      const value = step.bits === undefined ? raw : bitsOf(raw, step.bits);
      values[length + n] = value * step.scale + step.offset;
    }
    columns.commit(kind, steps.length, timeMs);
  }
}

function placesOf(
  field: SchemaField,
  name: string,
  at: number,
  clock: Partial<ColumnKey>,
): Place[] {
  const little = field.order !== 'big';
  if (field.bits === undefined) {
    const { type, unit = '', scale = 1, offset = 0, labels } = field;
    const step = { at, type, little, scale, offset, bits: undefined };
    const sequence = field.role === 'sequence' ? { sequenceWrap: wrapOf(field) } : {};
    const key = { name, unit, ...clock, ...sequence, ...labelled(labels) };
    return [{ step, key }];
  }
  return field.bits.map((bits) => {
    const { unit = '', scale = 1, offset = 0, labels } = bits;
    const step = { at, type: field.type, little, scale, offset, bits };
    const suffix = field.count === undefined ? '' : name.slice(field.name.length);
    const key = { name: `${bits.name}${suffix}`, unit, ...clock, ...labelled(labels) };
    return { step, key };
  });
}

function isStamp(key: ColumnKey | StampRole): key is StampRole {
  return typeof key === 'number';
}

/** The bits as a number; of a signed field their highest is the sign. */
function bitsOf(raw: number, { at, width, signed = false }: BitField): number {
  const shifted = width === 32 ? raw >>> at : (raw >>> at) & ((1 << width) - 1);
  return signed ? (shifted << (32 - width)) >> (32 - width) : shifted >>> 0;
}

function labelled(labels: SchemaField['labels']): Pick<ColumnKey, 'meta'> {
  if (labels === undefined) return {};
  const map = new Map(Object.entries(labels).map(([value, label]) => [Number(value), label]));
  return { meta: { labels: map } };
}

function stampStep(field: SchemaField, at: number): Step {
  const unit = UNIT_MS[field.timeUnit ?? 'ms'];
  const { type, scale = 1, offset = 0 } = field;
  const little = field.order !== 'big';
  return { at, type, little, scale: scale * unit, offset: offset * unit, bits: undefined };
}

/** The raw value that is 0 again; Infinity when there is none. */
function wrapOf({ type, wrap }: SchemaField): number {
  if (wrap !== undefined) return wrap;
  return type.startsWith('f') ? Infinity : 2 ** (8 * TYPE_BYTES[type]);
}

function wrapMs(field: SchemaField): number {
  return wrapOf(field) * (field.scale ?? 1) * UNIT_MS[field.timeUnit ?? 'ms'];
}

import type { Column } from '../model';
import type { BitField, SchemaField, WireFormat } from '../wireFormat';
import { Decoder } from './decode';
import { lastFrames, type CutFrame, type RefusedFrame } from './lastFrames';
import { TYPE_BYTES } from './numberTypes';
import { bytesOfFields } from './parseFields';
import { payloadPlaces } from './payloadPlaces';
import { withFields } from './withFields';

/** A number that a field gave: of an array `.0`, of bits their name. */
export interface PreviewValue {
  readonly part: string;
  readonly value: number;
  readonly label?: string;
}

/** A frame as it came, and what a schema makes of it. */
export interface PreviewFrame {
  readonly bytes: Uint8Array;
  /** Of each byte of the payload its place in `bytes`; empty where no payload was found. */
  readonly places: readonly number[];
  /** Per field; empty where it gave none. */
  readonly values: readonly (readonly PreviewValue[])[];
  /** Why the frame is refused, by its framing or by its decoder. */
  readonly problem: RefusedFrame | undefined;
}

const MAX_FRAMES = 8;
const MAX_VALUES = 16;
const MAX_COUNT = 1024;

/** Shows what a schema in the making does with the last bytes of a stream, through the framer and decoder of devices. */
export class SchemaPreviewer {
  private readonly decoder = new Decoder();

  /**
   * The last frames, newest first, at most eight. A payload longer than the fields is decoded as far as they go, and a
   * shorter one too. Where frames have ids, those of `id`, or of all ids that have no fields of their own.
   */
  frames(
    format: WireFormat,
    fields: readonly SchemaField[],
    bytes: Uint8Array,
    startsInside: boolean,
    id: number | null = null,
  ): PreviewFrame[] {
    const shown: PreviewFrame[] = [];
    const cut = lastFrames(format, bytes, startsInside);
    for (let i = cut.length - 1; i >= 0 && shown.length < MAX_FRAMES; i--) {
      const frame = this.frame(format, fields, id, cut[i]);
      if (frame !== undefined) shown.push(frame);
    }
    return shown;
  }

  /** Undefined for what is no frame of these fields: a delimiter alone, or a frame with another id. */
  private frame(
    format: WireFormat,
    fields: readonly SchemaField[],
    wanted: number | null,
    { bytes, problem }: CutFrame,
  ): PreviewFrame | undefined {
    if (bytes.length < 2 && problem === undefined) return undefined;
    const found = problem === undefined ? payloadPlaces(format, bytes) : undefined;
    if (found === undefined) {
      const why = problem ?? this.decode(format, bytes).problem;
      return { bytes, places: [], values: fields.map(() => []), problem: why };
    }
    const { places, id } = found;
    if ('frames' in format && format.kind !== 'script') {
      const isOwn = format.frames.some((one) => one.id === id);
      if (wanted === null ? isOwn : id !== wanted) return undefined;
    }
    const whole = this.decode(withFields(format, fields.map(asNumber), wanted), bytes);
    const { columns } =
      whole.problem === undefined
        ? whole
        : this.decode(withFields(format, filling(fields, places.length), wanted), bytes);
    const values = fields.map((field, i) => valuesOf(field, i, columns));
    return { bytes, places, values, problem: whole.problem };
  }

  private decode(
    format: WireFormat,
    bytes: Uint8Array,
  ): { columns: readonly Column[]; problem: RefusedFrame | undefined } {
    const spans = Float64Array.of(bytes.length, 0, 0);
    const ends = Uint32Array.of(bytes.length);
    const { columns, rejections } = this.decoder.decode({ format, bytes, spans, ends });
    const first = rejections.at(0);
    return { columns, problem: first && { cause: first.cause, detail: first.detail } };
  }
}

/** Fields that take exactly so many bytes: those that fit as plain numbers, and padding for the rest. */
function filling(fields: readonly SchemaField[], payloadBytes: number): SchemaField[] {
  const taken: SchemaField[] = [];
  let left = payloadBytes;
  for (const [i, field] of fields.entries()) {
    const size = bytesOfFields([field]);
    if (size > left) break;
    taken.push(asNumber(field, i));
    left -= size;
  }
  for (let n = 0; left > 0; n++) {
    const count = Math.min(left, MAX_COUNT);
    taken.push({ name: `rest${String(n)}`, type: 'u8', count, role: 'padding' });
    left -= count;
  }
  return taken;
}

/** The field under a name that no other has; times and sequences are numbers to be seen, too. */
function asNumber(field: SchemaField, i: number): SchemaField {
  const { role, timeUnit: _, wrap: __, ...rest } = field;
  const name = nameOf(i);
  if (role === 'padding') return { ...rest, name, role };
  if (field.bits === undefined) return { ...rest, name };
  const bits = field.bits.map((bit, n): BitField => ({ ...bit, name: bitName(i, n) }));
  return { ...rest, name, bits };
}

function valuesOf(
  { bits, count }: SchemaField,
  i: number,
  columns: readonly Column[],
): PreviewValue[] {
  const byName = (name: string) => columns.find((column) => column.name === name);
  const values: PreviewValue[] = [];
  for (let n = 0; n < (count ?? 1) && values.length < MAX_VALUES; n++) {
    const suffix = count === undefined ? '' : `.${String(n)}`;
    const parts = bits?.map(({ name }, k) => ({ part: `${name}${suffix}`, key: bitName(i, k) }));
    for (const { part, key } of parts ?? [{ part: suffix, key: nameOf(i) }]) {
      const column = byName(`${key}${suffix}`);
      const value = column?.values.at(0);
      if (column === undefined || value === undefined) continue;
      const label = column.labels?.get(value);
      values.push({ part, value, ...(label === undefined ? {} : { label }) });
    }
  }
  return values;
}

function nameOf(i: number): string {
  return `f${String(i)}`;
}

function bitName(i: number, n: number): string {
  return `f${String(i)}b${String(n)}`;
}

/** Where each field begins in the payload, and its bytes. */
export function spansOf(fields: readonly SchemaField[]): { at: number; bytes: number }[] {
  let end = 0;
  return fields.map(({ type, count = 1 }) => {
    const bytes = TYPE_BYTES[type] * count;
    end += bytes;
    return { at: end - bytes, bytes };
  });
}

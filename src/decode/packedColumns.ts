import type { Column } from '../model';
import { MAX_COLUMNS, type Samples } from './columns';
import type { FrameTable } from './frameTable';
import { PLAIN_SIZES, type PlainField } from './plainSchema';
import { takeDoubles } from './spare';

interface PackedField {
  readonly at: number;
  readonly type: PlainField['type'];
  readonly scale: number;
  readonly offset: number;
}

/** Fields of one name: their values take turns in one column. */
interface PackedColumn {
  readonly name: string;
  unit: string;
  readonly fields: PackedField[];
}

interface Range {
  min: number;
  max: number;
  nonFinite: number;
}

/** A schema: fields packed in order, little-endian, read from a table of frames column by column. */
export class PackedColumns {
  /** Bytes of all fields together. */
  readonly bytes: number;
  private readonly columns: readonly PackedColumn[];
  private readonly perRow: number;

  constructor(schema: readonly PlainField[]) {
    const columns = new Map<string, PackedColumn>();
    let at = 0;
    for (const { name, type, unit = '', scale = 1, offset = 0 } of schema) {
      let column = columns.get(name);
      if (column === undefined && columns.size < MAX_COLUMNS) {
        columns.set(name, (column = { name, unit, fields: [] }));
      }
      // A schema with more channels than a batch may have keeps the first.
      column?.fields.push({ at, type, scale, offset });
      if (column?.unit === '') column.unit = unit;
      at += PLAIN_SIZES[type];
    }
    this.bytes = at;
    this.columns = [...columns.values()];
    this.perRow = this.columns.reduce((n, { fields }) => n + fields.length, 0);
  }

  /** All samples of the table, over one buffer: `spare` where it is large enough. */
  read(table: FrameTable, spare: ArrayBuffer | undefined): Samples {
    const { rows } = table;
    if (rows === 0) return { columns: [], samples: 0, nonFinite: 0 };
    const twice = this.columns.filter(({ fields }) => fields.length > 1);
    const ownTimes = twice.reduce((n, { fields }) => n + fields.length, 0);
    const all = takeDoubles(rows * (1 + this.perRow + ownTimes), spare);
    let used = 0;
    const take = (count: number) => all.subarray(used, (used += count));
    const times = take(rows);
    times.set(table.times.subarray(0, rows));
    const range: Range = { min: 0, max: 0, nonFinite: 0 };
    const columns = this.columns.map(({ name, unit, fields }): Column => {
      const width = fields.length;
      const values = take(rows * width);
      const own = width === 1 ? times : repeated(times, width, take(rows * width));
      range.min = Infinity;
      range.max = -Infinity;
      fields.forEach((field, n) => {
        if (isStraight(field)) readFloats(table, field, values, n, width, range);
        else readField(table, field, values, n, width, range);
      });
      return { name, unit, deviceTime: false, times: own, values, min: range.min, max: range.max };
    });
    return { columns, samples: rows * this.perRow, nonFinite: range.nonFinite };
  }
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The usual field, as an array of its own type would have it: a seventh faster over all than by a view of bytes, and a loop of its own for that. */
function isStraight({ type, at }: PackedField): boolean {
  return type === 'f32' && at % Float32Array.BYTES_PER_ELEMENT === 0 && IS_LITTLE_ENDIAN;
}

/** As `readField`, of a field that is straight. */
function readFloats(
  { floats, stride, rows }: FrameTable,
  { at, scale, offset }: PackedField,
  values: Float64Array,
  from: number,
  step: number,
  range: Range,
): void {
  // Shifted, they are integers to V8 too.
  const wide = stride >> 2;
  let { min, max } = range;
  let nonFinite = 0;
  for (let row = 0, read = at >> 2, to = from; row < rows; row++, read += wide, to += step) {
    const value = floats[read] * scale + offset;
    if (value - value === 0) {
      values[to] = value;
      if (value < min) min = value;
      if (value > max) max = value;
    } else {
      values[to] = NaN;
      nonFinite++;
    }
  }
  range.min = min;
  range.max = max;
  range.nonFinite += nonFinite;
}

/** One field of every row into every `step`th value from `from` on; what is not finite becomes NaN, the gap. */
function readField(
  { view, stride, rows }: FrameTable,
  { at, type, scale, offset }: PackedField,
  values: Float64Array,
  from: number,
  step: number,
  range: Range,
): void {
  let { min, max } = range;
  let nonFinite = 0;
  for (let row = 0, read = at, to = from; row < rows; row++, read += stride, to += step) {
    const value = raw(view, read, type) * scale + offset;
    if (value - value === 0) {
      values[to] = value;
      if (value < min) min = value;
      if (value > max) max = value;
    } else {
      values[to] = NaN;
      nonFinite++;
    }
  }
  range.min = min;
  range.max = max;
  range.nonFinite += nonFinite;
}

function raw(view: DataView, at: number, type: PlainField['type']): number {
  switch (type) {
    case 'f32':
      return view.getFloat32(at, true);
    case 'f64':
      return view.getFloat64(at, true);
    case 'u8':
      return view.getUint8(at);
    case 'i8':
      return view.getInt8(at);
    case 'u16':
      return view.getUint16(at, true);
    case 'i16':
      return view.getInt16(at, true);
    case 'u32':
      return view.getUint32(at, true);
    case 'i32':
      return view.getInt32(at, true);
  }
}

function repeated(times: Float64Array, count: number, into: Float64Array): Float64Array {
  for (let i = 0; i < into.length; i++) into[i] = times[Math.floor(i / count)];
  return into;
}

import type { Column } from '../model';

/** Where a column's samples collect while a job is decoded. */
class GrowingColumn {
  times = new Float64Array(INITIAL_SAMPLES);
  values = new Float64Array(INITIAL_SAMPLES);
  length = 0;

  constructor(
    readonly name: string,
    public unit: string,
    readonly position: number | undefined,
    readonly deviceTime: boolean,
  ) {}

  grow(): void {
    const times = new Float64Array(this.length * 2);
    const values = new Float64Array(this.length * 2);
    times.set(this.times);
    values.set(this.values);
    this.times = times;
    this.values = values;
  }
}

/** What is known of a channel when its first sample is met. */
export interface ColumnKey {
  readonly name: string;
  readonly unit: string;
  readonly position?: number;
  readonly deviceTime?: boolean;
}

const INITIAL_SAMPLES = 64;

/** Noise must not fill the memory with channels: a frame that would open more is refused. */
export const MAX_COLUMNS = 1024;

/** The channels of one batch, by index in the order they were met. */
export class Columns {
  private readonly list: GrowingColumn[] = [];
  private readonly byKey = new Map<string, number>();

  /** Index of a channel, opened on first need; -1 when there are too many. */
  indexOf({ name, unit, position, deviceTime = false }: ColumnKey): number {
    const key = `${deviceTime ? 'd' : 'p'}${position === undefined ? '' : '#'}${name}`;
    const known = this.byKey.get(key);
    if (known !== undefined) {
      // Some devices print the unit once in a while only: the first one holds.
      this.list[known].unit ||= unit;
      return known;
    }
    if (this.list.length === MAX_COLUMNS) return -1;
    this.byKey.set(key, this.list.length);
    this.list.push(new GrowingColumn(name, unit, position, deviceTime));
    return this.list.length - 1;
  }

  /** Adds one sample; NaN or infinite is kept as a gap. */
  append(index: number, timeMs: number, value: number): void {
    const column = this.list[index];
    const at = column.length;
    if (at === column.times.length) column.grow();
    column.times[at] = timeMs;
    column.values[at] = value;
    column.length = at + 1;
  }

  /** The columns as tight arrays over one buffer, so that a batch is transferred as one. */
  finish(): { columns: Column[]; samples: number; nonFinite: number } {
    const filled = this.list.filter((column) => column.length > 0);
    const samples = filled.reduce((n, column) => n + column.length, 0);
    const buffer = new ArrayBuffer(samples * 2 * Float64Array.BYTES_PER_ELEMENT);
    let nonFinite = 0;
    let offset = 0;
    const columns = filled.map((column): Column => {
      const { name, unit, position, deviceTime, length } = column;
      const bytes = length * Float64Array.BYTES_PER_ELEMENT;
      const times = new Float64Array(buffer, offset, length);
      const values = new Float64Array(buffer, offset + bytes, length);
      offset += 2 * bytes;
      times.set(column.times.subarray(0, length));
      const range = copyFinite(column.values, values);
      nonFinite += range.nonFinite;
      const { min, max } = range;
      const shared = { name, unit, deviceTime, times, values, min, max };
      return position === undefined ? shared : { ...shared, position };
    });
    return { columns, samples, nonFinite };
  }
}

/** Copies while looking for the extremes; what is not finite becomes NaN, the gap. */
function copyFinite(
  from: Float64Array,
  to: Float64Array,
): { min: number; max: number; nonFinite: number } {
  let min = Infinity;
  let max = -Infinity;
  let nonFinite = 0;
  for (let i = 0; i < to.length; i++) {
    const value = from[i];
    if (value - value === 0) {
      to[i] = value;
      if (value < min) min = value;
      if (value > max) max = value;
    } else {
      to[i] = NaN;
      nonFinite++;
    }
  }
  return { min, max, nonFinite };
}

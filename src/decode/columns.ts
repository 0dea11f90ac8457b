import type { Column, ColumnMeta } from '../model';
import { ROW_STAMP, STAMP, type StampRole } from './fields';
import { takeDoubles } from './spare';

/** What is known of a channel when its first sample is met. */
export interface ColumnKey {
  readonly name: string;
  readonly unit: string;
  readonly position?: number;
  readonly deviceTime?: boolean;
  readonly wrapMs?: number;
  readonly sequenceWrap?: number;
  readonly meta?: ColumnMeta;
}

/** What a job's frames gave; all columns over one buffer, so that they are transferred as one. */
export interface Samples {
  readonly columns: readonly Column[];
  readonly samples: number;
  /** Values that were not finite, and are NaN now. */
  readonly nonFinite: number;
}

/** One channel of the batch, its unit as far as it is known. */
interface OpenColumn {
  readonly key: ColumnKey;
  unit: string;
  samples: number;
}

/** Noise must not fill the memory with channels: a frame that would open more is refused. */
export const MAX_COLUMNS = 1024;

/** What a block of 64 KiB usually holds, in numbers and in frames. */
const INITIAL_NUMBERS = 8192;
const INITIAL_ROWS = 1024;
const INITIAL_KINDS = 16;
const MAX_KEPT_NUMBERS = 1 << 20;

interface Sorted {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/**
 * The samples of one batch. Frames are written one behind the other, as they are read, and sorted
 * into columns at the end when their lengths are known. What grows is kept for the next batch: fresh
 * memory for each cost a third of the time.
 *
 *     values   | t r | t r | v |          one row per frame
 *     rowKinds   0     0     1            frames of one kind have the same roles
 *     kinds    [0 1]       [2]            the column of each number, or STAMP
 */
export class Columns {
  /** Readers write a frame's numbers from `length` on, then commit it; see `reserve`. */
  values = new Float64Array(INITIAL_NUMBERS);
  length = 0;
  /** Milliseconds in one of the numbers whose role is ROW_STAMP. */
  stampUnitMs = 1;
  /** Counts the batches. */
  batch = 0;
  /** Frames committed. */
  rows = 0;
  /** The time of each. */
  rowTimes = new Float64Array(INITIAL_ROWS);
  private rowKinds = new Int32Array(INITIAL_ROWS);
  private readonly kinds: Int32Array[] = [];
  private kindRows = new Int32Array(INITIAL_KINDS);
  private readonly kindsByRoles = new Map<string, number>();
  private spare: ArrayBuffer | undefined;
  private readonly open: OpenColumn[] = [];
  private readonly byKey = new Map<string, number>();

  /** Begins another batch, in `spare` if it is large enough. */
  clear(spare?: ArrayBuffer): void {
    this.spare = spare;
    this.batch++;
    this.length = 0;
    this.stampUnitMs = 1;
    this.rows = 0;
    this.kinds.length = 0;
    this.kindsByRoles.clear();
    this.open.length = 0;
    this.byKey.clear();
    // One huge job must not be kept for ever.
    if (this.values.length > MAX_KEPT_NUMBERS) this.values = new Float64Array(INITIAL_NUMBERS);
  }

  /** Index of a channel, opened on first need; -1 when there are too many. */
  indexOf(key: ColumnKey): number {
    const { name, unit, position, deviceTime = false, meta } = key;
    const kind = meta?.isText === true ? 't' : position === undefined ? '' : '#';
    const id = `${deviceTime ? 'd' : 'p'}${kind}:${name}`;
    const known = this.byKey.get(id);
    if (known !== undefined) {
      // Some devices print the unit once in a while only: the first one holds.
      this.open[known].unit ||= unit;
      return known;
    }
    if (this.open.length === MAX_COLUMNS) return -1;
    this.byKey.set(id, this.open.length);
    this.open.push({ key, unit, samples: 0 });
    return this.open.length - 1;
  }

  /**
   * The number of a kind of frame, by its keys in order: its channels are opened on first need. -1 when there
   * are too many.
   */
  kindOf(keys: readonly (ColumnKey | StampRole)[]): number {
    const roles = keys.map((key) => (typeof key === 'number' ? key : this.indexOf(key)));
    if (roles.some((role, n) => role < 0 && typeof keys[n] !== 'number')) return -1;
    const id = roles.join();
    let kind = this.kindsByRoles.get(id);
    if (kind === undefined) {
      kind = this.kinds.length;
      if (kind === this.kindRows.length) this.kindRows = grownInts(this.kindRows);
      this.kinds.push(Int32Array.from(roles));
      this.kindRows[kind] = 0;
      this.kindsByRoles.set(id, kind);
    }
    return kind;
  }

  /** Makes room for a frame of so many numbers. */
  reserve(count: number): void {
    if (this.length + count > this.values.length) this.values = grown(this.values, count);
    if (this.rows === this.rowTimes.length) {
      this.rowTimes = grown(this.rowTimes, 0);
      this.rowKinds = grownInts(this.rowKinds);
    }
  }

  /** Keeps the numbers written behind `length` as one frame, after `reserve`. */
  commit(kind: number, count: number, timeMs: number): void {
    const { rows } = this;
    this.rowKinds[rows] = kind;
    this.rowTimes[rows] = timeMs;
    this.kindRows[kind]++;
    this.rows = rows + 1;
    this.length += count;
  }

  /** All of them as columns. */
  finish(): Samples {
    const samples = this.count();
    const oneColumnEach = this.open.every((column) => column.samples === this.rows);
    const sorted =
      this.kinds.length === 1 && oneColumnEach && samples === this.length
        ? this.sortTable()
        : this.sort(samples);
    let nonFinite = 0;
    const columns: Column[] = [];
    sorted.forEach(({ times, values }, i) => {
      if (values.length === 0) return;
      const { key, unit } = this.open[i];
      const { name, position, deviceTime = false, wrapMs, sequenceWrap, meta } = key;
      const range = rangeOf(values);
      nonFinite += range.nonFinite;
      const column = { name, unit, deviceTime, times, values, min: range.min, max: range.max };
      columns.push({
        ...column,
        ...(position === undefined ? {} : { position }),
        ...(wrapMs === undefined ? {} : { wrapMs }),
        ...(sequenceWrap === undefined ? {} : { sequenceWrap }),
        ...meta,
      });
    });
    return { columns, samples, nonFinite };
  }

  private count(): number {
    let samples = 0;
    this.kinds.forEach((roles, kind) => {
      for (const role of roles) {
        if (role < 0) continue;
        this.open[role].samples += this.kindRows[kind];
        samples += this.kindRows[kind];
      }
    });
    return samples;
  }

  /** Every frame gives one sample to every column: their times are the same, kept once for all. */
  private sortTable(): Sorted[] {
    const { rows, values: table } = this;
    if (rows === 0) return [];
    const roles = this.kinds[0];
    const width = roles.length;
    const all = takeDoubles(rows * (width + 1), this.spare);
    const times = all.subarray(0, rows);
    times.set(this.rowTimes.subarray(0, rows));
    const sorted: Sorted[] = [];
    for (let n = 0; n < width; n++) {
      const values = all.subarray(rows * (n + 1), rows * (n + 2));
      for (let row = 0, at = n; row < rows; row++, at += width) values[row] = table[at];
      sorted[roles[n]] = { times, values };
    }
    return sorted;
  }

  /** Per column first its times, then its values. */
  private sort(samples: number): Sorted[] {
    const { values, rowKinds, rowTimes, open, rows } = this;
    const all = takeDoubles(samples * 2, this.spare);
    const lengths = Int32Array.from(open, (column) => column.samples);
    const next = new Int32Array(open.length);
    for (let i = 1; i < next.length; i++) next[i] = next[i - 1] + 2 * lengths[i - 1];
    const sorted = Array.from(next, (from, i) => ({
      times: all.subarray(from, from + lengths[i]),
      values: all.subarray(from + lengths[i], from + 2 * lengths[i]),
    }));
    if (this.kinds.every(isStamped)) {
      this.sortStamped(all, lengths, next);
      return sorted;
    }
    const { roles, ends } = flat(this.kinds);
    // Of each kind of frame, where the time of all its numbers stands; -1 where there is none.
    const stampAt = this.kinds.map((one) => one.indexOf(ROW_STAMP));
    for (let row = 0, at = 0; row < rows; row++) {
      const kind = rowKinds[row];
      const end = ends[kind + 1];
      let timeMs =
        stampAt[kind] < 0 ? rowTimes[row] : values[at + stampAt[kind]] * this.stampUnitMs;
      for (let n = ends[kind]; n < end; n++, at++) {
        const role = roles[n];
        if (role < 0) {
          if (role === STAMP) timeMs = values[at];
          continue;
        }
        const to = next[role]++;
        all[to] = timeMs;
        all[to + lengths[role]] = values[at];
      }
    }
    return sorted;
  }

  /** Every frame is a time stamp and a value: a third of the loop that takes any. */
  private sortStamped(all: Float64Array, lengths: Int32Array, next: Int32Array): void {
    const { values, rowKinds, rows } = this;
    const roleOf = Int32Array.from(this.kinds, (roles) => roles[1]);
    for (let row = 0, at = 0; row < rows; row++, at += 2) {
      const role = roleOf[rowKinds[row]];
      const to = next[role];
      next[role] = to + 1;
      all[to] = values[at];
      all[to + lengths[role]] = values[at + 1];
    }
  }
}

function isStamped(roles: Int32Array): boolean {
  return roles.length === 2 && roles[0] === STAMP && roles[1] >= 0;
}

/** All lists behind each other; list `k` is [ends[k], ends[k + 1]). */
function flat(lists: readonly Int32Array[]): { roles: Int32Array; ends: Int32Array } {
  const ends = new Int32Array(lists.length + 1);
  lists.forEach(({ length }, k) => (ends[k + 1] = ends[k] + length));
  const roles = new Int32Array(ends[lists.length]);
  lists.forEach((list, k) => {
    roles.set(list, ends[k]);
  });
  return { roles, ends };
}

function grown(array: Float64Array, atLeast: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2 + atLeast);
  larger.set(array);
  return larger;
}

function grownInts(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** Extremes of the finite values; what is not finite becomes NaN, the gap. */
export function rangeOf(values: Float64Array): { min: number; max: number; nonFinite: number } {
  let min = Infinity;
  let max = -Infinity;
  let nonFinite = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value - value === 0) {
      if (value < min) min = value;
      if (value > max) max = value;
    } else {
      values[i] = NaN;
      nonFinite++;
    }
  }
  return { min, max, nonFinite };
}

import type { SampleBatch } from '../model';
import type { ColumnKey } from './columns';
import type { Refusal } from './ledger';

/** What a grammar makes of a line. `header` is a log line after which the channels are others. */
export type Verdict = 'telemetry' | 'log' | 'header' | Refusal;

/** Reads one line, its blanks stripped, at [start, end) of `bytes`; a byte that ends a number follows. */
export interface LineGrammar {
  /** Header rows, of grammars that have any. */
  readonly headers?: Pick<SampleBatch, 'pendingHeader' | 'header'>;
  parse(bytes: Buffer, start: number, end: number, fields: Fields): Verdict;
}

/** The role of a number that is the time of those behind it, in milliseconds. */
export const STAMP = -1;

/** The role of a number that is the time of all others of its line, in units of `Columns.stampUnitMs`. */
export const ROW_STAMP = -2;

/** What a number is when it belongs to no channel. */
export type StampRole = typeof STAMP | typeof ROW_STAMP;

/** A line with more numbers is refused. */
export const MAX_FIELDS = 1024;

/** The numbers of one line: where they stand, and the channel that each belongs to. */
export class Fields {
  readonly starts = new Int32Array(MAX_FIELDS);
  readonly ends = new Int32Array(MAX_FIELDS);
  readonly keys: (ColumnKey | StampRole)[] = [];
  readonly values = new Float64Array(MAX_FIELDS + 1);
  count = 0;
  /** False when a line of the same bytes around its numbers may mean something else. */
  isRegular = true;

  clear(): void {
    this.count = 0;
    this.isRegular = true;
  }

  /** Adds the number read into slot `count`; false when there is no room for another. */
  add(start: number, end: number, key: ColumnKey | StampRole): boolean {
    const { count } = this;
    if (count === MAX_FIELDS) return false;
    this.starts[count] = start;
    this.ends[count] = end;
    this.keys[count] = key;
    this.count = count + 1;
    return true;
  }

  get allFinite(): boolean {
    return this.values.subarray(0, this.count).every(Number.isFinite);
  }
}

import type { ColumnKey } from './columns';
import { STAMP, type Fields } from './fields';
import { latin1 } from './numbers';
import { TextTable } from './textTable';
import { readField } from './words';

const COLON = 58;
const SEMICOLON = 59;
const AXES = ['x', 'y', 'z'] as const;
/** Text channels of one job; noise must not fill the memory. */
const MAX_TABLES = 256;

/** What the letters behind the last `|` ask for. */
export interface Flags {
  readonly kind: 'number' | 'text' | 'xy' | 'xyz';
  readonly noPlot: boolean;
}

export const NO_FLAGS: Flags = { kind: 'number', noPlot: false };

/** Reads flags as Teleplot does, wherever in the word they stand: `t`, `xy`, `xyz`, `np`; others have no effect. */
export function readFlags(word: string): Flags {
  if (word === 'g' || word === '') return NO_FLAGS;
  const kind = word.includes('xyz')
    ? 'xyz'
    : word.includes('xy')
      ? 'xy'
      : word.includes('t')
        ? 'text'
        : 'number';
  return { kind, noPlot: word.includes('np') };
}

/** The name of a line, its unit and its flags. */
export interface FlaggedSeries {
  readonly name: string;
  readonly unit: string;
  readonly flags: Flags;
}

/**
 * Values of lines with flags: texts, each a number that the column's labels explain, and points, whose coordinates
 * are the channels `name.x`, `name.y`, `name.z`.
 */
export class TeleplotFlagged {
  private readonly tables = new Map<string, TextTable>();

  /** Reads the values between `;`; what is wrong with them, or undefined. */
  parse(
    bytes: Buffer,
    from: number,
    end: number,
    series: FlaggedSeries,
    fields: Fields,
  ): string | undefined {
    for (let at = from; at < end;) {
      const found = bytes.indexOf(SEMICOLON, at);
      const to = found < 0 || found > end ? end : found;
      if (to > at) {
        const problem = this.value(bytes, at, to, series, fields);
        if (problem !== undefined) return `${series.name}: ${problem}`;
      }
      at = to + 1;
    }
    return fields.count === 0 ? `${series.name}: no value` : undefined;
  }

  private value(
    bytes: Buffer,
    from: number,
    to: number,
    series: FlaggedSeries,
    fields: Fields,
  ): string | undefined {
    switch (series.flags.kind) {
      case 'text':
        return this.text(bytes, from, to, series, fields);
      case 'number':
        return number(bytes, from, to, series, fields);
      case 'xy':
      case 'xyz':
        return point(bytes, from, to, series, fields);
    }
  }

  /** `[ts:]text`; a text may hold a `:` when no number stands before it. */
  private text(
    bytes: Buffer,
    from: number,
    to: number,
    series: FlaggedSeries,
    fields: Fields,
  ): string | undefined {
    fields.isRegular = false;
    const colon = indexIn(bytes, from, to);
    const isStamped = colon >= 0 && addNumber(bytes, from, colon, STAMP, fields);
    const start = isStamped ? colon + 1 : from;
    const text = bytes.toString('utf8', start, to).trim();
    const table = this.tableOf(series.name);
    if (table === undefined) return 'too many text channels';
    const meta = { labels: table.labels, isText: true, ...noPlot(series) };
    fields.values[fields.count] = table.numberOf(text);
    const key = { name: series.name, unit: series.unit, deviceTime: isStamped, meta };
    return fields.add(start, to, key) ? undefined : 'too many values';
  }

  private tableOf(name: string): TextTable | undefined {
    let table = this.tables.get(name);
    if (table === undefined && this.tables.size < MAX_TABLES) {
      table = new TextTable();
      this.tables.set(name, table);
    }
    return table;
  }
}

/** `[ts:]value` of a channel that asks not to be plotted. */
function number(
  bytes: Buffer,
  from: number,
  to: number,
  series: FlaggedSeries,
  fields: Fields,
): string | undefined {
  const colon = indexIn(bytes, from, to);
  if (colon >= 0 && !addNumber(bytes, from, colon, STAMP, fields))
    return notNumber(bytes, from, colon);
  const start = colon < 0 ? from : colon + 1;
  const { name, unit } = series;
  const key = { name, unit, deviceTime: colon >= 0, meta: noPlot(series) };
  return addNumber(bytes, start, to, key, fields) ? undefined : notNumber(bytes, start, to);
}

/** `x:y[:z][:ts]`: the time stands last on the wire, and first among the fields. */
function point(
  bytes: Buffer,
  from: number,
  to: number,
  series: FlaggedSeries,
  fields: Fields,
): string | undefined {
  const edges = [from];
  for (let at = indexIn(bytes, from, to); at >= 0; at = indexIn(bytes, at + 1, to))
    edges.push(at + 1);
  edges.push(to + 1);
  const size = series.flags.kind.length;
  const parts = edges.length - 1;
  if (parts !== size && parts !== size + 1) return `${String(parts)} numbers for a point`;
  const isStamped = parts > size;
  if (isStamped) {
    fields.isRegular = false;
    if (!addNumber(bytes, edges[size], to, STAMP, fields)) return notNumber(bytes, edges[size], to);
  }
  for (let n = 0; n < size; n++) {
    const [start, end] = [edges[n], edges[n + 1] - 1];
    const key = pointKey(series, AXES[n], isStamped);
    if (!addNumber(bytes, start, end, key, fields)) return notNumber(bytes, start, end);
  }
  return undefined;
}

function pointKey(
  series: FlaggedSeries,
  axis: (typeof AXES)[number],
  deviceTime: boolean,
): ColumnKey {
  const { name, unit } = series;
  const meta = { point: { name, axis }, ...noPlot(series) };
  return { name: `${name}.${axis}`, unit, deviceTime, meta };
}

function noPlot({ flags }: FlaggedSeries): { noPlot?: true } {
  return flags.noPlot ? { noPlot: true } : {};
}

function addNumber(
  bytes: Buffer,
  from: number,
  to: number,
  key: ColumnKey | typeof STAMP,
  fields: Fields,
): boolean {
  let start = from;
  let end = to;
  while (start < end && bytes[start] === 32) start++;
  while (end > start && bytes[end - 1] === 32) end--;
  if (!readField(bytes, start, end, fields.values, fields.count)) return false;
  if (key === STAMP && !Number.isFinite(fields.values[fields.count])) return false;
  return fields.add(start, end, key);
}

function notNumber(bytes: Buffer, from: number, to: number): string {
  return `"${latin1(bytes, from, Math.min(to, from + 40))}" is not a number`;
}

function indexIn(bytes: Buffer, from: number, to: number): number {
  for (let i = from; i < to; i++) if (bytes[i] === COLON) return i;
  return -1;
}

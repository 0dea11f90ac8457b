import { withUnit, type ValueText } from '../format';
import type { Series } from '../series';
import type { ShownCursor } from './cursor';
import type { Band } from './readOutPlace';
import { rowAt } from './rowAt';

/** One line of a read-out. */
export interface ReadOutRow {
  readonly colour: string;
  readonly dashed: boolean;
  readonly name: string;
  readonly value: string;
  /** Against the other cursor; empty while there is none. */
  readonly difference: string;
}

/** A point on a line that the read-out reads. */
export interface CursorDot {
  readonly x: number;
  readonly y: number;
  readonly colour: string;
}

/** A visible line of a plot, and how its values become pixels. */
export interface ReadSeries {
  readonly label: string;
  /** Behind each value; empty where the plot's title says it. */
  readonly unit: string;
  readonly colour: string;
  readonly dashed: boolean;
  readonly source: Series;
  readonly text: ValueText;
  readonly yOf: (value: number) => number;
}

/** What a plot's lines are at the cursor. */
export interface Reading {
  readonly rows: readonly ReadOutRow[];
  readonly dots: readonly CursorDot[];
}

/** Reads all lines where the cursor is; a line that has a gap there has no row. */
export function readAt(
  series: readonly ReadSeries[],
  { atMs, fromMs }: ShownCursor,
  reachMs: number,
  xOf: (timeMs: number) => number,
): Reading {
  const rows: ReadOutRow[] = [];
  const dots: CursorDot[] = [];
  for (const { label, unit, colour, dashed, source, text, yOf } of series) {
    const row = rowAt(source, atMs, reachMs);
    if (row === undefined) continue;
    const [lo, hi] = [source.lo(row), source.hi(row)];
    const [low, high] = [text.of(lo), text.of(hi)];
    const value = withUnit(low === high ? high : `${low} … ${high}`, unit);
    const difference = fromMs === undefined ? '' : differenceTo(source, fromMs, reachMs, row, text);
    rows.push({ colour, dashed, name: label, value, difference });
    dots.push({ x: xOf(source.timeMs(row)), y: yOf((lo + hi) / 2), colour });
  }
  return { rows, dots };
}

function differenceTo(
  source: Series,
  fromMs: number,
  reachMs: number,
  row: number,
  text: ValueText,
): string {
  if (text.isText) return '';
  const from = rowAt(source, fromMs, reachMs);
  if (from === undefined) return 'Δ –';
  const middle = (i: number) => (source.lo(i) + source.hi(i)) / 2;
  const difference = middle(row) - middle(from);
  return `Δ ${difference > 0 ? '+' : ''}${text.like(difference)}`;
}

/** The rows of pixels which the lines take between two times. */
export function curveBands(series: readonly ReadSeries[], fromMs: number, toMs: number): Band[] {
  return series.flatMap(({ source, yOf }) => {
    const { lo, hi } = source.extent(fromMs, toMs);
    return lo <= hi ? [{ top: yOf(hi), bottom: yOf(lo) }] : [];
  });
}

/** The time of the sample next to `timeMs`, before (-1) or after it (1), of any of the lines. */
export function nextSample(
  series: readonly { readonly source: Series }[],
  timeMs: number,
  by: 1 | -1,
): number | undefined {
  let found: number | undefined;
  for (const { source } of series) {
    let i = by > 0 ? source.firstAt(timeMs) : source.firstAt(timeMs) - 1;
    if (by > 0 && i < source.length && source.timeMs(i) === timeMs) i++;
    while (i >= 0 && i < source.length && Number.isNaN(source.lo(i))) i += by;
    if (i < 0 || i >= source.length) continue;
    const at = source.timeMs(i);
    if (found === undefined || (at - found) * by < 0) found = at;
  }
  return found;
}

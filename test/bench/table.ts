import { median, type Figure } from './harness';

/** What the JSON holds of a figure. */
export interface Entry {
  readonly median: number;
  readonly unit: string;
  /** Median of the reference in the same run; null where there is none. */
  readonly reference: number | null;
  readonly ratio: number | null;
}

/** A figure's medians, under its name. */
export function entryOf({ unit, values, reference }: Figure): Entry {
  const own = median(values);
  if (reference === undefined) return { median: own, unit, reference: null, ratio: null };
  const other = median(reference);
  return { median: own, unit, reference: other, ratio: own / other };
}

/** The heads over `lineOf`. */
export function headLine(): string {
  const heads = ['min', 'median', 'max', 'reference'].map((head) => head.padStart(10)).join('');
  return `${'name'.padEnd(28)}${heads}${'ratio'.padStart(8)}  ${'unit'.padEnd(11)}${'to reach'.padEnd(14)}`;
}

/** One line of the table. */
export function lineOf(figure: Figure): string {
  const { name, unit, values, against } = figure;
  const entry = entryOf(figure);
  const numbers = [Math.min(...values), entry.median, Math.max(...values), entry.reference];
  const cells = numbers.map((value) => short(value).padStart(10)).join('');
  const ratio = (entry.ratio === null ? '' : entry.ratio.toFixed(2)).padStart(8);
  return `${name.padEnd(28)}${cells}${ratio}  ${unit.padEnd(11)}${goalText(figure, entry).padEnd(14)}${against}`;
}

/** `yes` or `NO` before what is to be reached. */
function goalText({ goal }: Figure, entry: Entry): string {
  if (goal === undefined) return '';
  const value = goal.of === 'ratio' ? entry.ratio : entry.median;
  const mark = goal.of === 'ratio' ? 'x' : '';
  const { atLeast, atMost } = goal;
  const low = value !== null && (atLeast === undefined || value >= atLeast);
  const reached = low && (atMost === undefined || value <= atMost);
  const bound = atLeast === undefined ? `<= ${short(atMost ?? NaN)}` : `>= ${short(atLeast)}`;
  return `${reached ? 'yes' : 'NO '} ${bound}${mark}`;
}

/** Three or four digits, with k or M where that helps. */
function short(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '';
  const size = Math.abs(value);
  if (size >= 1e6) return `${digits(value / 1e6)} M`;
  if (size >= 1e4) return `${digits(value / 1e3)} k`;
  return digits(value);
}

function digits(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

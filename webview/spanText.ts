import { formatNumber } from '../src/numberFormat';

const NBSP = '\u00a0';

/** A length of time as it is read: `2.4 ms`, `850 ms`, `5.6 s`, `2:05`, `41 min`, `3.2 h`. */
export function spanText(ms: number): string {
  const size = Math.max(0, ms);
  if (size < 999.5) return withUnit(size, size < 9.95 ? 1 : 0, 'ms');
  if (size < 59_950) return withUnit(size / 1000, size < 9_950 ? 1 : 0, 's');
  if (size < 599_500) {
    const s = Math.round(size / 1000);
    return `${String(Math.floor(s / 60))}:${String(s % 60).padStart(2, '0')}`;
  }
  if (size < 5_970_000) return withUnit(size / 60_000, 0, 'min');
  return withUnit(size / 3_600_000, 1, 'h');
}

function withUnit(value: number, digits: number, unit: string): string {
  const options = { minimumFractionDigits: 0, maximumFractionDigits: digits };
  return `${formatNumber(value, options)}${NBSP}${unit}`;
}

import { formatNumber } from '../../src/numberFormat';

const NBSP = '\u00a0';
const DIGITS = {
  maximumSignificantDigits: 3,
  roundingPriority: 'morePrecision',
  maximumFractionDigits: 0,
} as const;

/**
 * How long something lasts, as said beside a value: `120 µs`, `2.4 ms`, `5.6 s`, `60 s`, `10 min`, `3 h`. Grouping
 * and decimal sign from the locale.
 */
export function lengthText(ms: number): string {
  const size = Math.abs(ms);
  if (size === 0) return `0${NBSP}s`;
  if (size < 0.9995) return withDigits(ms * 1000, 'µs');
  if (size < 999.5) return withDigits(ms, 'ms');
  if (size < 119_950) return withDigits(ms / 1000, 's');
  if (size < 7_199_000) return withDigits(ms / 60_000, 'min');
  return withDigits(ms / 3_600_000, 'h');
}

/** Up to three digits that count, none of them a trailing zero. */
function withDigits(value: number, unit: string): string {
  return `${formatNumber(value, DIGITS)}${NBSP}${unit}`;
}

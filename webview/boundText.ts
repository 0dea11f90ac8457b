import { formatNumber } from '../src/numberFormat';
import { withUnit } from './format';

const DIGITS = { maximumSignificantDigits: 7 };

/** A bound as it was set, without zeros behind it: `70`, `60.5`, `3,100`, `−1.2E-9`. */
export function boundNumber(bound: number): string {
  const size = Math.abs(bound);
  const isPlain = size === 0 || (size >= 1e-4 && size < 1e9);
  const options = isPlain ? DIGITS : { ...DIGITS, notation: 'scientific' as const };
  return formatNumber(bound, options);
}

/** The same with its unit: `60.5 °C`. */
export function boundText(bound: number, unit: string): string {
  return withUnit(boundNumber(bound), unit);
}

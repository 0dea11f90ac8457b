import { t } from '@vscode/l10n';
import { decimalSign, formatNumber } from '../src/numberFormat';

/** What a number may be. */
export interface NumberBounds {
  readonly min: number;
  readonly max: number;
  /** Only whole numbers. */
  readonly whole?: boolean;
  /** What the arrow keys add; without it one in the first digit of the value. */
  readonly step?: number;
  /** Nothing typed is an answer too. */
  readonly optional?: boolean;
}

/**
 * The number that was typed, NaN when it is none. Both signs are taken as decimal where only one reading makes
 * sense: `0,5` is a half everywhere, `1,000` is a thousand where the language groups so.
 */
export function parseNumber(text: string, decimal = decimalSign()): number {
  const plain = text
    .trim()
    .replaceAll('−', '-')
    .replaceAll(/[\u00a0\u202f' ]/g, '');
  if (plain === '') return NaN;
  const grouped = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(plain);
  if (decimal === '.' && grouped) return Number(plain.replaceAll(',', ''));
  if (decimal === ',' && /^[+-]?\d{1,3}(\.\d{3})+(,\d+|\.\d{3})$/.test(plain)) {
    return Number(plain.replaceAll('.', '').replace(',', '.'));
  }
  return Number(plain.replace(',', '.'));
}

/** A number as it stands in a field: no grouping, the language's decimal sign. */
export function fieldText(value: number, decimal = decimalSign()): string {
  return String(value).replace('.', decimal);
}

/** The value one arrow key further, on round steps and within the bounds. */
export function stepped(value: number, by: number, bounds: NumberBounds): number {
  const step = bounds.step ?? ownStep(value, by, bounds.whole === true);
  const next = Math.round(value / step + by) * step;
  // As many decimals as the step has: 0.1 + 0.2 is 0.3.
  const rounded = Number(next.toPrecision(12));
  return Math.min(bounds.max, Math.max(bounds.min, rounded));
}

function ownStep(value: number, by: number, whole: boolean): number {
  if (whole || value === 0) return whole ? 1 : 0.1;
  const decade = 10 ** Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  const shrinks = Math.abs(value) <= decade * (1 + 1e-9) && Math.sign(value) !== Math.sign(by);
  return shrinks ? decade / 10 : decade;
}

/** Why a value is refused, in words; undefined when it is not. NaN stands for what is no number. */
export function numberProblem(value: number, bounds: NumberBounds): string | undefined {
  const { min, max, whole = false } = bounds;
  const fits = value >= min && value <= max && (!whole || Number.isInteger(value));
  if (fits) return undefined;
  const shown = (bound: number) => formatNumber(bound, { maximumSignificantDigits: 12 });
  if (min === -Number.MAX_VALUE || max === Number.MAX_VALUE) {
    if (min > -Number.MAX_VALUE) return t('Enter a number from {0}.', shown(min));
    return t('Enter a number.');
  }
  const range = [shown(min), shown(max)] as const;
  return whole
    ? t('Enter a whole number from {0} to {1}.', ...range)
    : t('Enter a number from {0} to {1}.', ...range);
}

import { t } from '@vscode/l10n';
import { numberText } from './words';

/** What a typed number must be. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  readonly unit?: string;
}

/** A number as it is typed, with a point or a comma; NaN for anything else. */
export function readNumber(typed: string): number {
  const text = typed.trim().replace('−', '-').replace(',', '.');
  return text === '' ? NaN : Number(text);
}

/** Why what is typed is not a number of that range; undefined when it is. */
export function numberProblem(typed: string, range: NumberRange): string | undefined {
  const value = readNumber(typed);
  const { min, max, whole = false, unit = '' } = range;
  const fits = value >= min && value <= max && (!whole || Number.isInteger(value));
  if (fits) return undefined;
  const from = bound(min);
  const to = unit === '' ? bound(max) : `${bound(max)}\u00a0${unit}`;
  if (max === Infinity && min === -Infinity) return t('A number.');
  if (max === Infinity) return t('A number from {0} on.', from);
  return whole
    ? t('A whole number from {0} to {1}.', from, to)
    : t('A number from {0} to {1}.', from, to);
}

function bound(value: number): string {
  return value !== 0 && Math.abs(value) < 0.01 ? String(value) : numberText(value);
}

import type { Limit } from '../model';
import { formatNumber } from '../numberFormat';

const DIGITS = { maximumSignificantDigits: 7 };

/** A limit in the words of causes and scores: `rpm > 3,500 rpm`. */
export function limitText({ channel, side, bound }: Limit, unit: string): string {
  const sign = side === 'high' ? '>' : '<';
  return `${channel} ${sign} ${formatNumber(bound, DIGITS)}${unit === '' ? '' : `\u00a0${unit}`}`;
}

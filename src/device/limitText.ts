import type { Limit } from '../model';

/** A limit in the words of causes and scores: `rpm > 3,500 rpm`. */
export function limitText({ channel, side, bound }: Limit, unit: string): string {
  const number = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 7 }).format(bound);
  const sign = side === 'high' ? '>' : '<';
  return `${channel} ${sign} ${number.replace('-', '−')}${unit === '' ? '' : `\u00a0${unit}`}`;
}

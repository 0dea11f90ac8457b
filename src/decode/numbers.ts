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
 * Digits go into two int32 accumulators: one that turns into a double inside the loop made the parser
 * 15 times slower. Writing to `out` keeps the result unboxed.
 */
export function scanNumber(bytes: Uint8Array, at: number, out: Float64Array, slot: number): number {
  let i = at;
  let c = bytes[i];
  const negative = c === MINUS;
  if (negative || c === PLUS) c = bytes[++i];
  let high = 0; // digits 1 to 9
  let low = 0; // digits 10 to 18
  let digits = 0;
  let decimals = 0;
  let d = c ^ 48; // 0 to 9 for a digit and for nothing else
  while (d <= 9) {
    if (digits < 9) high = high * 10 + d;
    else if (digits < 18) low = low * 10 + d;
    digits++;
    c = bytes[++i];
    d = c ^ 48;
  }
  if (c === POINT) {
    const whole = digits;
    d = (c = bytes[++i]) ^ 48;
    while (d <= 9) {
      if (digits < 9) high = high * 10 + d;
      else if (digits < 18) low = low * 10 + d;
      digits++;
      c = bytes[++i];
      d = c ^ 48;
    }
    decimals = digits - whole;
  }
  if (digits === 0) return -1;
  if ((c | 32) === 101) return scanExponent(bytes, at, i, out, slot);
  const mantissa = digits <= 9 ? high : high * POW10[digits < 18 ? digits - 9 : 9] + low;
  // Below 2^53 mantissa and power are exact, so the one division rounds correctly.
  if (digits > 18 || decimals > 22 || mantissa > Number.MAX_SAFE_INTEGER) {
    return exact(bytes, at, i, out, slot);
  }
  const value = mantissa / POW10[decimals];
  out[slot] = negative ? -value : value;
  return i;
}

/** Exponents are rare in telemetry: `Number()` reads them. An `e` without digits ends the number. */
function scanExponent(
  bytes: Uint8Array,
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

function exact(
  bytes: Uint8Array,
  start: number,
  end: number,
  out: Float64Array,
  slot: number,
): number {
  const value = Number(latin1(bytes, start, end));
  if (!Number.isFinite(value)) return -1;
  out[slot] = value;
  return end;
}

/** One byte, one character: what `Number()` and regular expressions over short fields need. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  const length = Math.max(0, Math.min(end, bytes.length) - start);
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('latin1');
}

/** `nan`, `inf`, `ovf` (Arduino's print) and decimals that overflow: measured, but no value. */
export function isNonFinite(text: string): boolean {
  if (/^[+-]?(?:nan|inf|infinity|ovf)$/i.test(text)) return true;
  return /^[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?$/i.test(text) && !Number.isFinite(Number(text));
}

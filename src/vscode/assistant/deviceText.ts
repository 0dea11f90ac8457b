/** Control, format (bidirectional overrides among them), private and unpaired characters, and line separators. */
const UNSEEN = /[\p{C}\u2028\u2029]/gu;

/**
 * Text that a device or a stranger wrote, as data: at most `maxLength` characters of it, and what cannot be seen, or would
 * turn the text around it, as `\u{202e}`.
 */
export function deviceText(text: string, maxLength = 120): string {
  const cut = text.length > maxLength ? text.slice(0, maxLength) : text;
  const seen = cut.replace(UNSEEN, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
  const left = text.length - cut.length;
  return left === 0 ? seen : `${seen}… (+${String(left)} characters)`;
}

/** Any value with all texts in it so written, numbers to nine digits; a value that is no number as null. */
export function deviceValue(value: unknown, maxLength = 120): unknown {
  if (typeof value === 'string') return deviceText(value, maxLength);
  if (typeof value === 'number') return rounded(value);
  if (Array.isArray(value)) return value.map((one: unknown) => deviceValue(one, maxLength));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [deviceText(key), deviceValue(one, maxLength)]),
  );
}

/** To nine digits, beyond which a 32 bit float is noise; whole numbers are exact; null for what is no number. */
export function rounded(value: number, digits = 9): number | null {
  if (Number.isInteger(value)) return value;
  return Number.isFinite(value) ? Number(value.toPrecision(digits)) : null;
}

import type { BitField, Labels } from '../../src/wireFormat';

/** What was typed, or the entry that is none. */
export type Parsed<T> = { readonly value: T | undefined } | { readonly wrong: string };

const LABEL = /^(-?\d{1,15})\s+(\S.*)$/;
const BITS = /^(?<name>\S.*?)\s+(?<first>\d{1,2})(?:-(?<last>\d{1,2}))?(?<signed>\s+signed)?$/;

/** `0 Idle; 1 Run` as the meanings of values; nothing typed is none. */
export function parseLabels(text: string): Parsed<Labels> {
  const labels: Record<string, string> = {};
  for (const entry of entriesOf(text)) {
    const found = LABEL.exec(entry);
    if (found === null) return { wrong: entry };
    const [, value, label] = found;
    labels[value] = label;
  }
  return { value: Object.keys(labels).length === 0 ? undefined : labels };
}

/** The text that `parseLabels` reads the same labels from. */
export function labelsText(labels: Labels | undefined): string {
  return Object.entries(labels ?? {})
    .map(([value, label]) => `${value} ${label}`)
    .join('; ');
}

/**
 * `ready 0; mode 1-3; level 4-7 signed` as bit fields; nothing typed is none. What else a former field of the same name
 * had, such as its unit, stays with it.
 */
export function parseBits(text: string, former: readonly BitField[]): Parsed<readonly BitField[]> {
  const bits: BitField[] = [];
  for (const entry of entriesOf(text)) {
    const { name, first, last = first, signed } = BITS.exec(entry)?.groups ?? {};
    const [at, end] = [Number(first), Number(last)];
    // A text that does not match has none of the groups: NaN is not 0 or more either.
    if (!(end >= at)) return { wrong: entry };
    const { signed: _, ...kept } = former.find((one) => one.name === name) ?? {};
    bits.push({
      ...kept,
      name,
      at,
      width: end - at + 1,
      ...(signed ? { signed: true } : {}),
    });
  }
  return { value: bits.length === 0 ? undefined : bits };
}

/** The text that `parseBits` reads the same bit fields from. */
export function bitsText(bits: readonly BitField[] | undefined): string {
  return (bits ?? [])
    .map(({ name, at, width, signed }) => {
      const range = width === 1 ? String(at) : `${String(at)}-${String(at + width - 1)}`;
      return `${name} ${range}${signed === true ? ' signed' : ''}`;
    })
    .join('; ');
}

function entriesOf(text: string): string[] {
  return text
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

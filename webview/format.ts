import { meaningText, type Meaning } from '../src/meaningText';
import { exponentText, formatNumber } from '../src/numberFormat';

const UNITS: Readonly<Record<string, string>> = { degC: '°C', degF: '°F', us: 'µs', ohm: 'Ω' };
const NBSP = '\u00a0';

/** A unit as it is shown: as the firmware gives it, but for a few that have a sign. */
export function shownUnit(unit: string): string {
  return UNITS[unit] ?? unit;
}

/** `950 S/s`, `1.00 kS/s`, `12.4 MS/s`: three digits with a prefix. */
export function rateText(perSecond: number): { value: string; unit: string } {
  const [scale, prefix] =
    perSecond >= 999_500 ? [1e6, 'M'] : perSecond >= 999.5 ? [1e3, 'k'] : [1, ''];
  const value = perSecond / scale;
  const digits = prefix === '' || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return { value: fixed(value, digits), unit: `${prefix}S/s` };
}

/** A value with its unit; `–` when there is none: `73.2 °C`. */
export function valueText(value: number, unit: string): string {
  return withUnit(Number.isNaN(value) ? '–' : numberText(value), unit);
}

/** Puts the unit behind a value's text. */
export function withUnit(text: string, unit: string): string {
  return unit === '' ? text : `${text}${NBSP}${shownUnit(unit)}`;
}

/** Grouped by the locale, with a real minus and as many digits as a reader can use. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9 || (size > 0 && size < 1e-3)) return exponentText(value);
  return fixed(value, Number.isInteger(value) ? 0 : digitsOf(size));
}

function digitsOf(size: number): number {
  return size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
}

/** A channel's values with equally many digits: as many as the values so far have asked for. */
export class ValueText {
  /** What values mean, where they do; it changes as texts come. */
  meaning: Meaning | undefined;
  private whole = true;
  private largest = 0;

  /** True where numbers only stand for texts: there is no least, greatest or mean of them. */
  get isText(): boolean {
    return this.meaning?.isText === true;
  }

  /** The value without its unit, or what it means; `–` when there is none. */
  of(value: number): string {
    if (Number.isNaN(value)) return '–';
    const meaning = meaningText(value, this.meaning);
    if (meaning !== undefined) return meaning;
    const size = Math.abs(value);
    this.whole &&= Number.isInteger(value);
    this.largest = Math.max(this.largest, size);
    if (this.largest >= 1e9 || (size > 0 && size < 1e-3)) return numberText(value);
    return fixed(value, this.whole ? 0 : digitsOf(this.largest));
  }

  /** Another value, such as a mean, in the digits that the channel's own values have asked for. */
  like(value: number): string {
    if (Number.isNaN(value)) return '–';
    if (this.largest >= 1e9) return numberText(value);
    return fixed(value, this.whole ? 0 : digitsOf(this.largest));
  }
}

/** A count. */
export function countText(value: number): string {
  return fixed(value, 0);
}

/** Milliseconds with two digits; `–` before the first. */
export function latencyText(ms: number): string {
  return Number.isFinite(ms) ? fixed(ms, 2) : '–';
}

/** Bytes: `0`, `53 B`, `1.2 kB`, `16 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return bytes === 0 ? '0' : `${String(bytes)}${NBSP}B`;
  const [scale, unit] = bytes >= 1e6 ? [1e6, 'MB'] : [1e3, 'kB'];
  return `${fixed(bytes / scale, bytes / scale < 10 ? 1 : 0)}${NBSP}${unit}`;
}

/** How long something lasts already: `12 s`, `3:20`, `1:05:00`. */
export function agoText(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) return `${String(s)}${NBSP}s`;
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(s / 60);
  return minutes < 60
    ? `${String(minutes)}:${two(s % 60)}`
    : `${String(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(s % 60)}`;
}

function fixed(value: number, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return formatNumber(value, options);
}

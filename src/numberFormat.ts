/** The reader's language and the formatters made for it; without a language the machine's own. */
const written: { language: string | undefined; readonly formats: Map<string, Intl.NumberFormat> } =
  { language: undefined, formats: new Map() };

/**
 * From here on numbers are written as in this language: that of VS Code, which need not be the machine's. A tag that
 * is none is ignored.
 */
export function writeNumbersIn(language: string): void {
  try {
    [written.language] = Intl.getCanonicalLocales(language);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    written.language = undefined;
  }
  written.formats.clear();
}

/** A formatter in the reader's language; the same one for the same options, since making one takes 30 µs. */
export function numberFormat(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let format = written.formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(written.language, options);
    written.formats.set(key, format);
  }
  return format;
}

/** A number in the reader's language with a real minus; grouped, without zeros behind it. */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return numberFormat(options).format(value).replaceAll('-', '−');
}

/** With two decimals, as scores of formats are written: `0.93`, `0,93`. */
export function twoDecimals(value: number): string {
  return formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** The sign before decimals in the reader's language. */
export function decimalSign(): string {
  const parts = numberFormat().formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}

/** With an exponent, three digits behind the sign for decimals: `2.500e+12`, `1,000e−9`. */
export function exponentText(value: number): string {
  return value.toExponential(3).replace('.', decimalSign()).replaceAll('-', '−');
}

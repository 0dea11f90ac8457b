/** How a language writes numbers: what stands between three digits, before decimals, and from how many digits on it groups. */
interface Signs {
  readonly group: string;
  readonly decimal: string;
  readonly groupsFrom: number;
}

const POINT: Signs = { group: ',', decimal: '.', groupsFrom: 4 };
const COMMA: Signs = { group: '.', decimal: ',', groupsFrom: 4 };
const SPACE: Signs = { group: '\u00a0', decimal: ',', groupsFrom: 4 };

/**
 * The languages that VS Code is translated into, as CLDR has them: the first `Intl.NumberFormat` of a process takes its thread
 * for 25 ms, and the extension host's belongs to all extensions.
 */
const SIGNS: ReadonlyMap<string, Signs> = new Map([
  ...['en', 'en-US', 'ja', 'ko', 'zh-CN', 'zh-TW'].map((tag) => [tag, POINT] as const),
  ...['de', 'pt-BR', 'tr'].map((tag) => [tag, COMMA] as const),
  ...['cs', 'ru'].map((tag) => [tag, SPACE] as const),
  ...['es', 'it'].map((tag) => [tag, { ...COMMA, groupsFrom: 5 }] as const),
  ['fr', { ...SPACE, group: '\u202f' }],
  ...['hu', 'pl'].map((tag) => [tag, { ...SPACE, groupsFrom: 5 }] as const),
]);
/** Beyond it digits are written with an exponent by `toFixed`. */
const MOST = 1e21;
/** `Intl` has as many where it is told nothing. */
const MAX_DECIMALS = 3;

/** The reader's language, how it writes numbers, and formatters made for one that is not known here. */
const written: {
  language: string | undefined;
  signs: Signs | undefined;
  readonly formats: Map<string, Intl.NumberFormat>;
} = { language: undefined, signs: undefined, formats: new Map() };

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
  written.signs = SIGNS.get(written.language ?? '');
  written.formats.clear();
}

/** A number in the reader's language with a real minus; grouped, without zeros behind it. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  const { signs } = written;
  const isStandard = (options.notation ?? 'standard') === 'standard';
  const isPlain = signs !== undefined && Math.abs(value) < MOST && isStandard;
  const text = isPlain ? signed(value, options, signs) : numberFormat(options).format(value);
  return text.replaceAll('-', '−');
}

/** As `Intl.NumberFormat` writes it, but that the number itself is rounded, not its shortest decimal form: 1.005 is below the half. */
function signed(value: number, options: Intl.NumberFormatOptions, signs: Signs): string {
  const { minimumFractionDigits: least = 0 } = options;
  const [whole, decimals = ''] = digitsOf(Math.abs(value), least, options).split('.');
  const kept = decimals.slice(0, least) + decimals.slice(least).replace(/0+$/, '');
  const grouped =
    whole.length < signs.groupsFrom ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, signs.group);
  const minus = value < 0 || Object.is(value, -0) ? '-' : '';
  return `${minus}${grouped}${kept === '' ? '' : signs.decimal}${kept}`;
}

function digitsOf(size: number, least: number, options: Intl.NumberFormatOptions): string {
  const { maximumFractionDigits, maximumSignificantDigits: significant } = options;
  if (significant === undefined) {
    return size.toFixed(maximumFractionDigits ?? Math.max(least, MAX_DECIMALS));
  }
  const [, exponent] = size.toExponential(significant - 1).split('e');
  const decimals = Math.min(Math.max(0, significant - 1 - Number(exponent)), 100);
  return Number(size.toPrecision(significant)).toFixed(decimals);
}

/** A formatter in the reader's language; the same one for the same options, since making one takes 30 µs. */
function numberFormat(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let format = written.formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(written.language, options);
    written.formats.set(key, format);
  }
  return format;
}

/** With two decimals, as scores of formats are written: `0.93`, `0,93`. */
export function twoDecimals(value: number): string {
  return formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** The sign before decimals in the reader's language. */
export function decimalSign(): string {
  if (written.signs !== undefined) return written.signs.decimal;
  const parts = numberFormat().formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}

/** With an exponent, three digits behind the sign for decimals: `2.500e+12`, `1,000e−9`. */
export function exponentText(value: number): string {
  return value.toExponential(3).replace('.', decimalSign()).replaceAll('-', '−');
}

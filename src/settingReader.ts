import { t } from '@vscode/l10n';

/** What is wrong with a setting: where it is, what is there, what would be right. */
export class SettingError extends Error {
  /** `key`: the one that is wrong, of the object that was read; undefined = all of it. */
  constructor(
    message: string,
    readonly key?: string,
  ) {
    super(message);
  }
}

/** Reads one object of a setting, key by key; everything wrong is a SettingError that names the key. */
export class SettingReader {
  private readonly source: Readonly<Record<string, unknown>>;

  constructor(
    value: unknown,
    private readonly path: string,
    known: readonly string[],
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new SettingError(t('{0} is {1}. It must be an object in braces.', path, shown(value)));
    }
    this.source = value as Record<string, unknown>;
    const stray = Object.keys(value).find((key) => !known.includes(key));
    if (stray !== undefined) {
      const all = known.join(', ');
      const message = t('{0} is not known. Known are: {1}.', `${path}.${stray}`, all);
      throw new SettingError(message, stray);
    }
  }

  has(key: string): boolean {
    return this.source[key] !== undefined;
  }

  /** The raw value, for a nested reader. */
  raw(key: string): unknown {
    return this.source[key];
  }

  /** Where the key stands, for messages. */
  at(key: string): string {
    return `${this.path}.${key}`;
  }

  number(key: string, min: number, max: number, fallback?: number): number {
    const value = this.source[key] ?? fallback;
    if (typeof value !== 'number' || !Number.isFinite(value) || value < min || value > max) {
      throw this.wrong(key, t('a number from {0} to {1}', min, max));
    }
    return value;
  }

  integer(key: string, min: number, max: number, fallback?: number): number {
    const value = this.number(key, min, max, fallback);
    if (!Number.isInteger(value)) throw this.wrong(key, t('a whole number'));
    return value;
  }

  text(key: string, minLength: number, maxLength: number, fallback?: string): string {
    const value = this.source[key] ?? fallback;
    if (typeof value !== 'string' || value.length < minLength || value.length > maxLength) {
      throw this.wrong(key, t('text of {0} to {1} characters', minLength, maxLength));
    }
    return value;
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.source[key] ?? fallback;
    if (typeof value !== 'boolean') throw this.wrong(key, t('true or false'));
    return value;
  }

  choice<const T extends string | number>(key: string, choices: readonly T[], fallback?: T): T {
    const value = this.source[key] ?? fallback;
    const found = choices.find((choice) => choice === value);
    if (found === undefined) {
      const listed = choices.map((choice) => JSON.stringify(choice)).join(', ');
      throw this.wrong(key, t('one of {0}', listed));
    }
    return found;
  }

  list<T>(key: string, maxItems: number, item: (value: unknown, path: string) => T): T[] {
    const value = this.source[key] ?? [];
    if (!Array.isArray(value) || value.length > maxItems) {
      throw this.wrong(key, t('a list of at most {0} entries', maxItems));
    }
    return value.map((entry: unknown, i) => item(entry, `${this.at(key)}[${String(i)}]`));
  }

  /** What is wrong with a key: it must be `rule`. */
  wrong(key: string, rule: string): SettingError {
    const { [key]: value } = this.source;
    const message =
      value === undefined
        ? t('{0} is missing. It must be {1}.', this.at(key), rule)
        : t('{0} is {1}. It must be {2}.', this.at(key), shown(value), rule);
    return new SettingError(message, key);
  }
}

function shown(value: unknown): string {
  const text = value === undefined ? t('missing') : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

import { t } from '@vscode/l10n';

/** A comparison over channels, ready to be asked. */
export interface Comparison {
  /** Names of its channels; `holds` takes their values in this order. */
  readonly channels: readonly string[];
  /** False while a value is not known (NaN). */
  readonly holds: (values: Float64Array) => boolean;
}

type Evaluate = (values: Float64Array) => number;

/** A number, a name or one in quotes, a sign. */
const TOKEN =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z_][\w.]*)|"([^"]+)"|(\|\||&&|[<>=!]=|[-+*/<>()]))/y;
const MAX_TEXT = 256;
const MAX_DEPTH = 32;
const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a === a && b === b && a !== b,
};
const CALCULATE: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

/**
 * Reads `temp - temp_mcu > 20 && rpm < 100`: numbers, channels (in quotes where they are no plain names), + - * /, abs(),
 * parentheses, comparisons, && and ||. A message in words where it is none.
 */
export function parseComparison(text: string): Comparison | string {
  try {
    return new Parser(text).comparison();
  } catch (error) {
    if (error instanceof ConditionError) return error.message;
    throw error;
  }
}

class ConditionError extends Error {}

class Parser {
  private readonly tokens: readonly string[];
  private at = 0;
  private depth = 0;
  private readonly channels: string[] = [];

  constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  comparison(): Comparison {
    const holds = this.either();
    if (this.at < this.tokens.length) throw this.unexpected();
    if (this.channels.length === 0) throw new ConditionError(t('It names no channel.'));
    return { channels: this.channels, holds: (values) => holds(values) === 1 };
  }

  private either(): Evaluate {
    let left = this.both();
    while (this.take('||')) {
      const [a, b] = [left, this.both()];
      left = (values) => (a(values) === 1 || b(values) === 1 ? 1 : 0);
    }
    return left;
  }

  private both(): Evaluate {
    let left = this.compared();
    while (this.take('&&')) {
      const [a, b] = [left, this.compared()];
      left = (values) => (a(values) === 1 && b(values) === 1 ? 1 : 0);
    }
    return left;
  }

  /** A comparison, or one in parentheses. */
  private compared(): Evaluate {
    const start = this.at;
    if (this.take('(')) {
      const inner = this.nested(() => this.either());
      // `(a > 1) && …`; in `(a + b) > 1` the parenthesis is one of a sum.
      if (inner !== undefined && !this.isOperator()) return inner;
      this.at = start;
    }
    const left = this.sum();
    const operator = this.tokens.at(this.at) ?? '';
    if (!Object.hasOwn(COMPARE, operator)) {
      throw new ConditionError(t('It compares nothing: {0} is missing.', '< <= > >= == !='));
    }
    this.at++;
    const right = this.sum();
    const compare = COMPARE[operator];
    return (values) => (compare(left(values), right(values)) ? 1 : 0);
  }

  /** Undefined when what follows is no comparison in parentheses. */
  private nested(read: () => Evaluate): Evaluate | undefined {
    const known = this.channels.length;
    this.deeper();
    try {
      const inner = read();
      return this.take(')') ? inner : undefined;
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error;
      this.channels.length = known;
      return undefined;
    } finally {
      this.depth--;
    }
  }

  private sum(): Evaluate {
    return this.chain(['+', '-'], () => this.product());
  }

  private product(): Evaluate {
    return this.chain(['*', '/'], () => this.factor());
  }

  private chain(signs: readonly string[], operand: () => Evaluate): Evaluate {
    let left = operand();
    for (;;) {
      const sign = this.tokens.at(this.at) ?? '';
      if (!signs.includes(sign)) return left;
      this.at++;
      const [a, b, calculate] = [left, operand(), CALCULATE[sign]];
      left = (values) => calculate(a(values), b(values));
    }
  }

  private factor(): Evaluate {
    if (this.take('-')) {
      const negated = this.factor();
      return (values) => -negated(values);
    }
    if (this.take('(')) return this.closed();
    const token = this.tokens.at(this.at);
    if (token === undefined) throw this.unexpected();
    this.at++;
    if (/^[\d.]/.test(token)) {
      const number = Number(token);
      return () => number;
    }
    if (token === 'abs' && this.take('(')) {
      const inner = this.closed();
      return (values) => Math.abs(inner(values));
    }
    if (!/^[A-Za-z_"]/.test(token)) {
      this.at--;
      throw this.unexpected();
    }
    return this.channel(token.replace(/^"/, ''));
  }

  private closed(): Evaluate {
    this.deeper();
    const inner = this.sum();
    this.depth--;
    if (!this.take(')')) throw this.unexpected();
    return inner;
  }

  private channel(name: string): Evaluate {
    let index = this.channels.indexOf(name);
    if (index < 0) index = this.channels.push(name) - 1;
    return (values) => values[index];
  }

  private isOperator(): boolean {
    const token = this.tokens.at(this.at) ?? '';
    return Object.hasOwn(COMPARE, token) || Object.hasOwn(CALCULATE, token);
  }

  private deeper(): void {
    this.depth++;
    if (this.depth > MAX_DEPTH) throw new ConditionError(t('It has too many parentheses.'));
  }

  private take(token: string): boolean {
    if (this.tokens.at(this.at) !== token) return false;
    this.at++;
    return true;
  }

  private unexpected(): ConditionError {
    const token = this.tokens.at(this.at);
    return new ConditionError(
      token === undefined
        ? t('It ends too early.')
        : t('{0} is not expected there.', token.replace(/^"/, '')),
    );
  }
}

function tokensOf(text: string): readonly string[] {
  if (text.length > MAX_TEXT) {
    throw new ConditionError(t('It is longer than {0} characters.', MAX_TEXT));
  }
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null)
      throw new ConditionError(t('{0} is not expected there.', text.slice(at, at + 10)));
    // A name in quotes keeps the first of them, so that it is taken for no number and no word.
    const [whole, , , quoted] = found as readonly (string | undefined)[];
    tokens.push(quoted === undefined ? (whole ?? '').trim() : `"${quoted}`);
  }
  return tokens;
}

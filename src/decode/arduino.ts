import type { CsvHeaders } from './csv';
import { CsvGrammar } from './csv';
import type { Fields, LineGrammar, Verdict } from './fields';
import { isReply, MAX_NAME_BYTES, readField, wordKind } from './words';

const COLON = 58;
/** `>`, `{`, `[` and `"`. */
const MARKS: readonly number[] = [62, 123, 91, 34];
/** Bytes between labels that make one line of labels, so that the row grammar takes it for a header. */
const TAB = '\t';

interface Token {
  readonly start: number;
  readonly end: number;
  /** Of its first `:`, or `end`. */
  readonly colon: number;
}

/**
 * The Arduino plotter's lines, between `,`, tabs or blanks: `label:value`, also `label: value`, or values alone.
 * A line of labels alone (`L1:\tL2:`) names the values of the lines that follow. Values alone are read as CSV.
 */
export class ArduinoGrammar implements LineGrammar {
  private readonly rows = new CsvGrammar();

  get headers(): CsvHeaders {
    return this.rows.headers;
  }

  parse(bytes: Buffer, start: number, end: number, fields: Fields): Verdict {
    const colon = bytes.indexOf(COLON, start);
    if (colon < 0 || colon >= end) return this.rows.parse(bytes, start, end, fields);
    // Teleplot, badlogic and JSON begin so; no label does.
    if (MARKS.includes(bytes[start])) return 'log';
    const tokens = tokensOf(bytes, start, end);
    if (tokens.every(({ colon: at, end: to }) => at === to - 1)) {
      return tokens.length === 1 ? 'log' : this.labels(bytes, tokens, fields);
    }
    return this.pairs(bytes, tokens, fields);
  }

  private pairs(bytes: Buffer, tokens: readonly Token[], fields: Fields): Verdict {
    let bad: string | undefined;
    let failed = false;
    for (let i = 0; i < tokens.length; i++) {
      const { start, end, colon } = tokens[i];
      if (colon === end && readField(bytes, start, end, fields.values, fields.count)) {
        bad ??= `"${bytes.toString('latin1', start, end)}" has no label`;
        continue;
      }
      // Words beside pairs: a sentence, not a plot.
      if (colon === start || colon === end) return 'log';
      // `A1: 5`: the value is a token of its own.
      const value =
        colon === end - 1 && i + 1 < tokens.length ? tokens[++i] : { start: colon + 1, end };
      if (this.pair(bytes, start, colon, value.start, value.end, fields)) continue;
      const word = bytes.toString('utf8', value.start, Math.min(value.end, value.start + 40));
      failed ||= wordKind(word) === 'failed' || word === '';
      bad ??= `${bytes.toString('utf8', start, colon)}: "${word}" is not a number`;
    }
    if (bad === undefined) {
      return fields.count === 1 && isReply(firstWord(bytes, tokens[0])) ? 'log' : 'telemetry';
    }
    if (isReply(firstWord(bytes, tokens[0]))) return 'log';
    return fields.count > 0 || failed ? { cause: 'decode', detail: bad } : 'log';
  }

  private pair(
    bytes: Buffer,
    start: number,
    colon: number,
    from: number,
    to: number,
    fields: Fields,
  ): boolean {
    if (colon - start > MAX_NAME_BYTES) return false;
    if (!readField(bytes, from, to, fields.values, fields.count)) return false;
    return fields.add(from, to, { name: bytes.toString('utf8', start, colon), unit: '' });
  }

  private labels(bytes: Buffer, tokens: readonly Token[], fields: Fields): Verdict {
    const names = tokens.map(({ start, colon }) => bytes.toString('utf8', start, colon));
    const line = Buffer.from(names.join(TAB));
    return this.rows.parse(line, 0, line.length, fields);
  }
}

function firstWord(bytes: Buffer, { start, end }: Token): string {
  return bytes.toString('latin1', start, end);
}

function isSeparator(c: number): boolean {
  return c === 32 || c === 9 || c === 44;
}

function tokensOf(bytes: Buffer, start: number, end: number): Token[] {
  const tokens: Token[] = [];
  for (let at = start; at < end;) {
    while (at < end && isSeparator(bytes[at])) at++;
    const from = at;
    let colon = -1;
    while (at < end && !isSeparator(bytes[at])) {
      if (bytes[at] === COLON && colon < 0) colon = at;
      at++;
    }
    if (at > from) tokens.push({ start: from, end: at, colon: colon < 0 ? at : colon });
  }
  return tokens;
}

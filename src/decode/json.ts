import type { ColumnMeta } from '../model';
import type { Fields, LineGrammar, Verdict } from './fields';
import { latin1, scanNumber } from './numbers';

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const COMMA = 44;
const COLON = 58;

/** Deeper nesting is no telemetry. */
const MAX_DEPTH = 16;
/** Nested names are longer than others. */
const MAX_PATH_BYTES = 128;

const BOOLEAN: ColumnMeta = {
  labels: new Map([
    [0, 'false'],
    [1, 'true'],
  ]),
};
const WORD = /^(?:true|false|null|-?Infinity|NaN|[+-]?nan|[+-]?inf)/i;

/**
 * One JSON object a line: nested keys joined by `.`, array elements by their index. Numbers are channels, true and
 * false 1 and 0, null a gap; texts are passed over. An object without any number is a log line.
 */
export class JsonGrammar implements LineGrammar {
  private bytes: Buffer = Buffer.alloc(0);
  private end = 0;
  private at = 0;
  private start = 0;
  private problem = '';

  parse(bytes: Buffer, start: number, end: number, fields: Fields): Verdict {
    if (bytes[start] !== OPEN_OBJECT) return 'log';
    this.bytes = bytes;
    this.start = start;
    this.at = start;
    this.end = end;
    this.problem = '';
    const whole = this.value('', 0, fields);
    this.blanks();
    if (!whole || this.at < end) {
      const where = String(this.at - this.start + 1);
      return {
        cause: 'decode',
        detail: `no JSON: ${this.problem || 'more text'} at character ${where}`,
      };
    }
    return fields.count === 0 ? 'log' : 'telemetry';
  }

  private value(path: string, depth: number, fields: Fields): boolean {
    this.blanks();
    const c = this.at < this.end ? this.bytes[this.at] : 0;
    if (c === OPEN_OBJECT) return this.object(path, depth, fields);
    if (c === OPEN_ARRAY) return this.array(path, depth, fields);
    if (c === QUOTE) return this.text() !== undefined;
    return this.leaf(path, fields);
  }

  private object(path: string, depth: number, fields: Fields): boolean {
    if (depth === MAX_DEPTH) return this.fail('nested too deep');
    this.at++;
    if (this.takes(CLOSE_OBJECT)) return true;
    for (;;) {
      this.blanks();
      const key = this.text();
      if (key === undefined) return false;
      if (!this.takes(COLON)) return this.fail('no ":"');
      if (!this.value(path === '' ? key : `${path}.${key}`, depth + 1, fields)) return false;
      if (this.takes(CLOSE_OBJECT)) return true;
      if (!this.takes(COMMA)) return this.fail('no "," or "}"');
    }
  }

  private array(path: string, depth: number, fields: Fields): boolean {
    if (depth === MAX_DEPTH) return this.fail('nested too deep');
    this.at++;
    if (this.takes(CLOSE_ARRAY)) return true;
    for (let n = 0; ; n++) {
      if (!this.value(`${path}.${String(n)}`, depth + 1, fields)) return false;
      if (this.takes(CLOSE_ARRAY)) return true;
      if (!this.takes(COMMA)) return this.fail('no "," or "]"');
    }
  }

  private leaf(path: string, fields: Fields): boolean {
    const { bytes, at } = this;
    const { values, count } = fields;
    const behind = scanNumber(bytes, at, values, count);
    if (behind > 0 && behind <= this.end) return this.keep(path, at, behind, undefined, fields);
    const word = WORD.exec(latin1(bytes, at, Math.min(this.end, at + 9)))?.[0];
    if (word === undefined) return this.fail('no value');
    const isBoolean = word === 'true' || word === 'false';
    values[count] = isBoolean ? Number(word === 'true') : NaN;
    // Another word may stand here in the next line, and it is no number.
    fields.isRegular = false;
    return this.keep(path, at, at + word.length, isBoolean ? BOOLEAN : undefined, fields);
  }

  private keep(
    path: string,
    from: number,
    to: number,
    meta: ColumnMeta | undefined,
    fields: Fields,
  ): boolean {
    const name = path;
    if (name === '' || Buffer.byteLength(name) > MAX_PATH_BYTES)
      return this.fail('no name, or one that is too long');
    const key = meta === undefined ? { name, unit: '' } : { name, unit: '', meta };
    if (!fields.add(from, to, key)) return this.fail('more numbers than a line may have');
    this.at = to;
    return true;
  }

  /** The text at the place, its escapes resolved; undefined when there is none. */
  private text(): string | undefined {
    const { bytes, at, end } = this;
    let i = at + 1;
    let escaped = false;
    if (at >= end || bytes[at] !== QUOTE) return this.none('no name in quotes');
    while (i < end && bytes[i] !== QUOTE) {
      if (bytes[i] === BACKSLASH) {
        escaped = true;
        i++;
      }
      i++;
    }
    if (i >= end) return this.none('a text without its end');
    this.at = i + 1;
    if (!escaped) return bytes.toString('utf8', at + 1, i);
    try {
      return String(JSON.parse(bytes.toString('utf8', at, i + 1)));
    } catch {
      // an escape that JSON does not know: the caller refuses the line
      return this.none('an unknown escape');
    }
  }

  private none(problem: string): string | undefined {
    this.problem ||= problem;
    return undefined;
  }

  private fail(problem: string): false {
    this.problem ||= problem;
    return false;
  }

  private takes(byte: number): boolean {
    this.blanks();
    if (this.at >= this.end || this.bytes[this.at] !== byte) return false;
    this.at++;
    return true;
  }

  private blanks(): void {
    while (this.at < this.end && this.bytes[this.at] <= 32) this.at++;
  }
}

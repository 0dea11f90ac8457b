import type { SampleBatch } from '../model';
import type { ColumnKey } from './columns';
import { MAX_FIELDS, STAMP, type Fields, type LineGrammar, type Verdict } from './fields';
import { latin1 } from './numbers';
import { isReply, MAX_NAME_BYTES, readField, wordKind } from './words';

const QUOTE = 34;
const NAME = /^[\p{L}_$][^:=<>{}|\\"]*$/u;

/** `temp [degC]` and `temp (degC)` carry their unit with them. */
const WITH_UNIT = /^(.*?)\s*[[(]([^\])]{1,16})[\])]$/;

/** Header rows of a batch, as `SampleBatch` has them. */
export type CsvHeaders = Pick<SampleBatch, 'pendingHeader' | 'header'>;

interface Cell {
  readonly start: number;
  readonly end: number;
}

/**
 * Rows of numbers between `,` `;` tabs or blanks, under a header row if there is one. A header counts
 * when the next row of numbers has as many fields; until then it is a log line like any other text.
 *
 * `;` separates before `,` does, so that a decimal comma (`23,4;5,6`) is refused instead of plotted wrong.
 */
export class CsvGrammar implements LineGrammar {
  private pending: readonly string[] | undefined;
  private header: readonly string[] | undefined;
  private keys: ColumnKey[] = [];

  /** What the next batch has to know of this one. */
  get headers(): CsvHeaders {
    return {
      ...(this.pending === undefined ? {} : { pendingHeader: this.pending }),
      ...(this.header === undefined ? {} : { header: this.header }),
    };
  }

  parse(bytes: Buffer, start: number, end: number, fields: Fields): Verdict {
    const separator = separatorOf(bytes, start, end);
    const cells = split(bytes, start, end, separator);
    if (cells.length > MAX_FIELDS) return refused(`more than ${String(MAX_FIELDS)} fields`);
    const others: number[] = [];
    cells.forEach((cell, i) => {
      const isNumber = readField(bytes, cell.start, cell.end, fields.values, fields.count);
      // The channel is known only when the whole row is.
      if (isNumber) fields.add(cell.start, cell.end, STAMP);
      else others.push(i);
    });
    if (others.length === 0) return this.row(cells.length, fields);
    const texts = others.map((i) => bytes.toString('utf8', cells[i].start, cells[i].end));
    const reply = isReply(latin1(bytes, start, Math.min(end, start + 8)));
    if (fields.count > 0) return mixed(texts, others, separator, reply);
    return reply ? 'log' : this.words(texts);
  }

  private row(count: number, fields: Fields): Verdict {
    if (this.pending !== undefined) {
      if (this.pending.length === count) {
        this.header = this.pending;
        this.keys = [];
      }
      this.pending = undefined;
    }
    for (let i = 0; i < count; i++) fields.keys[i] = this.keys[i] ??= this.keyOf(i);
    return 'telemetry';
  }

  private keyOf(position: number): ColumnKey {
    const title = this.header?.[position];
    if (title === undefined) {
      return { name: `value ${String(position + 1)}`, unit: '', position };
    }
    const match = WITH_UNIT.exec(title);
    const [name, unit] = match === null || match[1] === '' ? [title, ''] : [match[1], match[2]];
    return { name, unit };
  }

  /** A line without any number: a header, failed measurements, or text. */
  private words(texts: readonly string[]): Verdict {
    const failed = texts.find((text) => wordKind(text) === 'failed');
    if (failed !== undefined && texts.every((text) => wordKind(text) === 'failed')) {
      return refused(`field 1: "${failed.slice(0, 40)}" is not a number`);
    }
    const distinct = new Set(texts).size === texts.length;
    if (failed !== undefined || !distinct || !texts.every(isTitle)) return 'log';
    this.pending = texts;
    return 'header';
  }
}

function isTitle(text: string): boolean {
  return Buffer.byteLength(text) <= MAX_NAME_BYTES && NAME.test(text);
}

function refused(detail: string): Verdict {
  return { cause: 'decode', detail };
}

/** Numbers beside other things: a row with a failed field, unless it reads like a sentence. */
function mixed(
  texts: readonly string[],
  positions: readonly number[],
  separator: number,
  reply: boolean,
): Verdict {
  const failed = texts.findIndex((text) => wordKind(text) === 'failed');
  const prose = separator === 32 || texts.some((text) => /[\s:=[\]]/.test(text));
  if (failed < 0 && (prose || reply)) return 'log';
  const i = Math.max(failed, 0);
  const what = texts[i] === '' ? 'is empty' : `"${texts[i].slice(0, 40)}" is not a number`;
  return refused(`field ${String(positions[i] + 1)} ${what}`);
}

/** `;` if there is one, else `,` or a tab (given as `,`: both separate), else blanks. */
function separatorOf(bytes: Buffer, start: number, end: number): number {
  let quoted = false;
  let found = 32;
  for (let i = start; i < end; i++) {
    const c = bytes[i];
    if (c === QUOTE) quoted = !quoted;
    else if (!quoted && c === 59) return 59;
    else if (!quoted && (c === 44 || c === 9)) found = 44;
  }
  return found;
}

function split(bytes: Buffer, start: number, end: number, separator: number): Cell[] {
  const cells: Cell[] = [];
  let quoted = false;
  let from = start;
  for (let i = start; i < end; i++) {
    const c = bytes[i];
    if (c === QUOTE) quoted = !quoted;
    if (quoted || !(c === separator || (separator === 44 && c === 9))) continue;
    // Between blanks there is no empty field.
    if (separator !== 32 || i > from) cells.push(trimmed(bytes, from, i));
    from = i + 1;
  }
  // `1,2,` is how a loop prints: nothing behind the last separator is no field.
  const last = trimmed(bytes, from, end);
  if (last.end > last.start || cells.length === 0) cells.push(last);
  return cells;
}

function trimmed(bytes: Buffer, from: number, to: number): Cell {
  let start = from;
  let end = to;
  while (start < end && (bytes[start] === 32 || bytes[start] === 9)) start++;
  while (end > start && (bytes[end - 1] === 32 || bytes[end - 1] === 9)) end--;
  const quoted = end - start >= 2 && bytes[start] === QUOTE && bytes[end - 1] === QUOTE;
  return quoted ? { start: start + 1, end: end - 1 } : { start, end };
}

import type { Fields, LineGrammar, Verdict } from './fields';
import { latin1, scanNumber } from './numbers';
import { isKnownUnit, isReply, MAX_NAME_BYTES, readField, wordKind } from './words';

const COLON = 58;
const EQUALS = 61;
const OPEN = 91;
const CLOSE = 93;
const MAX_UNIT_BYTES = 16;

/**
 * `name:value` and `name=value`, `name[unit]:value`, `name: 23.4 degC`; between pairs `,` `;` or blanks.
 *
 * A line must be judged without knowing the ones before it: a worker has no history, and the verdict
 * must not depend on how a stream was cut. So:
 *   all pairs have numbers                             telemetry
 *   words beside pairs (`heap is a:5`), a hex value    log: prose, boot messages
 *   begins with OK, ERROR, STATUS, EVT or BOOT         log, unless that is the name of a number
 *   some numbers, some not (`temp:ERR,rpm:3`)          refused, naming the pair
 *   no number, and a failed one (`temp:ERR`, `a:2h.4`) refused
 *   no number otherwise (`mode:Auto`, `FW:1.2.3`)      log
 */
export class KeyValueGrammar implements LineGrammar {
  private good = 0;
  private bad: string | undefined;
  private failed: string | undefined;

  parse(bytes: Buffer, start: number, end: number, fields: Fields): Verdict {
    this.good = 0;
    this.bad = undefined;
    this.failed = undefined;
    let at = start;
    while (at < end) {
      const next = this.pair(bytes, at, end, fields);
      if (next < 0) return 'log';
      if (this.good === 0 && isReply(latin1(bytes, start, Math.min(end, start + 8)))) return 'log';
      at = skipSeparators(bytes, next, end);
    }
    return this.verdict();
  }

  private verdict(): Verdict {
    const detail = this.good > 0 ? this.bad : this.failed;
    if (detail !== undefined) return { cause: 'decode', detail };
    return this.good > 0 ? 'telemetry' : 'log';
  }

  /** Reads one pair; the offset behind it, or -1 when the line turns out to be prose. */
  private pair(bytes: Buffer, at: number, end: number, fields: Fields): number {
    const nameEnd = endOfName(bytes, at, end);
    const unitEnd =
      bytes[nameEnd] === OPEN && nameEnd > at ? endOfUnit(bytes, nameEnd, end) : nameEnd;
    const mark = skipBlanks(bytes, unitEnd, end);
    if (nameEnd === at || mark >= end || (bytes[mark] !== COLON && bytes[mark] !== EQUALS)) {
      return this.bareWord(bytes, at, end);
    }
    const from = skipBlanks(bytes, mark + 1, end);
    const to = endOfToken(bytes, from, end);
    const slot = fields.count;
    const read = scanNumber(bytes, from, fields.values, slot);
    const glued = read > 0 && read < to && isKnownUnit(bytes, read, to);
    if (!glued && !readField(bytes, from, to, fields.values, slot)) {
      return this.notNumber(bytes, at, nameEnd, from, to);
    }
    const valueEnd = glued ? read : to;
    const behind = glued ? to : this.unitBehind(bytes, to, end);
    const unit =
      unitEnd > nameEnd
        ? bytes.toString('utf8', nameEnd + 1, unitEnd - 1)
        : bytes.toString('utf8', valueEnd, behind).trim();
    this.keep(bytes.toString('utf8', at, nameEnd), unit, from, valueEnd, fields);
    return behind;
  }

  private keep(name: string, unit: string, from: number, to: number, fields: Fields): void {
    const fits = Buffer.byteLength(name) <= MAX_NAME_BYTES;
    if (fits && fields.add(from, to, { name, unit })) this.good++;
    else this.fail(`no room for the channel ${name.slice(0, MAX_NAME_BYTES)}`);
  }

  private fail(detail: string): void {
    this.bad ??= detail;
    this.failed ??= detail;
  }

  private notNumber(bytes: Buffer, at: number, nameEnd: number, from: number, to: number): number {
    const word = latin1(bytes, from, to);
    const kind = wordKind(word);
    if (kind === 'hex') return -1;
    const what = word === '' ? 'no value' : `"${word.slice(0, 40)}" is not a number`;
    const detail = `${bytes.toString('utf8', at, nameEnd)}: ${what}`;
    if (kind === 'failed') this.fail(detail);
    else this.bad ??= detail;
    return to;
  }

  /** `23.4,rpm:3` lost a name and is damage; words set apart by blanks are prose. */
  private bareWord(bytes: Buffer, at: number, end: number): number {
    const to = endOfToken(bytes, at, end);
    const alone = to === end || bytes[to] === 44 || bytes[to] === 59;
    if (!alone || isBlank(bytes[at - 1]) || to === at) return -1;
    this.bad ??= `"${latin1(bytes, at, Math.min(to, at + 40))}" is not name:value`;
    return to;
  }

  /** The end of a unit that stands behind a blank and is not the next pair's name; else `at`. */
  private unitBehind(bytes: Buffer, at: number, end: number): number {
    const from = skipBlanks(bytes, at, end);
    const to = endOfToken(bytes, from, end);
    if (from === at || !isKnownUnit(bytes, from, to)) return at;
    const mark = skipBlanks(bytes, to, end);
    return mark < end && (bytes[mark] === COLON || bytes[mark] === EQUALS) ? at : to;
  }
}

function isBlank(c: number): boolean {
  return c === 32 || c === 9;
}

function skipBlanks(bytes: Buffer, from: number, end: number): number {
  let i = from;
  while (i < end && isBlank(bytes[i])) i++;
  return i;
}

function skipSeparators(bytes: Buffer, from: number, end: number): number {
  let i = from;
  while (i < end && (isBlank(bytes[i]) || bytes[i] === 44 || bytes[i] === 59)) i++;
  return i;
}

function endOfToken(bytes: Buffer, from: number, end: number): number {
  let i = from;
  while (i < end && !isBlank(bytes[i]) && bytes[i] !== 44 && bytes[i] !== 59) i++;
  return i;
}

/** Letters, `_`, `$` or UTF-8 first; then also digits and `. - / # % + *`. */
function endOfName(bytes: Buffer, from: number, end: number): number {
  let i = from;
  while (i < end && (isNameStart(bytes[i]) || (i > from && isNameRest(bytes[i])))) i++;
  return i;
}

function isNameStart(c: number): boolean {
  return (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95 || c === 36 || c >= 128;
}

function isNameRest(c: number): boolean {
  return (c >= 48 && c <= 57) || '.-/#%+*'.includes(String.fromCharCode(c));
}

/** `[unit]` at `open`: the offset behind the bracket, or `open` when it is not closed. */
function endOfUnit(bytes: Buffer, open: number, end: number): number {
  const close = bytes.indexOf(CLOSE, open);
  return close > 0 && close < end && close - open <= MAX_UNIT_BYTES ? close + 1 : open;
}

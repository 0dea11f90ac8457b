import type { ColumnKey } from './columns';
import { STAMP, type Fields, type LineGrammar, type Verdict } from './fields';
import { latin1 } from './numbers';
import { NO_FLAGS, readFlags, TeleplotFlagged } from './teleplotFlags';
import { MAX_NAME_BYTES, readField } from './words';

const COMMA = 44;
const COLON = 58;
const SEMICOLON = 59;
const BAR = 124;
/** `§` in UTF-8. */
const SECTION = [0xc2, 0xa7] as const;

/**
 * `>name[,widget]:[ts:]value[;...][§unit][|flags]` of Teleplot, and `>name:v,name:v` of badlogic, told
 * apart by the comma behind the first `:`. Shapes and images, and lines without `>`, are log lines; in the
 * sense of datagrams it is those with `>`. Time stamps are milliseconds of the device's clock.
 */
export class TeleplotGrammar implements LineGrammar {
  private readonly flagged = new TeleplotFlagged();

  constructor(private readonly udp = false) {}

  parse(bytes: Buffer, line: number, end: number, fields: Fields): Verdict {
    const isMarked = bytes[line] === 62;
    if (isMarked === this.udp) return 'log';
    const start = isMarked ? line : line - 1;
    const colon = indexIn(bytes, COLON, start + 1, end);
    if (colon <= start + 1 || isNoSeries(bytes, start + 1)) return 'log';
    const bar = lastIndexIn(bytes, BAR, colon, end);
    const flags = bar < 0 ? NO_FLAGS : readFlags(latin1(bytes, bar + 1, end));
    const section = indexOfSection(bytes, colon, end);
    const behindUnit = bar < 0 ? end : bar;
    const valuesEnd = section < 0 ? behindUnit : Math.min(section, behindUnit);
    if (flags.kind === 'number' && indexIn(bytes, COMMA, colon, valuesEnd) >= 0) {
      return this.pairs(bytes, start + 1, valuesEnd, fields);
    }
    const unit = section < 0 ? '' : bytes.toString('utf8', section + 2, behindUnit).trim();
    const comma = indexIn(bytes, COMMA, start + 1, colon);
    const name = text(bytes, start + 1, comma < 0 ? colon : comma);
    if (!isName(name)) return { cause: 'decode', detail: 'no name, or one that is too long' };
    if (flags.kind !== 'number' || flags.noPlot) {
      const refusal = this.flagged.parse(
        bytes,
        colon + 1,
        valuesEnd,
        { name, unit, flags },
        fields,
      );
      return refusal === undefined ? 'telemetry' : { cause: 'decode', detail: refusal };
    }
    return this.values(bytes, colon + 1, valuesEnd, name, unit, fields);
  }

  /** `[ts:]value` between `;`. */
  private values(
    bytes: Buffer,
    from: number,
    end: number,
    name: string,
    unit: string,
    fields: Fields,
  ): Verdict {
    for (let at = from; at < end;) {
      const found = indexIn(bytes, SEMICOLON, at, end);
      const to = found < 0 ? end : found;
      const problem = this.value(bytes, at, to, name, unit, fields);
      if (problem !== undefined) return { cause: 'decode', detail: problem };
      at = to + 1;
    }
    if (fields.count === 0) return { cause: 'decode', detail: `${name}: no value` };
    return 'telemetry';
  }

  private value(
    bytes: Buffer,
    from: number,
    to: number,
    name: string,
    unit: string,
    fields: Fields,
  ): string | undefined {
    const colon = indexIn(bytes, COLON, from, to);
    if (colon >= 0) {
      const stamped = readTrimmed(bytes, from, colon, fields, STAMP);
      if (!stamped || !Number.isFinite(fields.values[fields.count - 1])) {
        return `${name}: "${quote(bytes, from, colon)}" is not a time`;
      }
    }
    const start = colon < 0 ? from : colon + 1;
    if (colon < 0 && text(bytes, start, to) === '') return undefined;
    const key = { name, unit, deviceTime: colon >= 0 };
    if (readTrimmed(bytes, start, to, fields, key)) return undefined;
    return `${name}: "${quote(bytes, start, to)}" is not a number`;
  }

  /** badlogic's `name:v,name:v`. */
  private pairs(bytes: Buffer, from: number, end: number, fields: Fields): Verdict {
    for (let at = from; at < end;) {
      const found = indexIn(bytes, COMMA, at, end);
      const to = found < 0 ? end : found;
      const colon = indexIn(bytes, COLON, at, to);
      const name = text(bytes, at, Math.max(colon, at));
      if (!isName(name) || !readTrimmed(bytes, colon + 1, to, fields, { name, unit: '' })) {
        return { cause: 'decode', detail: `"${quote(bytes, at, to)}" is not name:number` };
      }
      at = to + 1;
    }
    return 'telemetry';
  }
}

/** Shapes and images are drawn, not plotted; a second bar lists functions; statsd is not for us. */
function isNoSeries(bytes: Buffer, at: number): boolean {
  // 3, J, P, s and |: one comparison spares telemetry the rest.
  const first = bytes[at];
  if (first !== 51 && first !== 74 && first !== 80 && first !== 115 && first !== BAR) return false;
  return /^(?:3D\||JPG\||PNG\||\||statsd)/.test(latin1(bytes, at, at + 6));
}

function isName(name: string): boolean {
  return name !== '' && Buffer.byteLength(name) <= MAX_NAME_BYTES;
}

function readTrimmed(
  bytes: Buffer,
  from: number,
  to: number,
  fields: Fields,
  key: ColumnKey | typeof STAMP,
): boolean {
  let start = from;
  let end = to;
  while (start < end && bytes[start] === 32) start++;
  while (end > start && bytes[end - 1] === 32) end--;
  if (!readField(bytes, start, end, fields.values, fields.count)) return false;
  return fields.add(start, end, key);
}

function text(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('utf8', from, to).trim();
}

function quote(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('utf8', from, Math.min(to, from + 40));
}

function indexIn(bytes: Buffer, byte: number, from: number, end: number): number {
  for (let i = from; i < end; i++) if (bytes[i] === byte) return i;
  return -1;
}

function lastIndexIn(bytes: Buffer, byte: number, from: number, end: number): number {
  for (let i = end - 1; i >= from; i--) if (bytes[i] === byte) return i;
  return -1;
}

function indexOfSection(bytes: Buffer, from: number, end: number): number {
  for (let i = from; i + 1 < end; i++) {
    if (bytes[i] === SECTION[0] && bytes[i + 1] === SECTION[1]) return i;
  }
  return -1;
}

import type { FrameClock } from './clock';
import { MAX_COLUMNS, type Columns } from './columns';
import type { Fields, LineGrammar } from './fields';
import type { Ledger } from './ledger';
import { Shapes } from './shape';
import { textDamage } from './words';

const LF = 10;
const CR = 13;

/**
 * Reads a job of lines: those of an expected shape number by number, all others by the grammar. Both
 * ways give the same samples; the first makes no strings.
 */
export class LineReader {
  private readonly shapes = new Shapes();

  constructor(
    private readonly bytes: Buffer,
    private readonly grammar: LineGrammar,
    private readonly fields: Fields,
    private readonly columns: Columns,
    private readonly ledger: Ledger,
    private readonly clock: FrameClock,
  ) {}

  /** Reads the first `length` bytes; an LF must stand at the end, or directly behind. */
  read(length: number): void {
    let at = 0;
    while (at < length) {
      at = this.readByShape(at, length);
      if (at < length) at = this.readByGrammar(at, length);
    }
  }

  /** Reads on while lines have the expected shape; the offset of the first that has not. */
  private readByShape(from: number, length: number): number {
    const { bytes, columns, shapes, ledger, clock } = this;
    let at = from;
    for (let shape = shapes.expected; shape !== undefined && at < length; shape = shape.next) {
      columns.reserve(shape.roles.length);
      const end = shape.match(bytes, at, columns.values, columns.length);
      if (end < 0) break;
      const read = Math.min(end, length);
      const timeMs = clock.timeAt(read);
      columns.commit(shape.roles, timeMs);
      ledger.good(read - at, timeMs);
      shapes.follow(shape);
      at = end;
    }
    return at;
  }

  private readByGrammar(at: number, length: number): number {
    const { bytes, fields, ledger } = this;
    const lf = bytes.indexOf(LF, at);
    const frameEnd = Math.min(lf + 1, length);
    const timeMs = this.clock.timeAt(frameEnd);
    const start = skipBlanks(bytes, at, lf);
    const end = stripEnd(bytes, start, lf);
    if (start === end) {
      ledger.blank(frameEnd - at);
      return frameEnd;
    }
    const detail = textDamage(bytes, start, end);
    if (detail !== undefined) {
      ledger.refuse({ cause: 'framing', detail }, at, frameEnd, timeMs);
      return frameEnd;
    }
    fields.clear();
    const verdict = this.grammar.parse(bytes, start, end, fields);
    if (verdict === 'telemetry') {
      this.telemetry(at, lf, frameEnd, timeMs);
    } else if (verdict === 'log' || verdict === 'header') {
      if (verdict === 'header') this.shapes.clear();
      ledger.line(frameEnd - at, timeMs, bytes, start, end);
    } else {
      ledger.refuse(verdict, at, frameEnd, timeMs);
    }
    return frameEnd;
  }

  /** Channels are opened only here, by a line that holds. */
  private telemetry(at: number, lf: number, frameEnd: number, timeMs: number): void {
    const { fields, columns } = this;
    const roles = new Int32Array(fields.count);
    for (let n = 0; n < fields.count; n++) {
      const key = fields.keys[n];
      roles[n] = typeof key === 'number' ? key : columns.indexOf(key);
      if (roles[n] < 0 && typeof key !== 'number') {
        const detail = `more than ${String(MAX_COLUMNS)} channels`;
        this.ledger.refuse({ cause: 'decode', detail }, at, frameEnd, timeMs);
        return;
      }
    }
    columns.reserve(roles.length);
    columns.values.set(fields.values.subarray(0, fields.count), columns.length);
    columns.commit(roles, timeMs);
    this.ledger.good(frameEnd - at, timeMs);
    if (fields.isRegular && fields.allFinite) this.shapes.learn(this.bytes, at, lf, fields, roles);
  }
}

function isBlank(c: number): boolean {
  return c === 32 || c === 9;
}

function skipBlanks(bytes: Buffer, from: number, to: number): number {
  let i = from;
  while (i < to && isBlank(bytes[i])) i++;
  return i;
}

/** Strips one CR, then blanks. */
function stripEnd(bytes: Buffer, from: number, to: number): number {
  let i = to;
  if (i > from && bytes[i - 1] === CR) i--;
  while (i > from && isBlank(bytes[i - 1])) i--;
  return i;
}

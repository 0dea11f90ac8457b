import type { FrameClock } from './clock';
import { MAX_COLUMNS, type Columns } from './columns';
import type { Fields, LineGrammar } from './fields';
import type { Ledger } from './ledger';
import type { LineShape } from './lineShape';
import { Shapes } from './shapes';
import { textDamage } from './words';

const LF = 10;
const CR = 13;

/**
 * Reads a job of lines: those of an expected shape number by number, all others by the grammar. Both
 * ways give the same samples; the first makes no strings.
 */
export class LineReader {
  /** The same memory, for reading words. */
  private readonly view: DataView;

  constructor(
    private readonly bytes: Buffer,
    private readonly grammar: LineGrammar,
    /** Those that mean the same in every job of this format. */
    private shapes: Shapes,
    private readonly fields: Fields,
    private readonly columns: Columns,
    private readonly ledger: Ledger,
    private readonly clock: FrameClock,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset);
  }

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
    const { bytes, view, columns, shapes, ledger, clock } = this;
    const firstRow = columns.rows;
    let at = from;
    let last: LineShape | undefined;
    for (let shape = shapes.expected; shape !== undefined && at < length; shape = shape.next) {
      columns.reserve(shape.count);
      const end = shape.match(view, bytes, at, columns.values, columns.length);
      if (end < 0 || !shape.open(columns)) break;
      // Where it ends, for now: the clock is asked once for all of them.
      columns.commit(shape.kind, shape.count, Math.min(end, length));
      last = shape;
      at = end;
    }
    if (last === undefined) return at;
    shapes.follow(last);
    clock.toTimes(columns.rowTimes, firstRow, columns.rows);
    const lastMs = columns.rowTimes[columns.rows - 1];
    ledger.goodRun(columns.rows - firstRow, Math.min(at, length) - from, lastMs);
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
      // From here on the numbers have names of their own: what is learned holds for this job.
      if (verdict === 'header') this.shapes = new Shapes();
      ledger.line(frameEnd - at, timeMs, bytes, start, end);
    } else {
      ledger.refuse(verdict, at, frameEnd, timeMs);
    }
    return frameEnd;
  }

  /** Channels are opened only here, by a line that holds. */
  private telemetry(at: number, lf: number, frameEnd: number, timeMs: number): void {
    const { fields, columns } = this;
    const { count } = fields;
    const kind = columns.kindOf(fields.keys.slice(0, count));
    if (kind < 0) {
      const detail = `more than ${String(MAX_COLUMNS)} channels`;
      this.ledger.refuse({ cause: 'decode', detail }, at, frameEnd, timeMs);
      return;
    }
    columns.reserve(count);
    columns.values.set(fields.values.subarray(0, count), columns.length);
    columns.commit(kind, count, timeMs);
    this.ledger.good(frameEnd - at, timeMs);
    if (fields.isRegular && fields.allFinite) this.shapes.learn(this.bytes, at, lf, fields);
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

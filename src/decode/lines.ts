import type { FrameClock } from './clock';
import { MAX_COLUMNS, type Columns } from './columns';
import { Fields, STAMP, type LineGrammar } from './fields';
import type { Ledger } from './ledger';
import { Shapes } from './shape';
import { textDamage } from './words';

const LF = 10;
const CR = 13;

/**
 * Reads a job of lines: those of an expected shape number by number, all others by the grammar. Both
 * ways give the same samples; the first is about five times as fast (`npm run bench`).
 */
export class LineReader {
  private readonly fields = new Fields();
  private readonly shapes = new Shapes();

  constructor(
    private readonly bytes: Buffer,
    private readonly grammar: LineGrammar,
    private readonly columns: Columns,
    private readonly ledger: Ledger,
    private readonly clock: FrameClock,
  ) {}

  /** Reads the first `length` bytes; an LF must stand at the end, or directly behind. */
  read(length: number): void {
    const { bytes, fields, shapes } = this;
    let at = 0;
    while (at < length) {
      const shape = shapes.expected;
      const end = shape === undefined ? -1 : shape.match(bytes, at, fields.values);
      if (shape === undefined || end < 0) {
        at = this.readByGrammar(at, length);
        continue;
      }
      const bytesRead = Math.min(end, length);
      this.commit(shape.roles, bytesRead - at, this.clock.timeAt(bytesRead));
      shapes.follow(shape);
      at = end;
    }
  }

  private commit(roles: Int32Array, bytes: number, portMs: number): void {
    const { values } = this.fields;
    const { columns } = this;
    let timeMs = portMs;
    for (let n = 0; n < roles.length; n++) {
      const role = roles[n];
      if (role === STAMP) timeMs = values[n];
      else columns.append(role, timeMs, values[n]);
    }
    this.ledger.good(bytes, portMs);
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
      roles[n] = key === STAMP ? STAMP : columns.indexOf(key);
      if (roles[n] < 0 && key !== STAMP) {
        const detail = `more than ${String(MAX_COLUMNS)} channels`;
        this.ledger.refuse({ cause: 'decode', detail }, at, frameEnd, timeMs);
        return;
      }
    }
    this.commit(roles, frameEnd - at, timeMs);
    if (fields.allFinite) this.shapes.learn(this.bytes, at, lf, fields, roles);
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

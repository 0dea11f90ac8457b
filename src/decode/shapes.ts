import type { Fields } from './fields';
import { LineShape } from './lineShape';
import { latin1 } from './numbers';
import { STAMP_DIGITS } from './stamp';

/** So many kinds of line are remembered; a stream with more is read by its grammar. */
const MAX_SHAPES = 256;

/** The shapes met so far, and which of them is expected next. */
export class Shapes {
  private readonly known = new Map<string, LineShape>();
  private last: LineShape | undefined;

  /** The shape that the next line is likely to have. */
  get expected(): LineShape | undefined {
    return this.last?.next;
  }

  /** To be called before a job: begins anew where there is no room for others. */
  begin(): void {
    if (this.known.size < MAX_SHAPES) return;
    this.known.clear();
    this.last = undefined;
  }

  /** Notes that the line before had this shape. */
  follow(shape: LineShape): void {
    this.last = shape;
  }

  /** Learns from a line at [start, end) that a grammar has read. */
  learn(bytes: Buffer, start: number, end: number, fields: Fields): void {
    const literals = literalsOf(bytes, start, end, fields);
    const key = literals.join('\n');
    let shape = this.known.get(key);
    if (shape === undefined) {
      if (this.known.size === MAX_SHAPES) return;
      const keys = fields.keys.slice(0, fields.count);
      const buffers = literals.map((text) => Buffer.from(text, 'latin1'));
      shape = new LineShape(buffers, keys, longIntegers(bytes, fields));
      // A stream of one kind of line is the most common, and needs no second one to be known.
      shape.next = shape;
      this.known.set(key, shape);
    }
    if (this.last !== undefined) this.last.next = shape;
    this.last = shape;
  }
}

/** What stands before each number, and the rest of the line with its LF. */
function literalsOf(bytes: Buffer, start: number, end: number, fields: Fields): string[] {
  const literals: string[] = [];
  let from = start;
  for (let n = 0; n < fields.count; n++) {
    literals.push(beforeNumber(latin1(bytes, from, fields.starts[n]), n > 0));
    from = fields.ends[n];
  }
  literals.push(`${latin1(bytes, from, end)}\n`);
  return literals;
}

/** Numbers are often padded to a width, so blanks before one vary; the one that separates stays. */
function beforeNumber(literal: string, keepOne: boolean): string {
  const stripped = literal.replace(/ +$/, '');
  return stripped === '' && literal !== '' && keepOne ? ' ' : stripped;
}

function longIntegers(bytes: Buffer, { count, starts, ends }: Fields): boolean[] {
  return Array.from({ length: count }, (_, n) => {
    const isLong = ends[n] - starts[n] >= STAMP_DIGITS;
    return isLong && /^\d+$/.test(latin1(bytes, starts[n], ends[n]));
  });
}

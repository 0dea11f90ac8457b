import type { Fields } from './fields';
import { latin1, scanNumber } from './numbers';

const LF = 10;
const SPACE = 32;

/** So many kinds of line are remembered; a stream with more is read by its grammar. */
const MAX_SHAPES = 256;

/**
 * What the lines of one kind have in common: the bytes around their numbers. A line with the same
 * bytes needs no grammar.
 *
 *     >temp:23.4§degC|g LF      literals  ">temp:" "§degC|g"     roles  [column of temp]
 */
export class LineShape {
  /** The shape that followed last time. */
  next: LineShape | undefined;

  constructor(
    /** All literals, end to end. */
    private readonly literals: Uint8Array,
    /** Where each ends in `literals`: one before every number, and the rest of the line. */
    private readonly ends: Int32Array,
    /** Per number, its column or STAMP. */
    readonly roles: Int32Array,
  ) {}

  /** Reads the line at `at` into `values` from `slot` on; the offset behind its LF, or -1 for another kind. */
  match(bytes: Buffer, at: number, values: Float64Array, slot: number): number {
    const { literals, ends } = this;
    const count = ends.length - 1;
    let i = at;
    let k = 0;
    for (let n = 0; n < count; n++) {
      const end = ends[n];
      while (k < end) if (bytes[i++] !== literals[k++]) return -1;
      while (bytes[i] === SPACE) i++;
      i = scanNumber(bytes, i, values, slot + n);
      if (i < 0) return -1;
    }
    while (k < literals.length) if (bytes[i++] !== literals[k++]) return -1;
    return bytes[i] === LF ? i + 1 : -1;
  }
}

/** The shapes met in a job, and which of them is expected next. */
export class Shapes {
  private readonly known = new Map<string, LineShape>();
  private last: LineShape | undefined;

  /** The shape that the next line is likely to have. */
  get expected(): LineShape | undefined {
    return this.last?.next;
  }

  /** Notes that the line before had this shape. */
  follow(shape: LineShape): void {
    this.last = shape;
  }

  /** Learns from a line at [start, end) that a grammar has read. */
  learn(bytes: Buffer, start: number, end: number, fields: Fields, roles: Int32Array): void {
    const literals = literalsOf(bytes, start, end, fields);
    const key = `${literals.join('\n')}\n${roles.join()}`;
    let shape = this.known.get(key);
    if (shape === undefined) {
      if (this.known.size === MAX_SHAPES) return;
      let size = 0;
      const ends = Int32Array.from(literals, (literal) => (size += literal.length));
      shape = new LineShape(Buffer.from(literals.join(''), 'latin1'), ends, roles);
      // A stream of one kind of line is the most common, and needs no second one to be known.
      shape.next = shape;
      this.known.set(key, shape);
    }
    if (this.last !== undefined) this.last.next = shape;
    this.last = shape;
  }

  /** Forgets everything: the same bytes mean other columns from now on. */
  clear(): void {
    this.known.clear();
    this.last = undefined;
  }
}

function literalsOf(bytes: Buffer, start: number, end: number, fields: Fields): string[] {
  const literals: string[] = [];
  let from = start;
  for (let n = 0; n < fields.count; n++) {
    literals.push(beforeNumber(latin1(bytes, from, fields.starts[n]), n > 0));
    from = fields.ends[n];
  }
  literals.push(latin1(bytes, from, end));
  return literals;
}

/** Numbers are often padded to a width, so blanks before one vary; the one that separates stays. */
function beforeNumber(literal: string, keepOne: boolean): string {
  const stripped = literal.replace(/ +$/, '');
  return stripped === '' && literal !== '' && keepOne ? ' ' : stripped;
}

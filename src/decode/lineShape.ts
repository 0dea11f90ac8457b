import type { ColumnKey, Columns } from './columns';
import type { StampRole } from './fields';
import { scanNumber } from './numbers';
import { scanStamp, STAMP_WORDS_BYTES } from './stamp';

const SPACE = 32;
/** What is left of a word when so many of its bytes count. */
const MASKS = Int32Array.of(0, 0xff, 0xffff, 0xffffff);

/** So many bytes behind a line's LF may be looked at: what is read at once begins at the LF at the latest. */
export const SLACK_BYTES = STAMP_WORDS_BYTES;

/**
 * What the lines of one kind have in common: the bytes around their numbers, compared four at a time. A line
 * with the same bytes needs no grammar.
 *
 *     >temp:23.4§degC|g LF      literals  ">temp:" "§degC|g LF"      keys  [temp]
 *                               words     ">tem" "§deg" "C|g LF"     rest  "p:"
 */
export class LineShape {
  /** The shape that followed last time. */
  next: LineShape | undefined;
  /** What `Columns` calls a frame of this kind, in the batch it was opened in last. */
  kind = -1;
  /** Numbers in a line. */
  readonly count: number;
  private openedIn = -1;
  /** Per literal a head (words * 8 + left-over bytes * 2 + 1 when a long integer follows), the words, the left-over. */
  private readonly program: Int32Array;

  /** `long`: which numbers were long integers, most likely time stamps. */
  constructor(
    literals: readonly Buffer[],
    private readonly keys: readonly (ColumnKey | StampRole)[],
    long: readonly boolean[],
  ) {
    this.count = keys.length;
    this.program = Int32Array.from(
      literals.flatMap((text, n) => programOf(text, long[n] ?? false)),
    );
  }

  /** Opens its channels in the columns' batch; false when there are too many. */
  open(columns: Columns): boolean {
    if (this.openedIn === columns.batch) return true;
    const kind = columns.kindOf(this.keys);
    if (kind < 0) return false;
    this.kind = kind;
    this.openedIn = columns.batch;
    return true;
  }

  /**
   * Reads the line at `at` into `values` from `slot` on; the offset behind its LF, or -1 for another kind.
   * SLACK_BYTES must be readable behind the last LF.
   */
  match(view: DataView, bytes: Buffer, at: number, values: Float64Array, slot: number): number {
    const { program, count } = this;
    let i = at;
    let p = 0;
    for (let n = 0; n <= count; n++) {
      const head = program[p++];
      for (const end = p + (head >> 3); p < end; i += 4) {
        if (view.getInt32(i, true) !== program[p++]) return -1;
      }
      const rest = (head >> 1) & 3;
      if (rest > 0) {
        if ((view.getInt32(i, true) & MASKS[rest]) !== program[p++]) return -1;
        i += rest;
      }
      if (n === count) return i;
      while (bytes[i] === SPACE) i++;
      const behind = (head & 1) === 0 ? 0 : scanStamp(view, i, values, slot + n);
      i = behind > 0 ? behind : scanNumber(bytes, i, values, slot + n);
      if (i < 0) return -1;
    }
    return i;
  }
}

function programOf(literal: Buffer, long: boolean): number[] {
  const words = literal.length >> 2;
  const rest = literal.length & 3;
  const head = words * 8 + rest * 2 + (long ? 1 : 0);
  const whole = Array.from({ length: words }, (_, w) => literal.readInt32LE(4 * w));
  return rest === 0 ? [head, ...whole] : [head, ...whole, literal.readUIntLE(4 * words, rest)];
}

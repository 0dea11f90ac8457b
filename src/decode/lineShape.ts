import type { ColumnKey, Columns } from './columns';
import { STAMP } from './fields';
import { scanNumber } from './numbers';
import { scanStamp, STAMP_WORDS_BYTES } from './stamp';

const SPACE = 32;

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
  private readonly words: Int32Array;
  private readonly rest: Uint8Array;
  /** Where each literal ends in `words` and in `rest`: one before every number, then the rest of the line. */
  private readonly wordEnds: Int32Array;
  private readonly restEnds: Int32Array;
  private readonly long: Uint8Array;

  /** `long`: which numbers were long integers, most likely time stamps. */
  constructor(
    literals: readonly Buffer[],
    private readonly keys: readonly (ColumnKey | typeof STAMP)[],
    long: readonly boolean[],
  ) {
    const words = literals.map(wordsOf);
    const rest = literals.map((literal) => literal.subarray(literal.length & ~3));
    this.count = keys.length;
    this.words = Int32Array.from(words.flat());
    this.rest = Buffer.concat(rest);
    this.wordEnds = endsOf(words);
    this.restEnds = endsOf(rest);
    this.long = Uint8Array.from(long, Number);
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
    const { words, rest, wordEnds, restEnds, long, count } = this;
    let i = at;
    let w = 0;
    let r = 0;
    for (let n = 0; n <= count; n++) {
      const wordEnd = wordEnds[n];
      for (; w < wordEnd; w++, i += 4) if (view.getInt32(i, true) !== words[w]) return -1;
      const restEnd = restEnds[n];
      while (r < restEnd) if (bytes[i++] !== rest[r++]) return -1;
      if (n === count) return i;
      while (bytes[i] === SPACE) i++;
      const behind = long[n] === 0 ? 0 : scanStamp(view, i, values, slot + n);
      i = behind > 0 ? behind : scanNumber(bytes, i, values, slot + n);
      if (i < 0) return -1;
    }
    return i;
  }
}

function wordsOf(literal: Buffer): number[] {
  return Array.from({ length: literal.length >> 2 }, (_, w) => literal.readInt32LE(4 * w));
}

function endsOf(lists: readonly { readonly length: number }[]): Int32Array {
  let end = 0;
  return Int32Array.from(lists, ({ length }) => (end += length));
}

import type { RejectCause } from '../model';

/** Why bytes that looked like a frame are none. */
export interface Problem {
  readonly cause: Extract<RejectCause, 'checksum' | 'framing' | 'length'>;
  readonly detail: string;
}

/**
 * Finds the frames of one format. The framer asks it in stream order, again from the same place with more
 * bytes when it could not tell; a decoder asks it for frames that were cut already.
 */
export interface Scanner {
  /** The byte that ends every frame; undefined where none does. */
  readonly delimiter: number | undefined;
  /**
   * Looks at the bytes from `at`, where a frame may begin; those from `end` on have not come yet.
   * n > 0: a frame of n bytes. 0: more bytes are needed. n < 0: no frame begins in the next -n bytes.
   */
  scan(bytes: Uint8Array, at: number, end: number): number;
  /**
   * The frame at `at` is not complete and longer than allowed: how many of the bytes up to `end` cannot be
   * its end or the beginning of another, at least 1.
   */
  giveUp(bytes: Uint8Array, at: number, end: number): number;
  /** After a negative result: why; undefined when the bytes do not even look like a frame. */
  readonly problem: Problem | undefined;
  /** After a positive one: the payload lies in [bodyStart, bodyEnd) of `body`, which may be `bytes` itself. */
  readonly body: Uint8Array;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** What kind of frame it is, where frames say; else 0. */
  readonly id: number;
  /** So many bytes behind the frame are an image, of no interest. */
  readonly imageBytes: number;
  /** Forgets where it was: what comes next begins inside a frame. */
  reset(): void;
}

/** The fields of a scanner whose frames hold their payload as it is, without images. */
export abstract class PlainScanner implements Scanner {
  readonly delimiter: number | undefined = undefined;
  problem: Problem | undefined;
  body: Uint8Array = new Uint8Array(0);
  bodyStart = 0;
  bodyEnd = 0;
  id = 0;
  imageBytes = 0;

  abstract scan(bytes: Uint8Array, at: number, end: number): number;

  giveUp(_bytes: Uint8Array, at: number, end: number): number {
    return Math.min(1, end - at);
  }

  reset(): void {
    this.problem = undefined;
  }

  protected found(bytes: Uint8Array, from: number, to: number, length: number): number {
    this.body = bytes;
    this.bodyStart = from;
    this.bodyEnd = to;
    return length;
  }

  /** No frame in the next `skip` bytes. */
  protected none(skip: number, problem?: Problem): number {
    this.problem = problem;
    return -skip;
  }
}

/** The first place from `at` where `word` stands, or may stand once more bytes have come; else `end`. */
export function indexOfWord(
  bytes: Uint8Array,
  word: readonly number[] | Uint8Array,
  at: number,
  end: number,
): number {
  for (let from = at; from < end;) {
    const found = bytes.indexOf(word[0], from);
    if (found < 0 || found >= end) return end;
    if (beginsWith(bytes, word, found, end)) return found;
    from = found + 1;
  }
  return end;
}

/** True when `word` stands at `at`, as far as [at, end) goes. */
export function beginsWith(
  bytes: Uint8Array,
  word: readonly number[] | Uint8Array,
  at: number,
  end: number,
): boolean {
  const length = Math.min(word.length, end - at);
  for (let i = 0; i < length; i++) if (bytes[at + i] !== word[i]) return false;
  return true;
}

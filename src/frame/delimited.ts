import type { DelimitedFrame } from '../wireFormat';
import { Check } from './checksum';
import { indexOfWord, PlainScanner } from './scanner';

/**
 * Frames between a start and an end, before an end, or from one start to the next.
 *
 *     start  payload  [checksum]  end  [checksum]
 */
export class DelimitedScanner extends PlainScanner {
  private readonly check: Check | undefined;
  /** So many bytes from the frame's first on hold no end. */
  private searched = 0;
  /** True while everything up to the next end is given up. */
  private discarding = false;

  /**
   * `textOnly`: a start inside a frame can only mean that the end before it was lost. `isCut`: each scan is given one
   * frame, so that the next start, which ends it, is not there.
   */
  constructor(
    private readonly frame: DelimitedFrame,
    private readonly textOnly: boolean,
    private readonly isCut = false,
  ) {
    super();
    this.check = frame.checksum === null ? undefined : new Check(frame.checksum);
  }

  scan(bytes: Uint8Array, at: number, end: number): number {
    const { start } = this.frame;
    if (start.length === 0)
      return this.discarding ? this.discard(bytes, at, end) : this.upToEnd(bytes, at, end);
    const first = indexOfWord(bytes, start, at, end);
    if (first > at) return this.skip(first - at);
    if (end - at < start.length) return 0;
    return this.frame.end.length === 0
      ? this.upToStart(bytes, at, end)
      : this.upToEnd(bytes, at, end);
  }

  override giveUp(bytes: Uint8Array, at: number, end: number): number {
    const { start } = this.frame;
    let size = end - at;
    if (start.length === 0) this.discarding = true;
    else size = indexOfWord(bytes, start, at + 1, end) - at;
    this.searched = Math.max(0, this.searched - size);
    return size;
  }

  override reset(): void {
    super.reset();
    this.searched = 0;
    this.discarding = this.frame.start.length === 0;
  }

  /** What a subclass has to say of a frame that was found. */
  protected accept(bytes: Uint8Array, from: number, to: number, length: number): number {
    return this.found(bytes, from, to, length);
  }

  private upToEnd(bytes: Uint8Array, at: number, end: number): number {
    const { start, end: word, checksumPlace } = this.frame;
    const from = at + start.length;
    const stop = this.find(bytes, word, Math.max(from, at + this.searched), end, at);
    if (stop < 0) return 0;
    const behind = stop + word.length;
    const size = this.check?.bytes ?? 0;
    if (size > 0 && checksumPlace === 'beforeEnd') return this.checkedBefore(bytes, at, stop, end);
    if (behind + size > end) return 0;
    const nested = this.nestedStart(bytes, from, stop);
    if (
      nested > 0 &&
      (size === 0 ? this.textOnly : this.wrong(bytes, from, stop, behind) !== undefined)
    ) {
      return this.skip(nested - at, 'another frame begins before its end');
    }
    const wrong = this.wrong(bytes, from, stop, behind);
    if (wrong !== undefined) return this.skip(behind + size - at, wrong, 'checksum');
    this.searched = 0;
    return this.accept(bytes, from, stop, behind + size - at);
  }

  /** A checksum may hold the end's bytes: the ends that lie in it are tried as well. */
  private checkedBefore(bytes: Uint8Array, at: number, first: number, end: number): number {
    const { start, end: word } = this.frame;
    const size = this.check?.bytes ?? 0;
    const from = at + start.length;
    let wrong = 'too short for a checksum';
    for (let stop = first; stop <= first + size; stop++) {
      if (stop + word.length > end) return 0;
      if (indexOfWord(bytes, word, stop, stop + word.length) !== stop) continue;
      if (stop - size < from) continue;
      const difference = this.wrong(bytes, from, stop - size, stop - size);
      if (difference === undefined) {
        this.searched = 0;
        return this.accept(bytes, from, stop - size, stop + word.length - at);
      }
      if (stop === first) wrong = difference;
    }
    const nested = this.nestedStart(bytes, from, first);
    const skipped = nested > 0 ? nested : first + word.length;
    return this.skip(skipped - at, wrong, wrong.startsWith('checksum') ? 'checksum' : 'framing');
  }

  private upToStart(bytes: Uint8Array, at: number, end: number): number {
    const { start } = this.frame;
    const from = at + start.length;
    const next = this.isCut
      ? end
      : this.find(bytes, start, Math.max(from, at + this.searched), end, at);
    if (next < 0) return 0;
    const size = this.check?.bytes ?? 0;
    const to = next - size;
    if (to < from) return this.skip(next - at, 'too short for a checksum');
    const wrong = this.wrong(bytes, from, to, to);
    if (wrong !== undefined) return this.skip(next - at, wrong, 'checksum');
    this.searched = 0;
    return this.accept(bytes, from, to, next - at);
  }

  private discard(bytes: Uint8Array, at: number, end: number): number {
    const { end: word } = this.frame;
    const stop = indexOfWord(bytes, word, at, end);
    const size = this.frame.checksumPlace === 'afterEnd' ? (this.check?.bytes ?? 0) : 0;
    const behind = stop + word.length + size;
    if (behind > end) return stop > at ? this.none(stop - at) : 0;
    this.discarding = false;
    this.searched = 0;
    return this.none(behind - at);
  }

  /** Where all of `word` stands; -1 when it has not come, and then `searched` is moved on. */
  private find(
    bytes: Uint8Array,
    word: readonly number[],
    from: number,
    end: number,
    at: number,
  ): number {
    const found = indexOfWord(bytes, word, from, end);
    this.searched = found - at;
    return found + word.length > end ? -1 : found;
  }

  private nestedStart(bytes: Uint8Array, from: number, to: number): number {
    const { start } = this.frame;
    if (start.length === 0) return -1;
    const found = indexOfWord(bytes, start, from, to);
    return found + start.length <= to ? found : -1;
  }

  private wrong(bytes: Uint8Array, from: number, to: number, at: number): string | undefined {
    const { check } = this;
    if (check === undefined) return undefined;
    const { covers } = check.spec;
    // A start is what a header is here: there is nothing else before the payload.
    const expected = check.compute(
      bytes,
      covers === 'payload' ? from : from - this.frame.start.length,
      to,
    );
    const found = check.read(bytes, at);
    return found === expected ? undefined : check.difference(found, expected);
  }

  private skip(size: number, detail?: string, cause: 'checksum' | 'framing' = 'framing'): number {
    this.searched = Math.max(0, this.searched - size);
    return this.none(size, detail === undefined ? undefined : { cause, detail });
  }
}

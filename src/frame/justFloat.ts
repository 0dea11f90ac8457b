import { PlainScanner } from './scanner';

/** The bits of +Infinity, little-endian. */
export const FLOAT_TAIL: readonly number[] = [0x00, 0x00, 0x80, 0x7f];
const TAIL_BYTES = 4;
const IMAGE_HEADER_BYTES = 20;
const MAX_IMAGE_BYTES = 1 << 28;
/** So many frames in a row that end early, at the same place: the device sends fewer channels now. */
const FRAMES_TO_SHRINK = 3;

/** The id of an image's preamble; channels have 0. */
export const IMAGE_FRAME = 1;

/**
 * VOFA+ JustFloat and IndexFloat: floats, then the tail. A sample of +Infinity looks like the tail: where the
 * last frame's length fits, what lies before its tail are samples.
 *
 *     image preamble   id size width height format (int32 each)   tail tail   then `size` bytes
 */
export class JustFloatScanner extends PlainScanner {
  /** Payload bytes of the last frame; 0 = none yet. */
  private size = 0;
  private shorter = 0;
  private shorterFrames = 0;
  /** True where a frame surely begins. */
  private aligned = true;
  /** So many bytes from the frame's first on hold no tail. */
  private searched = 0;

  scan(bytes: Uint8Array, at: number, end: number): number {
    if (!this.aligned) return this.align(bytes, at, end);
    const image = this.image(bytes, at, end);
    if (image !== undefined) return image;
    if (this.size > 0) {
      if (end - at < this.size + TAIL_BYTES) return 0;
      if (isTail(bytes, at + this.size)) return this.expectedLength(bytes, at);
    }
    const tail = this.firstTail(bytes, at, end);
    if (tail < 0) return 0;
    const size = tail - at;
    if (size === 0 || size % 4 !== 0) {
      return this.lose(
        size + TAIL_BYTES,
        size === 0 ? undefined : `${String(size)} bytes are no floats`,
      );
    }
    this.size = size;
    return this.take(bytes, at, size);
  }

  override giveUp(_bytes: Uint8Array, at: number, end: number): number {
    this.aligned = false;
    this.searched = 0;
    return Math.max(1, end - at - (TAIL_BYTES - 1));
  }

  override reset(): void {
    super.reset();
    this.aligned = false;
    this.searched = 0;
    this.shorterFrames = 0;
  }

  /** A tail ends the frame where the last one ended; one before it is a sample, or the end from now on. */
  private expectedLength(bytes: Uint8Array, at: number): number {
    let early = 0;
    for (let n = 4; n < this.size && early === 0; n += 4) if (isTail(bytes, at + n)) early = n;
    if (early === 0) return this.take(bytes, at, this.size);
    this.shorterFrames = early === this.shorter ? this.shorterFrames + 1 : 1;
    this.shorter = this.isFilledBy(bytes, at, early) ? early : 0;
    if (this.shorter > 0 && this.shorterFrames >= FRAMES_TO_SHRINK) this.size = early;
    return this.take(bytes, at, this.size);
  }

  /** True when frames of `size` bytes fill the last frame's length exactly. */
  private isFilledBy(bytes: Uint8Array, at: number, size: number): boolean {
    let end = at + size;
    while (end < at + this.size && isTail(bytes, end)) end += size + TAIL_BYTES;
    return end === at + this.size;
  }

  private take(bytes: Uint8Array, at: number, size: number): number {
    this.searched = 0;
    this.id = 0;
    this.imageBytes = 0;
    return this.found(bytes, at, at + size, size + TAIL_BYTES);
  }

  /** The length of an image's preamble at `at`, 0 while it may be one; else undefined. */
  private image(bytes: Uint8Array, at: number, end: number): number | undefined {
    const header = at + IMAGE_HEADER_BYTES;
    if (header + TAIL_BYTES > end || !isTail(bytes, header)) return undefined;
    const size = floatImageBytes(bytes, at);
    if (size === 0) return undefined;
    if (header + 2 * TAIL_BYTES > end) return 0;
    if (!isTail(bytes, header + TAIL_BYTES)) return undefined;
    this.searched = 0;
    this.id = IMAGE_FRAME;
    this.imageBytes = size;
    return this.found(bytes, at, header, IMAGE_HEADER_BYTES + 2 * TAIL_BYTES);
  }

  /** Passes over what may be half a frame, up to behind its tail. */
  private align(bytes: Uint8Array, at: number, end: number): number {
    const tail = this.firstTail(bytes, at, end);
    if (tail < 0) return this.searched > 0 ? this.lose(this.searched) : 0;
    this.aligned = true;
    return this.lose(tail + TAIL_BYTES - at);
  }

  private lose(size: number, detail?: string): number {
    this.searched = 0;
    return this.none(size, detail === undefined ? undefined : { cause: 'length', detail });
  }

  private firstTail(bytes: Uint8Array, at: number, end: number): number {
    let from = at + this.searched;
    while (from + TAIL_BYTES <= end) {
      // 80 is the rarest of the four: zeros abound.
      const mark = bytes.indexOf(FLOAT_TAIL[2], from + 2);
      if (mark < 0 || mark + 2 > end) break;
      if (isTail(bytes, mark - 2)) return mark - 2;
      from = mark - 1;
    }
    this.searched = Math.max(this.searched, end - at - (TAIL_BYTES - 1));
    return -1;
  }
}

/** The size that an image's preamble at `at` announces; 0 for what can be none. */
export function floatImageBytes(bytes: Uint8Array, at: number): number {
  const size = int32(bytes, at + 4);
  const plausible =
    inRange(size, 1, MAX_IMAGE_BYTES) &&
    inRange(int32(bytes, at), 0, 0xffff) &&
    inRange(int32(bytes, at + 8), 0, 0xffff) &&
    inRange(int32(bytes, at + 12), 0, 0xffff) &&
    inRange(int32(bytes, at + 16), 0, 0xff);
  return plausible ? size : 0;
}

function isTail(bytes: Uint8Array, at: number): boolean {
  return bytes[at + 3] === 0x7f && bytes[at + 2] === 0x80 && bytes[at + 1] === 0 && bytes[at] === 0;
}

function int32(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}

function inRange(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}

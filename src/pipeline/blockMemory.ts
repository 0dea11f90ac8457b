import { MIN_BYTES, SpareBuffers } from './spareBuffers';

/** A smaller block gets memory of its own size: many of them may wait, and the queue counts only what they hold. */
const LARGE_BYTES = MIN_BYTES / 2;
/** What a busy link has under way: jobs of workers and a part of the queue. */
const MAX_KEPT = 16;

/**
 * Memory of large blocks, for those that come next. Let go of instead, up to 64 MiB of it would wait for V8 to look: it
 * does so when that much has gathered outside its own heap.
 */
export class BlockMemory {
  private readonly spare = new SpareBuffers(MAX_KEPT);

  /** At least so many bytes. */
  take(bytes: number): ArrayBuffer {
    return bytes < LARGE_BYTES ? new ArrayBuffer(bytes) : this.spare.take(bytes);
  }

  /** Takes the memory of a block that nobody reads any more; the block had all of it. */
  giveBack({ buffer }: Uint8Array): void {
    if (buffer instanceof ArrayBuffer && buffer.byteLength >= MIN_BYTES) this.spare.give(buffer);
  }
}

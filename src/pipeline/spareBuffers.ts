/** Buffers are made at least this large: a busy link's jobs all fit, and one that does not costs a new one. */
export const MIN_BYTES = 68 * 1024;
/** What one huge frame needed is not kept for ever. */
const MAX_KEPT_BYTES = 1 << 20;

/**
 * Memory that has been to a worker and back, for the next job. Fresh memory has to be cleared page by page: with it
 * the whole path took a third longer.
 */
export class SpareBuffers {
  private readonly kept: ArrayBuffer[] = [];

  constructor(private readonly maxKept: number) {}

  /** Buffers waiting to be used. */
  get length(): number {
    return this.kept.length;
  }

  /** One of at least so many bytes, new where none that is kept will do. */
  take(bytes: number): ArrayBuffer {
    const spare = this.kept.pop();
    if (spare !== undefined && spare.byteLength >= bytes) return spare;
    return new ArrayBuffer(Math.max(MIN_BYTES, bytes));
  }

  /** The one given last, of whatever size; undefined when there is none. */
  takeAny(): ArrayBuffer | undefined {
    return this.kept.pop();
  }

  /** Takes a buffer that nobody uses any more. */
  give(buffer: ArrayBuffer): void {
    const keep = buffer.byteLength > 0 && buffer.byteLength <= MAX_KEPT_BYTES;
    if (keep && this.kept.length < this.maxKept) this.kept.push(buffer);
  }
}

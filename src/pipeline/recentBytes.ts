/** The last bytes of a stream, up to a capacity. */
export class RecentBytes {
  private readonly kept: Uint8Array;
  private held = 0;

  constructor(capacity: number) {
    this.kept = new Uint8Array(capacity);
  }

  /** A copy, oldest first. */
  get all(): Uint8Array {
    return this.kept.slice(0, this.held);
  }

  /** Adds the newest. */
  push(bytes: Uint8Array): void {
    const { kept } = this;
    const part = bytes.length > kept.length ? bytes.subarray(bytes.length - kept.length) : bytes;
    const left = Math.min(this.held, kept.length - part.length);
    kept.copyWithin(0, this.held - left, this.held);
    kept.set(part, left);
    this.held = left + part.length;
  }
}

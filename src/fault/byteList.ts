/** Bytes in a buffer that grows by doubling. */
export class ByteList {
  private bytes: Uint8Array<ArrayBuffer>;
  private count = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(Math.max(16, capacity));
  }

  get length(): number {
    return this.count;
  }

  push(byte: number): void {
    this.reserve(1);
    this.bytes[this.count++] = byte;
  }

  /** Adds `source` from `from` to `to`, `to` not included. */
  append(source: Uint8Array, from = 0, to = source.length): void {
    if (to <= from) return;
    this.reserve(to - from);
    this.bytes.set(source.subarray(from, to), this.count);
    this.count += to - from;
  }

  /** The bytes so far in a buffer of their own. */
  take(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.count);
  }

  private reserve(more: number): void {
    if (this.count + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.count + more, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.count));
    this.bytes = larger;
  }
}

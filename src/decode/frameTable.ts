/** Rows begin at multiples of it, so that a field of eight bytes can lie straight: at a multiple of its size. */
const ALIGNMENT = 8;

/**
 * Payloads of frames that are all alike, one behind the other, to be read field by field when all are there.
 * Its memory is kept for the next job.
 *
 *     bytes   | payload checksum . | payload checksum . |     stride
 */
export class FrameTable {
  bytes = Buffer.alloc(0);
  view = new DataView(this.bytes.buffer);
  /** The same memory, in the processor's byte order. */
  floats = new Float32Array(0);
  /** Per row; the owner fills it. */
  times = new Float64Array(0);
  stride = ALIGNMENT;
  rows = 0;

  /** Makes room for all frames of `frameBytes` that a job of `jobBytes` can hold, and for one of any length. */
  begin(frameBytes: number, jobBytes: number): void {
    this.rows = 0;
    this.stride = Math.ceil(Math.max(1, frameBytes) / ALIGNMENT) * ALIGNMENT;
    const rows = Math.ceil(jobBytes / Math.max(1, frameBytes)) + 1;
    const needed = rows * this.stride + jobBytes;
    if (this.times.length < rows) this.times = new Float64Array(rows);
    if (this.bytes.length >= needed) return;
    const memory = new ArrayBuffer(needed);
    this.bytes = Buffer.from(memory);
    this.view = new DataView(memory);
    this.floats = new Float32Array(memory, 0, Math.floor(needed / Float32Array.BYTES_PER_ELEMENT));
  }
}

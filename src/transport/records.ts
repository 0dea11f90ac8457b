/**
 * The byte stream from the source process to the host (fd 3), little-endian:
 *
 *   0        4      5             13
 *   | length | kind | timeMs (f64) | payload (length bytes)
 *
 * Whatever must keep its place among the bytes travels here too: what was dropped, and events.
 */

/** `data`: bytes of the port. `dropped`: a byte count (f64). `event`: JSON, see control.ts. */
export type RecordKind = 'data' | 'dropped' | 'event';

export const RECORD_HEADER_BYTES = 13;
/** A longer record means that the stream is not ours: a source sends at most 64 KiB of data in one. */
export const MAX_RECORD_BYTES = 1 << 20;

const KINDS: readonly RecordKind[] = ['data', 'dropped', 'event'];

/** Writes a record into `target` at `offset` and returns the offset behind it. */
export function writeRecord(
  target: Buffer,
  offset: number,
  kind: RecordKind,
  timeMs: number,
  payload: Uint8Array,
): number {
  target.writeUInt32LE(payload.length, offset);
  target.writeUInt8(KINDS.indexOf(kind), offset + 4);
  target.writeDoubleLE(timeMs, offset + 5);
  target.set(payload, offset + RECORD_HEADER_BYTES);
  return offset + RECORD_HEADER_BYTES + payload.length;
}

/** The payload of a `dropped` record. */
export function encodeDropped(bytes: number): Uint8Array {
  const payload = new Uint8Array(8);
  new DataView(payload.buffer).setFloat64(0, bytes, true);
  return payload;
}

/** The byte count of a `dropped` record's payload. */
export function decodeDropped(payload: Uint8Array): number {
  return new DataView(payload.buffer, payload.byteOffset, payload.length).getFloat64(0, true);
}

/** Receives whole records; the payload's memory is no longer written to, but may be shared with its neighbours. */
export type OnRecord = (kind: RecordKind, timeMs: number, payload: Uint8Array) => void;

/**
 * Cuts the stream into records, wherever reads cut it. A record that lies whole in one read is not copied, so the bytes
 * of a read must not be written to again.
 */
export class RecordReader {
  private readonly header = Buffer.alloc(RECORD_HEADER_BYTES);
  private headerBytes = 0;
  /** Undefined while the header is not whole. */
  private lengthBytes: number | undefined;
  /** The payload of a record that lies in several reads. */
  private payload: Uint8Array | undefined;
  private payloadBytes = 0;

  constructor(private readonly onRecord: OnRecord) {}

  /** Takes the next bytes; throws when they cannot be records of ours. */
  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.lengthBytes === undefined) at = this.readHeader(bytes, at);
      if (this.lengthBytes !== undefined) at = this.readPayload(bytes, at, this.lengthBytes);
    }
  }

  private readHeader(bytes: Uint8Array, at: number): number {
    const taken = Math.min(RECORD_HEADER_BYTES - this.headerBytes, bytes.length - at);
    for (let i = 0; i < taken; i++) this.header[this.headerBytes + i] = bytes[at + i];
    this.headerBytes += taken;
    if (this.headerBytes < RECORD_HEADER_BYTES) return at + taken;
    const length = this.header.readUInt32LE(0);
    if (length > MAX_RECORD_BYTES || this.header[4] >= KINDS.length) {
      throw new Error(`the source sent no record: length ${length}, kind ${this.header[4]}`);
    }
    this.lengthBytes = length;
    return at + taken;
  }

  private readPayload(bytes: Uint8Array, at: number, length: number): number {
    const end = at + length - this.payloadBytes;
    if (this.payload === undefined && end <= bytes.length) {
      this.finish(bytes.subarray(at, end));
      return end;
    }
    this.payload ??= new Uint8Array(length);
    const taken = bytes.subarray(at, Math.min(end, bytes.length));
    this.payload.set(taken, this.payloadBytes);
    this.payloadBytes += taken.length;
    if (this.payloadBytes === length) this.finish(this.payload);
    return at + taken.length;
  }

  private finish(payload: Uint8Array): void {
    const kind = KINDS[this.header[4]];
    const timeMs = this.header.readDoubleLE(5);
    this.payload = undefined;
    this.payloadBytes = 0;
    this.lengthBytes = undefined;
    this.headerBytes = 0;
    this.onRecord(kind, timeMs, payload);
  }
}

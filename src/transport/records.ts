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

/** Receives whole records; `payload` owns its buffer. */
export type OnRecord = (kind: RecordKind, timeMs: number, payload: Uint8Array) => void;

/** Cuts the stream into records, wherever reads cut it. Copies each payload once. */
export class RecordReader {
  private readonly header = Buffer.alloc(RECORD_HEADER_BYTES);
  private headerBytes = 0;
  private payload: Uint8Array | undefined;
  private payloadBytes = 0;

  constructor(private readonly onRecord: OnRecord) {}

  /** Takes the next bytes; throws when they cannot be records of ours. */
  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      at = this.payload === undefined ? this.readHeader(bytes, at) : this.readPayload(bytes, at);
    }
  }

  private readHeader(bytes: Uint8Array, at: number): number {
    const taken = Math.min(RECORD_HEADER_BYTES - this.headerBytes, bytes.length - at);
    this.header.set(bytes.subarray(at, at + taken), this.headerBytes);
    this.headerBytes += taken;
    if (this.headerBytes < RECORD_HEADER_BYTES) return at + taken;
    const length = this.header.readUInt32LE(0);
    if (length > MAX_RECORD_BYTES || this.header[4] >= KINDS.length) {
      throw new Error(`the source sent no record: length ${length}, kind ${this.header[4]}`);
    }
    this.payload = new Uint8Array(length);
    this.payloadBytes = 0;
    if (length === 0) this.finish(this.payload);
    return at + taken;
  }

  private readPayload(bytes: Uint8Array, at: number): number {
    const payload = this.payload;
    if (payload === undefined) return at;
    const taken = Math.min(payload.length - this.payloadBytes, bytes.length - at);
    payload.set(bytes.subarray(at, at + taken), this.payloadBytes);
    this.payloadBytes += taken;
    if (this.payloadBytes === payload.length) this.finish(payload);
    return at + taken;
  }

  private finish(payload: Uint8Array): void {
    const kind = KINDS[this.header[4]];
    const timeMs = this.header.readDoubleLE(5);
    this.payload = undefined;
    this.headerBytes = 0;
    this.onRecord(kind, timeMs, payload);
  }
}

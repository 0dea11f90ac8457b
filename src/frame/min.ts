import { Check } from './checksum';
import { CHECKSUM_PRESETS } from './checksumPresets';
import { indexOfWord, PlainScanner } from './scanner';

const HEADER = 0xaa;
const STUFFING = 0x55;
const END = 0x55;
const SYNC = [HEADER, HEADER, HEADER];
const TRANSPORT = 0x80;
/** The two frames of the transport layer itself. */
const ACKNOWLEDGE = 0xff;
const RESET = 0xfe;
const CRC_BYTES = 4;

/**
 * MIN 2.0: `AA AA AA | id | [sequence] | length | payload | CRC-32 over id..payload | 55`. Behind every two AA
 * a 55 is stuffed, so a third AA can only begin another frame. The id is 0 to 63, or that of the transport's own.
 */
export class MinScanner extends PlainScanner {
  private readonly check = new Check(CHECKSUM_PRESETS['crc-32']);
  /** The frame without its stuffing, from its id on: id, sequence, length, 255 bytes, checksum at most. */
  private readonly plain = new Uint8Array(3 + 255 + CRC_BYTES);

  scan(bytes: Uint8Array, at: number, end: number): number {
    const first = indexOfWord(bytes, SYNC, at, end);
    if (first > at) return this.none(first - at);
    const { plain } = this;
    let read = at + SYNC.length;
    let needed = 3;
    let headers = 0;
    for (let written = 0; written < needed; read++) {
      if (read >= end) return 0;
      const byte = bytes[read];
      if (headers === 2) {
        headers = 0;
        if (byte === STUFFING) continue;
        if (byte !== HEADER)
          return this.none(read - at, { cause: 'framing', detail: 'AA AA without 55' });
        const detail = 'another frame begins before its end';
        return this.none(Math.max(1, read - 2 - at), { cause: 'framing', detail });
      }
      headers = byte === HEADER ? headers + 1 : 0;
      plain[written++] = byte;
      // Id and length, with the sequence number between them when the transport is in use.
      const lengthAt = plain[0] & TRANSPORT ? 2 : 1;
      if (written === lengthAt + 1) needed = lengthAt + 1 + plain[lengthAt] + CRC_BYTES;
    }
    return this.finish(bytes, at, read, headers, needed, end);
  }

  private finish(
    bytes: Uint8Array,
    at: number,
    read: number,
    headers: number,
    needed: number,
    end: number,
  ): number {
    const { plain, check } = this;
    const bodyEnd = needed - CRC_BYTES;
    const expected = check.compute(plain, 0, bodyEnd);
    const found = check.read(plain, bodyEnd);
    if (found !== expected) {
      return this.none(1, { cause: 'checksum', detail: check.difference(found, expected) });
    }
    const endAt = headers === 2 ? read + 1 : read;
    if (endAt >= end) return 0;
    if (bytes[endAt] !== END || (headers === 2 && bytes[read] !== STUFFING)) {
      return this.none(1, { cause: 'framing', detail: 'no 55 behind the checksum' });
    }
    const id = plain[0];
    this.id = id === ACKNOWLEDGE || id === RESET ? id : id & 0x3f;
    const bodyStart = (id & TRANSPORT ? 2 : 1) + 1;
    return this.found(plain, bodyStart, bodyEnd, endAt + 1 - at);
  }
}

import { Check } from './checksum';
import { CHECKSUM_PRESETS } from './checksumPresets';
import { PlainScanner } from './scanner';

const START = 0x7e;
const END = 0x81;
const HEADER_BYTES = 4;
const MAX_PAYLOAD = 254;
/** Stands for the first stuffed byte's place when the payload held no start byte. */
const NOTHING_STUFFED = 0xff;

/**
 * SerialTransfer: `7E | id | first stuffed | length | payload | CRC-8 | 81`. Each 7E of the payload is replaced by
 * the distance to the next, the last by 0; the checksum is over the payload as it stands on the wire.
 */
export class SerialTransferScanner extends PlainScanner {
  private readonly check = new Check(CHECKSUM_PRESETS['crc-8-serialtransfer']);
  private readonly plain = new Uint8Array(MAX_PAYLOAD);

  scan(bytes: Uint8Array, at: number, end: number): number {
    if (bytes[at] !== START) {
      const found = bytes.indexOf(START, at);
      return this.none((found < 0 || found > end ? end : found) - at);
    }
    if (end - at < HEADER_BYTES) return 0;
    const payload = bytes[at + 3];
    if (payload === 0 || payload > MAX_PAYLOAD) {
      return this.none(1, { cause: 'length', detail: `a length of ${String(payload)} bytes` });
    }
    const from = at + HEADER_BYTES;
    const to = from + payload;
    if (to + 2 > end) return 0;
    if (bytes[to + 1] !== END) {
      return this.none(1, { cause: 'framing', detail: 'no 81 behind the checksum' });
    }
    const expected = this.check.compute(bytes, from, to);
    if (bytes[to] !== expected) {
      const detail = this.check.difference(bytes[to], expected);
      return this.none(1, { cause: 'checksum', detail });
    }
    if (!this.unstuff(bytes.subarray(from, to), bytes[at + 2])) {
      return this.none(1, { cause: 'framing', detail: 'a stuffed byte lies outside the payload' });
    }
    this.id = bytes[at + 1];
    return this.found(this.plain, 0, payload, to + 2 - at);
  }

  private unstuff(payload: Uint8Array, first: number): boolean {
    const { plain } = this;
    plain.set(payload);
    if (first === NOTHING_STUFFED) return true;
    for (let at = first; at < payload.length; at += payload[at]) {
      plain[at] = START;
      if (payload[at] === 0) return true;
    }
    return false;
  }
}

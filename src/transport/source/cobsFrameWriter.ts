import type { FrameDamage, FrameWriter } from './frameWriter';
import type { Random } from './random';

const CRC_BYTES = 2;
const VALUE_BYTES = 4;

/**
 * COBS frames: every channel as f32, then the CRC, all little-endian.
 *
 *   COBS( f32 f32 … | CRC-16/CCITT-FALSE ) 00
 *
 * An answer is COBS( text LF | CRC ) 00. Its length is never a multiple of 4, so no schema fits it.
 */
export class CobsFrameWriter implements FrameWriter {
  readonly maxFrameBytes: number;
  private readonly raw: Uint8Array;
  private readonly view: DataView;

  constructor(channels: number) {
    this.raw = new Uint8Array(channels * VALUE_BYTES + CRC_BYTES);
    this.view = new DataView(this.raw.buffer);
    this.maxFrameBytes = encodedBytes(this.raw.length);
  }

  write(target: Buffer, offset: number, values: Float64Array, damage: FrameDamage): number {
    let length = 0;
    // An unreadable sensor is left out: the frame arrives whole, one field short.
    for (let i = damage.unreadable ? 1 : 0; i < values.length; i++, length += VALUE_BYTES) {
      this.view.setFloat32(length, values[i], true);
    }
    length = appendCrc(this.raw, length);
    if (damage.corrupt !== undefined) flipBit(this.raw, length, damage.corrupt);
    return encodeCobs(this.raw, length, target, offset);
  }

  header(): Buffer {
    return Buffer.alloc(0);
  }

  answer(text: string): Buffer {
    const line = Buffer.from(text.length % VALUE_BYTES === 3 ? `${text}\r\n` : `${text}\n`);
    const raw = new Uint8Array(line.length + CRC_BYTES);
    raw.set(line);
    const length = appendCrc(raw, line.length);
    const target = Buffer.alloc(encodedBytes(length));
    return target.subarray(0, encodeCobs(raw, length, target, 0));
  }
}

function encodedBytes(rawBytes: number): number {
  return rawBytes + Math.ceil(rawBytes / 254) + 2;
}

function appendCrc(raw: Uint8Array, length: number): number {
  const crc = crc16(raw, length);
  raw[length] = crc & 0xff;
  raw[length + 1] = crc >>> 8;
  return length + CRC_BYTES;
}

function flipBit(raw: Uint8Array, length: number, random: Random): void {
  const hit = Math.floor(random() * length);
  raw[hit] ^= 1 << Math.floor(random() * 8);
}

const CRC_TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc;
});

/** CRC-16/CCITT-FALSE of the first `length` bytes: 29b1 for `123456789`. */
export function crc16(bytes: Uint8Array, length: number): number {
  let crc = 0xffff;
  for (let i = 0; i < length; i++) {
    crc = ((crc << 8) ^ CRC_TABLE[(crc >>> 8) ^ bytes[i]]) & 0xffff;
  }
  return crc;
}

/** Writes the first `length` bytes as a COBS frame with its 00, and returns the offset behind it. */
export function encodeCobs(
  raw: Uint8Array,
  length: number,
  target: Uint8Array,
  offset: number,
): number {
  let codeAt = offset;
  let at = offset + 1;
  let code = 1;
  for (let i = 0; i < length; i++) {
    if (code === 0xff) {
      // A full block implies no zero. Closed only when more follows, so the frame never ends in a spare 01.
      target[codeAt] = code;
      codeAt = at++;
      code = 1;
    }
    if (raw[i] === 0) {
      target[codeAt] = code;
      codeAt = at++;
      code = 1;
    } else {
      target[at++] = raw[i];
      code += 1;
    }
  }
  target[codeAt] = code;
  target[at++] = 0;
  return at;
}

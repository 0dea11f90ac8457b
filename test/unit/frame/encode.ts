import { cobsEncode } from '../../../src/decode/cobs';
import { Check } from '../../../src/frame/checksum';
import { CHECKSUM_PRESETS } from '../../../src/frame/checksumPresets';
import { FLOAT_TAIL } from '../../../src/frame/justFloat';
import type { Checksum, CountedFrame, DelimitedFrame } from '../../../src/wireFormat';

/** Writers of frames, as a device would send them; the opposite of what the scanners do. */

function withChecksum(checksum: Checksum | null, covered: Uint8Array): Uint8Array {
  if (checksum === null) return new Uint8Array(0);
  const check = new Check(checksum);
  const bytes = new Uint8Array(check.bytes);
  check.write(bytes, 0, check.compute(covered, 0, covered.length));
  return bytes;
}

/** One frame with its length written into the header; other header bytes are 0. */
export function countedFrame(frame: CountedFrame, payload: Uint8Array): Buffer {
  const header = Buffer.alloc(frame.headerBytes);
  const { length, checksum } = frame;
  if (length.kind === 'field') {
    const size = { u8: 1, u16: 2, u32: 4 }[length.type];
    const value = payload.length - length.adds;
    if (length.order === 'big') header.writeUIntBE(value, length.at, size);
    else header.writeUIntLE(value, length.at, size);
  }
  const sync = Buffer.from(frame.sync);
  const covered = {
    payload: payload,
    header: Buffer.concat([header, payload]),
    frame: Buffer.concat([sync, header, payload]),
  }[checksum?.covers ?? 'payload'];
  const end = Buffer.from(frame.tail);
  return Buffer.concat([sync, header, payload, withChecksum(checksum, covered), end]);
}

export function delimitedFrame(frame: DelimitedFrame, payload: Uint8Array): Buffer {
  const checksum = withChecksum(frame.checksum, payload);
  const [start, end] = [Buffer.from(frame.start), Buffer.from(frame.end)];
  return frame.checksumPlace === 'beforeEnd' || frame.end.length === 0
    ? Buffer.concat([start, payload, checksum, end])
    : Buffer.concat([start, payload, end, checksum]);
}

/** `sequence` makes it a frame of the transport layer. */
export function minFrame(id: number, payload: Uint8Array, sequence?: number): Buffer {
  const head = sequence === undefined ? [id] : [id | 0x80, sequence];
  const plain = Buffer.concat([Buffer.from([...head, payload.length]), payload]);
  const all = Buffer.concat([plain, withChecksum(CHECKSUM_PRESETS['crc-32'], plain)]);
  const wire = [0xaa, 0xaa, 0xaa];
  let headers = 0;
  for (const byte of all) {
    wire.push(byte);
    headers = byte === 0xaa ? headers + 1 : 0;
    if (headers === 2) {
      wire.push(0x55);
      headers = 0;
    }
  }
  return Buffer.from([...wire, 0x55]);
}

export function serialTransferFrame(id: number, payload: Uint8Array): Buffer {
  const stuffed = Buffer.from(payload);
  let first = 0xff;
  let next = -1;
  for (let i = stuffed.length - 1; i >= 0; i--) {
    if (stuffed[i] !== 0x7e) continue;
    stuffed[i] = next < 0 ? 0 : next - i;
    next = i;
    first = i;
  }
  const crc = withChecksum(CHECKSUM_PRESETS['crc-8-serialtransfer'], stuffed);
  return Buffer.from([0x7e, id, first, stuffed.length, ...stuffed, ...crc, 0x81]);
}

export function justFloatFrame(values: readonly number[]): Buffer {
  return Buffer.concat([Buffer.from(Float32Array.from(values).buffer), Buffer.from(FLOAT_TAIL)]);
}

export function floatImage(pixels: Uint8Array): Buffer {
  const head = Buffer.from(Int32Array.of(0, pixels.length, 4, 2, 24).buffer);
  return Buffer.concat([head, Buffer.from(FLOAT_TAIL), Buffer.from(FLOAT_TAIL), pixels]);
}

export function fireWaterImage(pixels: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`image:0,${String(pixels.length)},4,2,24\n`), pixels]);
}

/** The frame of `payload` and its checksum, an END at its end. */
export function slipFrame(payload: Uint8Array, checksum: Checksum | null): Buffer {
  const plain = Buffer.concat([payload, withChecksum(checksum, payload)]);
  const wire: number[] = [];
  for (const byte of plain) {
    if (byte === 0xc0) wire.push(0xdb, 0xdc);
    else if (byte === 0xdb) wire.push(0xdb, 0xdd);
    else wire.push(byte);
  }
  return Buffer.from([...wire, 0xc0]);
}

export function cobsFrame(payload: Uint8Array, checksum: Checksum | null): Buffer {
  return Buffer.from(cobsEncode(Buffer.concat([payload, withChecksum(checksum, payload)])));
}

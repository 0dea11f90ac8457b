import zlib from 'node:zlib';
import type { FORMAT_STREAMS } from './formatStreams';

/**
 * The simplest correct readers of the streams of `FORMAT_STREAMS`: text by split and parseFloat, frames by slicing, one
 * checksum table, one array per channel. Each returns its columns, checks what the format checks, and trusts nothing
 * but that the stream is whole.
 */
export type Reference = (bytes: Buffer) => number[][];

const TAIL = Buffer.of(0, 0, 0x80, 0x7f);
const CHANNELS = 8;

function linesOf(bytes: Buffer): string[] {
  const lines = bytes.toString('latin1').split('\n');
  lines.pop();
  return lines;
}

function byLines(fieldsOf: (line: string) => readonly number[]): Reference {
  return (bytes) => {
    const columns: number[][] = [];
    for (const line of linesOf(bytes)) {
      fieldsOf(line).forEach((value, i) => (columns[i] ??= []).push(value));
    }
    return columns;
  };
}

function labelled(separator: string): (line: string) => number[] {
  return (line) => line.split(separator).map((pair) => parseFloat(pair.split(':')[1]));
}

const CRC16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0);
  return crc;
});

function crc16(bytes: Buffer): number {
  let crc = 0xffff;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ CRC16[(crc >> 8) ^ byte];
  return crc;
}

const CRC8 = Uint8Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x80 ? 0x9b : 0);
  return crc;
});

function crc8(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) crc = CRC8[crc ^ byte];
  return crc;
}

/** Eight floats, of which the first is scaled. */
function pushFloats(columns: number[][], payload: Buffer): void {
  for (let i = 0; i < CHANNELS; i++) {
    (columns[i] ??= []).push(payload.readFloatLE(4 * i) * (i === 0 ? 2 : 1));
  }
}

function slip(bytes: Buffer): number[][] {
  const columns: number[][] = [];
  let frame: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 0xdb) frame.push(bytes[++i] === 0xdc ? 0xc0 : 0xdb);
    else if (bytes[i] !== 0xc0) frame.push(bytes[i]);
    else {
      const plain = Buffer.from(frame);
      const payload = plain.subarray(0, -2);
      if (crc16(payload) === plain.readUInt16BE(payload.length)) pushFloats(columns, payload);
      frame = [];
    }
  }
  return columns;
}

function justFloat(indexed: boolean): Reference {
  return (bytes) => {
    const columns: number[][] = [];
    for (
      let at = 0, end = bytes.indexOf(TAIL);
      end >= 0;
      at = end + 4, end = bytes.indexOf(TAIL, at)
    ) {
      const first = indexed ? bytes.readFloatLE(at) : 0;
      const from = indexed ? at + 4 : at;
      for (let i = 0; from + 4 * i < end; i++) {
        (columns[first + i] ??= []).push(bytes.readFloatLE(from + 4 * i));
      }
    }
    return columns;
  };
}

/** `head` bytes, so many of them before what is checked; payload; checksum. */
function counted(
  head: number,
  unchecked: number,
  check: { readonly bytes: number; readonly holds: (covered: Buffer, found: Buffer) => boolean },
): Reference {
  return (bytes) => {
    const columns: number[][] = [];
    const size = head + 4 * CHANNELS;
    for (let at = 0; at < bytes.length; at += size + check.bytes) {
      const frame = bytes.subarray(at, at + size);
      const found = bytes.subarray(at + size, at + size + check.bytes);
      if (check.holds(frame.subarray(unchecked), found)) pushFloats(columns, frame.subarray(head));
    }
    return columns;
  };
}

const CHECK16 = {
  bytes: 2,
  holds: (covered: Buffer, found: Buffer) => crc16(covered) === found.readUInt16BE(0),
};
const CHECK32 = {
  bytes: 4,
  holds: (covered: Buffer, found: Buffer) => zlib.crc32(covered) === found.readUInt32BE(0),
};

function delimited(bytes: Buffer): number[][] {
  const columns: number[][] = [];
  for (const frame of bytes.toString('latin1').split('*/').slice(0, -1)) {
    frame
      .slice(frame.indexOf('/*') + 2)
      .split(',')
      .forEach((text, i) => (columns[i] ??= []).push(parseFloat(text)));
  }
  return columns;
}

function min(bytes: Buffer): number[][] {
  const columns: number[][] = [];
  for (let at = 0; at < bytes.length;) {
    const plain: number[] = [];
    let headers = 0;
    at += 3;
    for (let left = 2 + 4 * CHANNELS + 4; left > 0; at++, left--) {
      plain.push(bytes[at]);
      headers = bytes[at] === 0xaa ? headers + 1 : 0;
      // A stuffed byte.
      if (headers === 2) at++;
      if (headers === 2) headers = 0;
    }
    at++;
    const frame = Buffer.from(plain);
    const covered = frame.subarray(0, -4);
    if (zlib.crc32(covered) === frame.readUInt32BE(covered.length)) {
      pushFloats(columns, covered.subarray(2));
    }
  }
  return columns;
}

function serialTransfer(bytes: Buffer): number[][] {
  const columns: number[][] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes[at + 3];
    const payload = Buffer.from(bytes.subarray(at + 4, at + 4 + length));
    if (crc8(payload) === bytes[at + 4 + length]) {
      let next = bytes[at + 2];
      while (next < length) {
        const step = payload[next];
        payload[next] = 0x7e;
        if (step === 0) break;
        next += step;
      }
      pushFloats(columns, payload);
    }
    at += length + 6;
  }
  return columns;
}

/** By the name of the row. */
export const FORMAT_REFERENCES: Readonly<Record<keyof typeof FORMAT_STREAMS, Reference>> = {
  arduino: byLines(labelled('\t')),
  json: byLines((line) => Object.values(JSON.parse(line) as Record<string, number>)),
  firewater: byLines((line) =>
    line
      .slice(line.indexOf(':') + 1)
      .split(',')
      .map(parseFloat),
  ),
  badlogic: byLines((line) => labelled(',')(line.slice(1))),
  delimited,
  slip,
  justfloat: justFloat(false),
  indexfloat: justFloat(true),
  fixed: counted(2, 2, CHECK16),
  syncword: counted(3, 2, CHECK16),
  lengthprefix: counted(2, 2, CHECK32),
  min,
  serialtransfer: serialTransfer,
};

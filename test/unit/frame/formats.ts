import { CHECKSUM_PRESETS } from '../../../src/frame/checksumPresets';
import type { CountedFrame, DelimitedFrame, WireFormat } from '../../../src/wireFormat';
import {
  countedFrame,
  delimitedFrame,
  fireWaterImage,
  floatImage,
  justFloatFrame,
  minFrame,
  serialTransferFrame,
} from './encode';

/** A format, how one of its frames is written, and what may lie between frames without harm. */
export interface ScannedFormat {
  readonly name: string;
  readonly format: WireFormat;
  readonly frame: (payload: Uint8Array) => Uint8Array;
  /** Bytes that are skipped, not rejected. */
  readonly image?: (pixels: Uint8Array) => Uint8Array;
  /** What a payload must be for the frame to be legal. */
  readonly payload?: (bytes: Uint8Array) => Uint8Array;
  /** True when any damage of a frame shows, so that no wrong frame may come out. */
  readonly isChecked: boolean;
}

const crc16 = CHECKSUM_PRESETS['crc-16'];

const SYNC_WORD: CountedFrame = {
  sync: [0xaa, 0x55],
  headerBytes: 2,
  length: { kind: 'field', at: 1, type: 'u8', order: 'little', adds: 0 },
  checksum: { ...crc16, covers: 'header' },
  tail: [],
};

const LENGTH_PREFIX: CountedFrame = {
  sync: [],
  headerBytes: 2,
  length: { kind: 'field', at: 0, type: 'u16', order: 'big', adds: -2 },
  checksum: CHECKSUM_PRESETS['crc-32'],
  tail: [],
};

const FIXED: CountedFrame = {
  sync: [],
  headerBytes: 0,
  length: { kind: 'fixed', bytes: 6 },
  checksum: crc16,
  tail: [0x0d],
};

const ENCLOSED: DelimitedFrame = {
  start: [0x2f, 0x2a],
  end: [0x2a, 0x2f],
  checksum: null,
  checksumPlace: 'afterEnd',
};

function counted(
  name: string,
  kind: 'fixed' | 'syncWord' | 'lengthPrefix',
  frame: CountedFrame,
): ScannedFormat {
  const isFixed = frame.length.kind === 'fixed';
  return {
    name,
    format: { kind, frame, fields: [] },
    frame: (payload) => countedFrame(frame, payload),
    ...(isFixed
      ? { payload: (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.alloc(6)]).subarray(0, 6) }
      : {}),
    isChecked: frame.checksum !== null,
  };
}

function delimited(name: string, frame: DelimitedFrame, isText: boolean): ScannedFormat {
  const text = { kind: 'text', format: 'csv', encoding: 'plain' } as const;
  return {
    name,
    format: { kind: 'delimited', frame, payload: isText ? text : { kind: 'fields', fields: [] } },
    frame: (payload) => delimitedFrame(frame, payload),
    // No byte of a start or an end.
    payload: (bytes) => bytes.map((byte) => (byte % 26) + 97),
    isChecked: frame.checksum !== null,
  };
}

export const SCANNED_FORMATS: readonly ScannedFormat[] = [
  counted('sync word + length + CRC-16', 'syncWord', SYNC_WORD),
  counted('length prefix + CRC-32', 'lengthPrefix', LENGTH_PREFIX),
  counted('fixed length + CRC-16 + tail', 'fixed', FIXED),
  delimited('/* */', ENCLOSED, true),
  delimited('/* */ + CRC-16 behind', { ...ENCLOSED, checksum: crc16 }, true),
  delimited(
    '/* */ + CRC-16 before',
    { ...ENCLOSED, checksum: crc16, checksumPlace: 'beforeEnd' },
    false,
  ),
  delimited('end only', { ...ENCLOSED, start: [] }, true),
  delimited(
    'end only + XOR-8',
    { ...ENCLOSED, start: [], checksum: CHECKSUM_PRESETS['xor-8'] },
    true,
  ),
  delimited(
    'start only + CRC-8',
    { ...ENCLOSED, end: [], checksum: CHECKSUM_PRESETS['crc-8'] },
    true,
  ),
  {
    name: 'MIN',
    format: { kind: 'min', frames: [] },
    frame: (payload) => minFrame(5, payload),
    isChecked: true,
  },
  {
    name: 'SerialTransfer',
    format: { kind: 'serialTransfer', frames: [] },
    frame: (payload) => serialTransferFrame(3, payload),
    payload: (bytes) => (bytes.length === 0 ? Uint8Array.of(0x7e) : bytes),
    isChecked: false,
  },
  {
    name: 'JustFloat',
    format: { kind: 'justFloat' },
    frame: (payload) => justFloatFrame([payload.length, 2.5, payload.at(0) ?? 0]),
    image: floatImage,
    isChecked: false,
  },
  {
    name: 'FireWater',
    format: { kind: 'fireWater' },
    frame: (payload) => Buffer.from(`ch:${[...payload].join(',')}\n`),
    image: fireWaterImage,
    isChecked: false,
  },
];

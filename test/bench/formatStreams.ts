import { SLACK_BYTES } from '../../src/decode/lineShape';
import { CHECKSUM_PRESETS } from '../../src/frame/checksumPresets';
import { makeFramer } from '../../src/frame/makeFramer';
import type { CountedFrame, DelimitedFrame, SchemaField, WireFormat } from '../../src/wireFormat';
import {
  countedFrame,
  delimitedFrame,
  justFloatFrame,
  minFrame,
  serialTransferFrame,
  slipFrame,
} from '../unit/frame/encode';
import { fill, values, type BenchStream } from './streams';

/** A stream, its format, and where its frames end where a framer says so. */
export interface FormatStream extends BenchStream {
  readonly format: WireFormat;
  readonly ends?: Uint32Array;
}

const CHANNELS = 8;
const { 'crc-16': CRC16, 'crc-32': CRC32 } = CHECKSUM_PRESETS;

/** Eight floats; the first is scaled, so that no decoder may copy. */
const FLOATS: readonly SchemaField[] = Array.from({ length: CHANNELS }, (_, i) => ({
  name: `channel${String(i)}`,
  type: 'f32',
  order: 'little',
  ...(i === 0 ? { scale: 2 } : {}),
}));

export const SYNC_FRAME: CountedFrame = {
  sync: [0xaa, 0x55],
  headerBytes: 1,
  length: { kind: 'field', at: 0, type: 'u8', order: 'little', adds: 0 },
  checksum: { ...CRC16, covers: 'header' },
  tail: [],
};

const FIXED_FRAME: CountedFrame = {
  sync: [0xaa, 0x55],
  headerBytes: 0,
  length: { kind: 'fixed', bytes: 4 * CHANNELS },
  checksum: CRC16,
  tail: [],
};

const PREFIX_FRAME: CountedFrame = {
  sync: [],
  headerBytes: 2,
  length: { kind: 'field', at: 0, type: 'u16', order: 'big', adds: 0 },
  checksum: CRC32,
  tail: [],
};

const ENCLOSED: DelimitedFrame = {
  start: [0x2f, 0x2a],
  end: [0x2a, 0x2f],
  checksum: null,
  checksumPlace: 'afterEnd',
};

type Line = (texts: readonly string[]) => string;

function lines(format: WireFormat, line: Line): FormatStream {
  const stream = fill(CHANNELS, (_, next) => Buffer.from(`${line(values(CHANNELS, next, 4))}\n`));
  return { format, ...stream };
}

function named(texts: readonly string[], join: string): string {
  return texts.map((text, i) => `channel${String(i)}:${text}`).join(join);
}

function frames(format: WireFormat, frame: (payload: Buffer) => Buffer): FormatStream {
  const stream = fill(CHANNELS, (_, next) =>
    frame(Buffer.from(Float32Array.from({ length: CHANNELS }, next).buffer)),
  );
  return { format, ...cut(format, stream) };
}

/** As the framer cuts it, with memory to look at behind it, as the pool's jobs have. */
function cut(
  format: WireFormat,
  { bytes, samples }: BenchStream,
): BenchStream & Partial<FormatStream> {
  const framer = makeFramer(format, { maxFrameBytes: 65_536, dropFirst: false });
  const { piece } = framer.push({ timeMs: 0, bytes });
  if (piece === undefined) throw new Error(`${format.kind}: no frames`);
  const memory = new Uint8Array(piece.bytes.length + SLACK_BYTES);
  memory.set(piece.bytes);
  const { ends } = piece;
  const whole = { bytes: memory.subarray(0, piece.bytes.length), samples };
  return ends === undefined ? whole : { ...whole, ends };
}

/** One stream for each format that has no row among the others, by the name of its row. */
export const FORMAT_STREAMS = {
  arduino: () => lines({ kind: 'arduino' }, (texts) => named(texts, '\t')),
  json: () =>
    lines(
      { kind: 'json' },
      (texts) => `{${texts.map((text, i) => `"channel${String(i)}":${text}`).join(',')}}`,
    ),
  firewater: () => {
    const format = { kind: 'fireWater' } as const;
    return {
      format,
      ...cut(
        format,
        lines(format, (texts) => `any:${texts.join(',')}`),
      ),
    };
  },
  badlogic: () => lines({ kind: 'badlogic' }, (texts) => `>${named(texts, ',')}`),
  delimited: () => {
    const payload = { kind: 'text', format: 'csv', encoding: 'plain' } as const;
    const format = { kind: 'delimited', frame: ENCLOSED, payload } as const;
    const stream = fill(CHANNELS, (_, next) =>
      delimitedFrame(ENCLOSED, Buffer.from(values(CHANNELS, next, 4).join(','))),
    );
    return { format, ...cut(format, stream) };
  },
  slip: () =>
    frames({ kind: 'slip', fields: FLOATS, checksum: CRC16 }, (bytes) => slipFrame(bytes, CRC16)),
  justfloat: () => frames({ kind: 'justFloat' }, (bytes) => justFloatFrame(floatsOf(bytes))),
  indexfloat: () => {
    const format = { kind: 'indexFloat' } as const;
    return frames(format, (bytes) => justFloatFrame([0, ...floatsOf(bytes)]));
  },
  fixed: () =>
    frames({ kind: 'fixed', frame: FIXED_FRAME, fields: FLOATS }, (bytes) =>
      countedFrame(FIXED_FRAME, bytes),
    ),
  syncword: () =>
    frames({ kind: 'syncWord', frame: SYNC_FRAME, fields: FLOATS }, (bytes) =>
      countedFrame(SYNC_FRAME, bytes),
    ),
  lengthprefix: () =>
    frames({ kind: 'lengthPrefix', frame: PREFIX_FRAME, fields: FLOATS }, (bytes) =>
      countedFrame(PREFIX_FRAME, bytes),
    ),
  min: () =>
    frames({ kind: 'min', frames: [{ id: 5, fields: FLOATS }] }, (bytes) => minFrame(5, bytes)),
  serialtransfer: () =>
    frames({ kind: 'serialTransfer', frames: [{ id: 3, fields: FLOATS }] }, (bytes) =>
      serialTransferFrame(3, bytes),
    ),
} as const satisfies Record<string, () => FormatStream>;

function floatsOf(bytes: Buffer): number[] {
  return [...new Float32Array(bytes.buffer, bytes.byteOffset, CHANNELS)];
}

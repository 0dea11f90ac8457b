import { cobsEncode } from '../../src/decode/cobs';
import { crc16 } from '../../src/decode/crc';
import { SLACK_BYTES } from '../../src/decode/lineShape';

/** Bytes of a device that has been measuring: the same in every run. */
export interface BenchStream {
  readonly bytes: Uint8Array;
  readonly samples: number;
}

/** The rows of `countedStream`: enough that no cache holds them all. */
export const COUNTED_ROWS = 65_536;

/** Blocks of this size are what a busy link sends to a worker. */
const BLOCK_BYTES = 64 * 1024;
const SEED = 20250101;

/** As many frames as fill a block; `frame` gets the frame's number and a source of values. */
export function fill(
  samplesPerFrame: number,
  frame: (i: number, next: () => number) => Uint8Array,
  isFull = (_frames: number, bytes: number) => bytes >= BLOCK_BYTES,
): BenchStream {
  let x = SEED;
  const next = (): number => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x / 2 ** 31) * 1000;
  };
  const frames: Uint8Array[] = [];
  for (let size = 0; !isFull(frames.length, size);) {
    const one = frame(frames.length, next);
    frames.push(one);
    size += one.length;
  }
  // With memory to look at behind it, as the pool's jobs have.
  const bytes = Buffer.concat([...frames, Buffer.alloc(SLACK_BYTES)]).subarray(0, -SLACK_BYTES);
  return {
    bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    samples: frames.length * samplesPerFrame,
  };
}

/** Numbers as text, `digits` behind the point. */
export function values(count: number, next: () => number, digits: number): string[] {
  return Array.from({ length: count }, () => next().toFixed(digits));
}

/** Eight fields a row, `digits` behind the point. */
export function csvStream(digits: number): BenchStream {
  return fill(8, (_, next) => Buffer.from(`${values(8, next, digits).join(',')}\n`));
}

/** A 13-digit time stamp in front of seven fields, as loggers print it. */
export function stampedCsvStream(): BenchStream {
  return fill(8, (i, next) =>
    Buffer.from(`${String(1627551892437 + i)},${values(7, next, 4).join(',')}\n`),
  );
}

/** Eight channels in turn, with time stamp, unit and flag. */
export function teleplotStream(): BenchStream {
  return fill(1, (i, next) => {
    const stamp = String(1627551892437 + i);
    return Buffer.from(`>channel${String(i % 8)}:${stamp}:${next().toFixed(4)}§degC|g\n`);
  });
}

/** Eight named values a line. */
export function keyValueStream(): BenchStream {
  return fill(8, (_, next) =>
    Buffer.from(
      `${values(8, next, 4)
        .map((v, i) => `channel${String(i)}:${v}`)
        .join(',')}\n`,
    ),
  );
}

/** Eight f32 and CRC-16 a frame. */
export function cobsStream(): BenchStream {
  return fill(8, (_, next) => cobsFrame(Float32Array.from({ length: 8 }, next)));
}

/** COUNTED_ROWS frames of eight values, the first of which counts them: what is lost or out of order shows. */
export function countedStream(kind: 'csv' | 'cobs'): BenchStream {
  const isFull = (frames: number) => frames === COUNTED_ROWS;
  if (kind === 'cobs') {
    const frame = (i: number, next: () => number) =>
      cobsFrame(Float32Array.from({ length: 8 }, (_, n) => (n === 0 ? i : next())));
    return fill(8, frame, isFull);
  }
  return fill(8, (i, next) => Buffer.from(`${i},${values(7, next, 4).join(',')}\n`), isFull);
}

function cobsFrame(values: Float32Array): Uint8Array {
  const payload = Buffer.from(values.buffer);
  const crc = crc16(payload, 0, payload.length);
  return cobsEncode(Buffer.concat([payload, Buffer.of(crc & 255, crc >> 8)]));
}

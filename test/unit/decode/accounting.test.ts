import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cobsEncode } from '../../../src/decode/cobs';
import { crc16 } from '../../../src/decode/crc';
import { decodeJob } from '../../../src/decode/decode';
import {
  MAX_BATCH_LOG,
  MAX_BATCH_REJECTIONS,
  type SampleBatch,
  type WireFormat,
} from '../../../src/model';

const numRuns = 5_000 * Number(process.env.TELEMETRYHUB_SOAK ?? 1);

function cobsFrame(values: readonly number[]): Buffer {
  const payload = Buffer.from(Float32Array.from(values).buffer);
  const crc = crc16(payload, 0, payload.length);
  return Buffer.from(cobsEncode(Buffer.concat([payload, Buffer.of(crc & 255, crc >> 8)])));
}

const lines: Record<'keyValue' | 'csv' | 'teleplot', string[]> = {
  keyValue: ['temp:23.4,rpm:1200\n', 'a=1 b=2\r\n', 'BOOT\n', 'temp:ERR,rpm:3\n', 'x: nan\n', '\n'],
  csv: ['1,2,3\n', '4,-5e3,.6\n', 'a,b,c\n', 'ERR,3\n', '1 2 3\r\n', 'nan,1,2\n', 'hi there\n'],
  teleplot: ['>a:1\n', '>b:12:3.5§V|g\n', '>c:1;2;3\n', '>a:1,b:2\n', 'text\n', '>a:x\n'],
};

/** Good frames, cut, flipped and mixed with noise. */
function damaged(frames: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const stream = fc.array(fc.oneof(fc.constantFrom(...frames), fc.uint8Array({ maxLength: 12 })), {
    maxLength: 30,
  });
  const flips = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 });
  return fc.tuple(stream, flips).map(([parts, places]) => {
    const bytes = new Uint8Array(Buffer.concat(parts));
    for (const [at, byte] of places) if (at < bytes.length) bytes[at] = byte;
    return bytes;
  });
}

function check(batch: SampleBatch, size: number): void {
  assert.equal(batch.acceptedBytes + batch.rejectedBytes, size);
  assert.equal(batch.rejections.length, Math.min(batch.rejectedFrames, MAX_BATCH_REJECTIONS));
  assert.equal(batch.log.length, Math.min(batch.logLines, MAX_BATCH_LOG));
  const good = batch.rejections.reduce((n, r) => n + r.goodBefore, batch.goodAfter);
  assert.equal(good, batch.acceptedFrames);
  assert.equal(
    batch.columns.reduce((n, column) => n + column.values.length, 0),
    batch.samples,
  );
  for (const r of batch.rejections) assert.ok(r.excerpt.byteLength <= 64 && r.bytes > 0);
  for (const { times, values } of batch.columns) {
    assert.equal(times.length, values.length);
    assert.equal(times.buffer, values.buffer, 'one buffer for all');
    assert.equal(times.buffer, batch.columns[0].times.buffer, 'one buffer for all');
  }
}

const formats: [string, WireFormat, Uint8Array[]][] = [
  ['keyValue', { kind: 'keyValue' }, lines.keyValue.map((line) => Buffer.from(line))],
  ['csv', { kind: 'csv' }, lines.csv.map((line) => Buffer.from(line))],
  ['teleplot', { kind: 'teleplot' }, lines.teleplot.map((line) => Buffer.from(line))],
  [
    'cobs',
    {
      kind: 'cobs',
      fields: [
        { name: 'a', type: 'f32' },
        { name: 'b', type: 'f32' },
      ],
    },
    [cobsFrame([1, 2]), cobsFrame([NaN, 0]), cobsFrame([1]), Uint8Array.of(0)],
  ],
];

describe('decodeJob', () => {
  for (const [name, format, frames] of formats) {
    it(`accounts for every byte of damaged ${name}, and never throws`, () => {
      fc.assert(
        fc.property(damaged(frames), (bytes) => {
          const spans = Float64Array.of(bytes.length, 0, 1);
          check(decodeJob({ format, bytes, spans }), bytes.length);
        }),
        { numRuns },
      );
    });
  }

  for (const [name, format, frames] of formats) {
    it(`keeps its lists of ${name} bounded and its counts exact under noise`, () => {
      const noise = Buffer.concat([
        ...Array.from({ length: 500 }, () => [Buffer.of(7, 7, 10, 9, 9, 0), frames[0]]).flat(),
        Buffer.from('no telemetry\n'.repeat(500)),
      ]);
      const spans = Float64Array.of(noise.length, 0, 1);
      const batch = decodeJob({ format, bytes: noise, spans });
      check(batch, noise.length);
      assert.ok(batch.rejectedFrames >= 500);
    });
  }
});

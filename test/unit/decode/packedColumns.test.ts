import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cobsEncode } from '../../../src/decode/cobs';
import { crc16 } from '../../../src/decode/crc';
import { Decoder, decodeJob } from '../../../src/decode/decode';
import type { PlainField } from '../../../src/decode/plainSchema';
import type { DecodeJob } from '../../../src/model';

const TYPES = ['u8', 'i8', 'u16', 'i16', 'u32', 'i32', 'f32', 'f64'] as const;
const WRITERS = {
  u8: (b: Buffer, v: number, at: number) => b.writeUInt8(v & 0xff, at),
  i8: (b: Buffer, v: number, at: number) => b.writeInt8((v << 24) >> 24, at),
  u16: (b: Buffer, v: number, at: number) => b.writeUInt16LE(v & 0xffff, at),
  i16: (b: Buffer, v: number, at: number) => b.writeInt16LE((v << 16) >> 16, at),
  u32: (b: Buffer, v: number, at: number) => b.writeUInt32LE(v >>> 0, at),
  i32: (b: Buffer, v: number, at: number) => b.writeInt32LE(v | 0, at),
  f32: (b: Buffer, v: number, at: number) => b.writeFloatLE(v / 3, at),
  f64: (b: Buffer, v: number, at: number) => b.writeDoubleLE(v / 3, at),
};
const READERS = {
  u8: (b: Buffer, at: number) => b.readUInt8(at),
  i8: (b: Buffer, at: number) => b.readInt8(at),
  u16: (b: Buffer, at: number) => b.readUInt16LE(at),
  i16: (b: Buffer, at: number) => b.readInt16LE(at),
  u32: (b: Buffer, at: number) => b.readUInt32LE(at),
  i32: (b: Buffer, at: number) => b.readInt32LE(at),
  f32: (b: Buffer, at: number) => b.readFloatLE(at),
  f64: (b: Buffer, at: number) => b.readDoubleLE(at),
};

function frameOf(payload: Buffer): Buffer {
  const crc = crc16(payload, 0, payload.length);
  return Buffer.from(cobsEncode(Buffer.concat([payload, Buffer.of(crc & 255, crc >> 8)])));
}

function jobOf(fields: readonly PlainField[], frames: readonly Buffer[]): DecodeJob {
  const bytes = Buffer.concat(frames);
  return {
    format: { kind: 'cobs', fields },
    bytes,
    spans: Float64Array.of(bytes.length, 0, bytes.length),
  };
}

const SIZES = { u8: 1, i8: 1, u16: 2, i16: 2, u32: 4, i32: 4, f32: 4, f64: 8 };

const schema = fc.array(
  fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    type: fc.constantFrom(...TYPES),
    scale: fc.constantFrom(1, 0.5, -2),
    offset: fc.constantFrom(0, 10),
  }),
  { minLength: 1, maxLength: 7 },
);

/** The values of each name, frame by frame and field by field. */
function plainly(
  fields: readonly PlainField[],
  payloads: readonly Buffer[],
): Map<string, number[]> {
  const values = new Map<string, number[]>();
  for (const payload of payloads) {
    let at = 0;
    for (const { name, type, scale = 1, offset = 0 } of fields) {
      const list = values.get(name) ?? [];
      list.push(READERS[type](payload, at) * scale + offset);
      values.set(name, list);
      at += SIZES[type];
    }
  }
  return values;
}

describe('PackedColumns', () => {
  it('reads every type at every offset, and names that come twice into one column', () => {
    const decoder = new Decoder();
    fc.assert(
      fc.property(schema, fc.array(fc.integer(), { maxLength: 20 }), (fields, seeds) => {
        const payloads = seeds.map((seed) => {
          const payload = Buffer.alloc(fields.reduce((n, { type }) => n + SIZES[type], 0));
          let at = 0;
          fields.forEach(({ type }, n) => {
            WRITERS[type](payload, (seed * (n + 1)) | 0, at);
            at += SIZES[type];
          });
          return payload;
        });
        const batch = decoder.decode(jobOf(fields, payloads.map(frameOf)));
        assert.equal(batch.acceptedFrames, payloads.length);
        const expected = plainly(fields, payloads);
        assert.equal(batch.columns.length, expected.size);
        for (const { name, values, times, min, max } of batch.columns) {
          const list = expected.get(name) ?? [];
          assert.deepEqual([...values], list);
          assert.equal(times.length, list.length);
          assert.deepEqual([min, max], [Math.min(...list), Math.max(...list)]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps what is not finite as a gap, and counts it, wherever the field lies', () => {
    for (const before of [[], [{ name: 'first', type: 'u8' } as const]]) {
      const payload = Buffer.alloc(before.length + 8);
      payload.writeFloatLE(Infinity, before.length);
      payload.writeFloatLE(2, before.length + 4);
      const fields = [
        ...before,
        { name: 'a', type: 'f32' } as const,
        { name: 'b', type: 'f32' } as const,
      ];
      const { columns, nonFinite } = decodeJob(jobOf(fields, [frameOf(payload), frameOf(payload)]));
      assert.equal(nonFinite, 2);
      const [a, b] = columns.slice(-2);
      assert.deepEqual([...a.values], [NaN, NaN]);
      assert.deepEqual([b.min, b.max], [2, 2]);
    }
  });

  it('gives each frame the time of its end, damaged ones between them or not', () => {
    const payload = Buffer.of(1, 0, 2, 0);
    const good = frameOf(payload);
    const bad = Buffer.from(good);
    bad[1] ^= 0x40;
    const { columns, rejections, lastGoodMs } = decodeJob(
      jobOf([{ name: 'a', type: 'u32' }], [good, bad, good, good]),
    );
    const size = good.length;
    assert.deepEqual([...columns[0].times], [size, 3 * size, 4 * size]);
    assert.deepEqual(
      rejections.map(({ cause, timeMs, goodBefore }) => [cause, timeMs, goodBefore]),
      [['checksum', 2 * size, 1]],
    );
    assert.equal(lastGoodMs, 4 * size);
  });
});

import assert from 'node:assert/strict';
import {
  decodeDropped,
  encodeDropped,
  MAX_RECORD_BYTES,
  RECORD_HEADER_BYTES,
  RecordReader,
  writeRecord,
} from '../../../src/transport/records';
import type { RecordKind } from '../../../src/transport/records';

interface Written {
  readonly kind: RecordKind;
  readonly timeMs: number;
  readonly payload: Uint8Array;
}

const written: Written[] = [
  { kind: 'data', timeMs: 1.25, payload: Uint8Array.from({ length: 40 }, (_, i) => i * 7) },
  { kind: 'event', timeMs: 2, payload: Buffer.from('{"type":"lost"}') },
  { kind: 'data', timeMs: 2.5, payload: new Uint8Array(0) },
  { kind: 'dropped', timeMs: 3, payload: encodeDropped(2 ** 40 + 1) },
  { kind: 'data', timeMs: 4e9 + 0.125, payload: Uint8Array.of(0, 255) },
];

function encode(records: readonly Written[]): Buffer {
  const size = records.reduce((sum, r) => sum + RECORD_HEADER_BYTES + r.payload.length, 0);
  const stream = Buffer.alloc(size);
  let offset = 0;
  for (const r of records) offset = writeRecord(stream, offset, r.kind, r.timeMs, r.payload);
  assert.equal(offset, size);
  return stream;
}

function read(parts: readonly Uint8Array[]): Written[] {
  const got: Written[] = [];
  const reader = new RecordReader((kind, timeMs, payload) => got.push({ kind, timeMs, payload }));
  for (const part of parts) reader.push(part);
  return got.map((r) => ({ ...r, payload: Uint8Array.from(r.payload) }));
}

const expected = written.map((r) => ({ ...r, payload: Uint8Array.from(r.payload) }));

describe('record stream', () => {
  it('gives the same records for every chunk size', () => {
    const stream = encode(written);
    for (let size = 1; size <= stream.length; size++) {
      const parts: Uint8Array[] = [];
      for (let at = 0; at < stream.length; at += size) parts.push(stream.subarray(at, at + size));
      assert.deepEqual(read(parts), expected, `chunks of ${size}`);
    }
  });

  it('gives the same records for every place of two cuts', () => {
    const stream = encode(written);
    for (let a = 0; a <= stream.length; a++) {
      for (let b = a; b <= stream.length; b++) {
        const parts = [stream.subarray(0, a), stream.subarray(a, b), stream.subarray(b)];
        assert.deepEqual(read(parts), expected, `cut at ${a} and ${b}`);
      }
    }
  });

  it('copies no payload that lies whole in one read', () => {
    const got: Uint8Array[] = [];
    const stream = encode(written);
    new RecordReader((_kind, _timeMs, payload) => got.push(payload)).push(stream);
    for (const payload of got) assert.equal(payload.buffer, stream.buffer);
  });

  it('gives payloads that later reads do not change', () => {
    const got: Uint8Array[] = [];
    const reader = new RecordReader((_kind, _timeMs, payload) => got.push(payload));
    const stream = encode(written);
    // A buffer of its own for each read, as a pipe gives them; the last one is overwritten afterwards.
    const cut = RECORD_HEADER_BYTES + 10;
    reader.push(Uint8Array.from(stream.subarray(0, cut)));
    const rest = Uint8Array.from(stream.subarray(cut));
    reader.push(rest);
    rest.fill(0xee, 0, 30);
    assert.deepEqual(Uint8Array.from(got[0]), expected[0].payload);
  });

  it('carries drop counts exactly', () => {
    assert.equal(decodeDropped(encodeDropped(2 ** 52 + 1)), 2 ** 52 + 1);
  });

  it('refuses a stream that is not ours', () => {
    const reader = new RecordReader(() => undefined);
    const header = Buffer.alloc(RECORD_HEADER_BYTES);
    header.writeUInt32LE(MAX_RECORD_BYTES + 1, 0);
    assert.throws(() => reader.push(header), /no record/);
    const unknownKind = Buffer.alloc(RECORD_HEADER_BYTES);
    unknownKind[4] = 3;
    assert.throws(() => new RecordReader(() => undefined).push(unknownKind), /no record/);
  });
});

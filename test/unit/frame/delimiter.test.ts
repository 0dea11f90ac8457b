import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DelimiterFramer } from '../../../src/frame/delimiter';
import type { Rejection } from '../../../src/model';

interface Framed {
  readonly bytes: number[];
  readonly rejected: { cause: string; bytes: number; excerpt: string }[];
  readonly waiting: number;
}

const MAX = 8;

function run(
  stream: Uint8Array,
  cuts: readonly number[],
  delimiter: 10 | 0,
  drop: boolean,
): Framed {
  const framer = new DelimiterFramer({ delimiter, maxFrameBytes: MAX, dropFirst: drop });
  const bytes: number[] = [];
  const rejections: Rejection[] = [];
  const edges = [0, ...[...cuts].sort((a, b) => a - b), stream.length];
  for (let i = 1; i < edges.length; i++) {
    const out = framer.push({ timeMs: i, bytes: stream.subarray(edges[i - 1], edges[i]) });
    rejections.push(...out.rejections);
    if (out.piece === undefined) continue;
    assert.equal(out.piece.bytes.at(-1), delimiter);
    assert.equal(out.piece.bytes.byteLength, out.piece.bytes.buffer.byteLength, 'tight');
    bytes.push(...out.piece.bytes);
  }
  const rejected = rejections.map(({ cause, bytes: size, excerpt }) => ({
    cause,
    bytes: size,
    excerpt: Buffer.from(excerpt).toString('latin1'),
  }));
  return { bytes, rejected, waiting: framer.waitingBytes };
}

/** The simplest correct framer: splits the whole stream at once. */
function naive(stream: Uint8Array, delimiter: number): number[] {
  const bytes: number[] = [];
  let start = 0;
  stream.forEach((byte, i) => {
    if (byte !== delimiter) return;
    if (i - start <= MAX) bytes.push(...stream.subarray(start, i + 1));
    start = i + 1;
  });
  return bytes;
}

const delimiters = fc.constantFrom<10 | 0>(10, 0);
const streams = fc
  .array(fc.oneof(fc.constantFrom(0, 10), fc.integer({ min: 0, max: 255 })), { maxLength: 120 })
  .map((bytes) => Uint8Array.from(bytes));

describe('DelimiterFramer', () => {
  it('gives the same frames and rejections for every way of cutting the bytes', () => {
    const cuts = fc.array(fc.nat(120), { maxLength: 30 });
    fc.assert(
      fc.property(streams, cuts, delimiters, fc.boolean(), (stream, places, delimiter, drop) => {
        const inside = places.map((place) => Math.min(place, stream.length));
        assert.deepEqual(run(stream, inside, delimiter, drop), run(stream, [], delimiter, drop));
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps exactly the frames that are short enough, and accounts for every byte', () => {
    fc.assert(
      fc.property(streams, delimiters, (stream, delimiter) => {
        const { bytes, rejected, waiting } = run(stream, [], delimiter, false);
        assert.deepEqual(bytes, naive(stream, delimiter));
        const refused = rejected.reduce((n, rejection) => n + rejection.bytes, 0);
        assert.equal(bytes.length + refused + waiting, stream.length);
        assert.ok(waiting <= 4 * MAX);
      }),
      { numRuns: 3000 },
    );
  });

  it('gives the same frames in chunks of every size from 1 to 99', () => {
    const stream = Buffer.from(Array.from({ length: 40 }, (_, i) => `t:${String(i)}\n`).join(''));
    for (let size = 1; size < 100; size++) {
      const cuts = Array.from(
        { length: Math.floor(stream.length / size) },
        (_, i) => (i + 1) * size,
      );
      assert.deepEqual(
        run(stream, cuts, 10, false).bytes,
        [...stream],
        `chunks of ${String(size)}`,
      );
    }
  });

  it('refuses a frame that is too long once, with its bytes and its beginning', () => {
    const { bytes, rejected } = run(Buffer.from('a\n0123456789\nb\n'), [4, 9], 10, false);
    assert.equal(Buffer.from(bytes).toString(), 'a\nb\n');
    assert.deepEqual(rejected, [{ cause: 'length', bytes: 11, excerpt: '0123456789\n' }]);
  });

  it('reports a run without any delimiter while it lasts', () => {
    const { rejected, waiting } = run(new Uint8Array(100).fill(65), [], 10, true);
    assert.deepEqual(
      rejected.map((rejection) => [rejection.cause, rejection.bytes]),
      [32, 32, 32].map((size) => ['length', size]),
    );
    assert.equal(waiting, 4);
  });

  it('refuses what comes before the first delimiter as partial', () => {
    const { bytes, rejected } = run(Buffer.from('3.4\ntemp:1\n'), [2], 10, true);
    assert.equal(Buffer.from(bytes).toString(), 'temp:1\n');
    assert.deepEqual(rejected, [{ cause: 'partial', bytes: 4, excerpt: '3.4\n' }]);
  });

  it('returns the carried bytes when the stream breaks, and goes on inside a frame', () => {
    const framer = new DelimiterFramer({ delimiter: 10, maxFrameBytes: 99, dropFirst: false });
    framer.push({ timeMs: 1, bytes: Buffer.from('a\nbcd') });
    assert.equal(framer.waitingBytes, 3);
    assert.equal(framer.reset(), 3);
    assert.equal(framer.waitingBytes, 0);
    const { piece, rejections } = framer.push({ timeMs: 2, bytes: Buffer.from('ef\ng\n') });
    assert.equal(rejections[0].cause, 'partial');
    assert.equal(Buffer.from(piece?.bytes ?? []).toString(), 'g\n');
  });

  it('spans a piece from the piece before it, but not over more than 20 ms', () => {
    const framer = new DelimiterFramer({ delimiter: 10, maxFrameBytes: 99, dropFirst: false });
    const spans = [100, 105, 200].map((timeMs) => {
      const { piece } = framer.push({ timeMs, bytes: Buffer.from('a\n') });
      return [piece?.startMs, piece?.endMs];
    });
    assert.deepEqual(spans, [
      [80, 100],
      [100, 105],
      [180, 200],
    ]);
  });

  it('carries a long frame that arrives byte by byte without copying it each time', () => {
    const size = 1 << 20;
    const framer = new DelimiterFramer({ delimiter: 10, maxFrameBytes: size, dropFirst: false });
    const one = Uint8Array.of(65);
    for (let i = 0; i < size; i++) framer.push({ timeMs: 0, bytes: one });
    const { piece } = framer.push({ timeMs: 1, bytes: Uint8Array.of(10) });
    assert.equal(piece?.bytes.length, size + 1);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FramerOutput } from '../../../src/frame/framer';
import { makeFramer } from '../../../src/frame/makeFramer';
import type { WireFormat } from '../../../src/wireFormat';
import { SCANNED_FORMATS, type ScannedFormat } from './formats';

const MAX = 64;
const soak = Number(process.env.TELEMETRYHUB_SOAK ?? 1);

interface Framed {
  readonly frames: string[];
  readonly rejected: string[];
  readonly skipped: number[];
  readonly waiting: number;
  readonly taken: number;
}

/** All of what the pushes gave, as text that can be compared. */
function collect(outputs: readonly FramerOutput[], waiting: number): Framed {
  const frames: string[] = [];
  const rejected: string[] = [];
  const skipped: number[] = [];
  let taken = 0;
  for (const { piece, rejections, skipped: images = [] } of outputs) {
    let from = 0;
    for (const end of piece?.ends ?? []) {
      frames.push(Buffer.from(piece?.bytes.subarray(from, end) ?? []).toString('hex'));
      from = end;
    }
    assert.equal(from, piece?.bytes.length ?? 0);
    assert.equal(piece?.bytes.byteLength, piece?.bytes.buffer.byteLength, 'tight');
    taken += from;
    for (const { cause, detail, bytes, offset, excerpt } of rejections) {
      rejected.push([cause, detail, bytes, offset, Buffer.from(excerpt).toString('hex')].join());
      assert.ok(bytes > 0 && excerpt.length <= 64);
      taken += bytes;
    }
    for (const { offset, bytes } of images) {
      taken += bytes;
      for (let i = 0; i < bytes; i++) skipped.push(offset + i);
    }
  }
  return { frames, rejected, skipped, waiting, taken };
}

function run(
  format: WireFormat,
  stream: Uint8Array,
  cuts: readonly number[],
  dropFirst = false,
): Framed {
  const framer = makeFramer(format, { maxFrameBytes: MAX, dropFirst });
  const edges = [0, ...[...cuts].sort((a, b) => a - b), stream.length];
  const outputs: FramerOutput[] = [];
  for (let i = 1; i < edges.length; i++) {
    outputs.push(framer.push({ timeMs: i, bytes: stream.subarray(edges[i - 1], edges[i]) }));
  }
  return collect(outputs, framer.waitingBytes);
}

/** Good frames, images, and damage: noise between frames, bytes changed or gone. */
function streamsOf({
  frame,
  image,
  payload = (bytes) => bytes,
}: ScannedFormat): fc.Arbitrary<Uint8Array> {
  const payloads = fc.uint8Array({ maxLength: 20 }).map((bytes) => frame(payload(bytes)));
  const images = fc
    .uint8Array({ minLength: 1, maxLength: 40 })
    .map((bytes) => image?.(bytes) ?? bytes);
  const parts = fc.array(
    fc.oneof({ weight: 6, arbitrary: payloads }, images, fc.uint8Array({ maxLength: 8 })),
    { maxLength: 14 },
  );
  const flips = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 3 });
  const drops = fc.array(fc.nat(400), { maxLength: 2 });
  return fc.tuple(parts, flips, drops).map(([all, places, gone]) => {
    const bytes = [...Buffer.concat(all)];
    for (const [at, byte] of places) if (at < bytes.length) bytes[at] = byte;
    for (const at of gone) if (at < bytes.length) bytes.splice(at, 1);
    return Uint8Array.from(bytes);
  });
}

describe('ScanFramer', () => {
  for (const scanned of SCANNED_FORMATS) {
    const {
      name,
      format,
      frame,
      isChecked,
      image,
      payload = (bytes: Uint8Array) => bytes,
    } = scanned;

    it(`cuts ${name} the same way however the bytes arrive`, () => {
      const cuts = fc.array(fc.nat(400), { maxLength: 30 });
      fc.assert(
        fc.property(streamsOf(scanned), cuts, fc.boolean(), (stream, places, drop) => {
          const inside = places.map((place) => Math.min(place, stream.length));
          const whole = run(format, stream, [], drop);
          assert.deepEqual(run(format, stream, inside, drop), whole);
          assert.equal(whole.taken + whole.waiting, stream.length);
        }),
        { numRuns: 600 * soak },
      );
    });

    it(`cuts ${name} the same way byte by byte`, () => {
      fc.assert(
        fc.property(streamsOf(scanned), (stream) => {
          const cuts = Array.from({ length: stream.length }, (_, i) => i);
          assert.deepEqual(run(format, stream, cuts), run(format, stream, []));
        }),
        { numRuns: 200 },
      );
    });

    it(`gives back every frame of ${name} that was sent`, () => {
      const payloads = fc.array(fc.uint8Array({ maxLength: 20 }), { minLength: 1, maxLength: 20 });
      fc.assert(
        fc.property(payloads, (all) => {
          const frames = all.map((bytes) => frame(payload(bytes)));
          // A last one that is ended by the next start has no end yet.
          const { frames: found, rejected, waiting } = run(format, Buffer.concat(frames), []);
          const sent = frames.map((bytes) => Buffer.from(bytes).toString('hex'));
          assert.deepEqual(rejected, []);
          assert.deepEqual(found, waiting > 0 ? sent.slice(0, -1) : sent);
        }),
        { numRuns: 300 },
      );
    });

    it(`finds ${name} again behind damage`, () => {
      const sent = Array.from({ length: 12 }, (_, i) => frame(payload(Uint8Array.of(i, 1, 2, 3))));
      const good = sent.map((bytes) => Buffer.from(bytes).toString('hex'));
      for (let at = 0; at < sent[2].length; at++) {
        const stream = [...Buffer.concat(sent)];
        stream.splice(sent[0].length + sent[1].length + at, 1);
        const { frames } = run(format, Uint8Array.from(stream), []);
        const wrong = frames.filter((bytes) => !good.includes(bytes));
        if (isChecked) assert.deepEqual(wrong, [], `byte ${String(at)} gone`);
        assert.ok(frames.length >= 8, `byte ${String(at)} gone: ${String(frames.length)} frames`);
        assert.ok(frames.includes(good[good.length - 2]));
      }
    });

    if (image !== undefined) {
      it(`skips images of ${name} by their size`, () => {
        const one = frame(payload(Uint8Array.of(1, 2, 3)));
        const pixels = Buffer.concat([one, one, Buffer.alloc(200)]);
        const stream = Buffer.concat([one, image(pixels), one, one]);
        const { frames, rejected, skipped } = run(format, stream, [7, 30, 90, 100]);
        assert.deepEqual(rejected, []);
        assert.equal(skipped.length, pixels.length);
        assert.equal(frames.length, 4, 'three frames and the preamble');
      });
    }
  }

  it('holds no more than a longest frame and one report of what is none', () => {
    const noise = Uint8Array.from({ length: 20_000 }, (_, i) => (i * 2_654_435_761) >>> 13);
    for (const { name, format } of SCANNED_FORMATS) {
      const framer = makeFramer(format, { maxFrameBytes: MAX, dropFirst: true });
      for (let at = 0; at < noise.length; at += 50) {
        framer.push({ timeMs: at, bytes: noise.subarray(at, at + 50) });
        assert.ok(framer.waitingBytes <= MAX + 1024, name);
      }
    }
  });

  it('reports the first bytes after open that are no frame as partial, and no others', () => {
    const { format, frame } = SCANNED_FORMATS[0];
    const one = frame(Uint8Array.of(1));
    const stream = Buffer.concat([one.subarray(3), one, Buffer.of(9, 9), one]);
    const causes = run(format, stream, [], true).rejected.map((line) => line.split(',')[0]);
    assert.deepEqual(causes, ['partial', 'framing']);
  });

  it('returns what it holds when the stream breaks, and goes on inside a frame', () => {
    const { format, frame } = SCANNED_FORMATS[0];
    const one = frame(Uint8Array.of(1, 2, 3));
    const framer = makeFramer(format, { maxFrameBytes: MAX, dropFirst: false });
    framer.push({ timeMs: 1, bytes: one.subarray(0, 5) });
    assert.equal(framer.reset(), 5);
    assert.equal(framer.waitingBytes, 0);
    const { piece, rejections } = framer.push({
      timeMs: 2,
      bytes: Buffer.concat([one.subarray(5), one]),
    });
    assert.deepEqual(
      rejections.map((r) => [r.cause, r.offset]),
      [['partial', 5]],
    );
    assert.deepEqual(Buffer.from(piece?.bytes ?? []), Buffer.from(one));
  });

  it('says of every damaged frame that its checksum fails', () => {
    const { format, frame } = SCANNED_FORMATS[0];
    const bad = frame(Uint8Array.of(1, 2, 3));
    bad[5] ^= 1;
    const { rejected } = run(format, Buffer.concat([bad, bad, bad, frame(Uint8Array.of(1))]), []);
    assert.equal(rejected.filter((line) => line.startsWith('checksum')).length, 3);
  });
});

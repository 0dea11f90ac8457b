import assert from 'node:assert/strict';
import { Decoder } from '../../../src/decode/decode';
import { detect } from '../../../src/decode/detect';
import type { Framer } from '../../../src/frame/framer';
import { makeFramer } from '../../../src/frame/makeFramer';
import {
  MAX_BATCH_LOG,
  MAX_BATCH_REJECTIONS,
  type DecodeJob,
  type SampleBatch,
} from '../../../src/model';
import type { WireFormat } from '../../../src/wireFormat';
import { fixtures, type Fixture } from './fixtures';
import { MAX_INPUT, mutated, Random } from './mutated';

const soak = Number(process.env.TELEMETRYHUB_SOAK ?? 1);
/** For each format 200 thousand mutated inputs in a test run, 10 million in a soak of factor 10. */
const INPUTS = soak > 1 ? 1_000_000 * soak : 200_000;
const DETECTED_INPUTS = soak > 1 ? 20_000 * soak : 4_000;
const MAX_FRAME = 96;

function check(batch: SampleBatch, size: number, name: string): void {
  assert.equal(batch.acceptedBytes + batch.rejectedBytes, size, name);
  assert.equal(batch.rejections.length, Math.min(batch.rejectedFrames, MAX_BATCH_REJECTIONS), name);
  assert.equal(batch.log.length, Math.min(batch.logLines, MAX_BATCH_LOG), name);
  let samples = 0;
  for (const { name: channel, values, times, labels, isText = false } of batch.columns) {
    samples += values.length;
    assert.ok(channel !== '' && times.length === values.length, name);
    if (isText) for (const value of values) assert.ok(labels?.has(value), name);
  }
  assert.equal(samples, batch.samples, name);
}

/** A decoder that is given its batches' memory back, as a pool worker is. */
class Reused {
  private readonly decoder = new Decoder();
  private spare: ArrayBuffer | undefined;

  /** Decodes, and checks what came out. */
  decode(job: DecodeJob, name: string): void {
    const batch = this.decoder.decode(job, this.spare);
    check(batch, job.bytes.length, name);
    const memory = batch.columns.at(0)?.times.buffer;
    if (memory instanceof ArrayBuffer) this.spare = memory;
  }
}

/** Framers of one format: a new one now and then, else the last, which has forgotten all and may stand inside a frame. */
class Framers {
  private last: Framer | undefined;
  private uses = 0;

  constructor(private readonly format: WireFormat) {}

  next(): Framer {
    if (this.last === undefined || this.uses++ % 16 === 0) {
      this.last = makeFramer(this.format, { maxFrameBytes: MAX_FRAME, dropFirst: false });
    } else this.last.reset();
    return this.last;
  }
}

/** Through framer, in up to three chunks, and decoder; every byte must be accounted for once. */
function run(
  { format, name }: Fixture,
  input: Uint8Array,
  cuts: readonly number[],
  framer: Framer,
  decoder: Reused,
): void {
  let taken = 0;
  for (let i = 1; i < cuts.length; i++) {
    const out = framer.push({ timeMs: i, bytes: input.subarray(cuts[i - 1], cuts[i]) });
    for (const { bytes } of out.rejections) taken += bytes;
    for (const { bytes } of out.skipped ?? []) taken += bytes;
    const { piece } = out;
    if (piece === undefined) continue;
    taken += piece.bytes.length;
    const spans = Float64Array.of(piece.bytes.length, piece.startMs, piece.endMs);
    const job = { format, bytes: piece.bytes, spans, ...(piece.ends && { ends: piece.ends }) };
    decoder.decode(job, name);
  }
  assert.equal(taken + framer.waitingBytes, input.length, name);
}

describe('decoders, on mutated input', () => {
  const seeds = fixtures();

  for (const fixture of seeds) {
    const { kind } = fixture.format;
    const share = Math.ceil(INPUTS / seeds.filter(({ format }) => format.kind === kind).length);
    it(`neither throw nor lose a byte: ${fixture.name}, ${String(share)} inputs`, function () {
      this.timeout(120_000 * soak);
      const random = new Random(0x9e3779b9);
      const decoder = new Reused();
      const framers = new Framers(fixture.format);
      const target = Buffer.alloc(MAX_INPUT);
      for (let i = 0; i < share; i++) {
        const input = Uint8Array.prototype.slice.call(
          target,
          0,
          mutated(seeds, fixture, random, target),
        );
        const [a, b] = [random.below(input.length + 1), random.below(input.length + 1)];
        const cuts = [0, Math.min(a, b), Math.max(a, b), input.length];
        try {
          run(fixture, input, cuts, framers.next(), decoder);
          // Without a framer the decoder has to find the frames by itself.
          if (i % 4 === 0) {
            const spans = Float64Array.of(input.length, 0, 1);
            decoder.decode({ format: fixture.format, bytes: input, spans }, fixture.name);
          }
        } catch (error) {
          const hex = Buffer.from(input).toString('hex');
          throw new Error(`input ${String(i)}: ${hex}, cut at ${cuts.join()}`, { cause: error });
        }
      }
    });
  }

  it(`leave detection whole, ${String(DETECTED_INPUTS)} inputs`, function () {
    this.timeout(120_000 * soak);
    const random = new Random(7);
    const target = Buffer.alloc(MAX_INPUT);
    for (let i = 0; i < DETECTED_INPUTS; i++) {
      const length = mutated(seeds, seeds[i % seeds.length], random, target);
      const found = detect(Uint8Array.prototype.slice.call(target, 0, length));
      if (found.kind === 'sure') assert.ok(found.score >= 0.5 && found.score <= 1);
    }
  });

  it('cost no memory for a line of 100 MB', () => {
    const chunk = new Uint8Array(65_536).fill(65);
    for (const { format, name } of seeds) {
      const framer = makeFramer(format, { maxFrameBytes: 65_536, dropFirst: true });
      const chunks = format.kind === 'csv' || format.kind === 'fireWater' ? 1600 : 40;
      let reported = 0;
      for (let n = 0; n < chunks; n++) {
        const { rejections, piece } = framer.push({ timeMs: n, bytes: chunk });
        reported += rejections.length;
        assert.equal(piece, undefined, name);
        assert.ok(framer.waitingBytes <= 5 * 65_536, name);
      }
      assert.ok(reported > 0 && reported < 3 * chunks, `${name}: ${String(reported)} rejections`);
    }
  });
});

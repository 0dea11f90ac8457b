import assert from 'node:assert/strict';
import { decodeJob } from '../../../src/decode/decode';
import type { Rejection } from '../../../src/model';
import { LatencyWindow } from '../../../src/pipeline/latency';
import { Pipeline, type FrameFaults, type OrderedBatch } from '../../../src/pipeline/pipeline';
import { WorkerPool } from '../../../src/pipeline/workerPool';
import type { WireFormat } from '../../../src/wireFormat';
import { cobsFrame, fireWaterImage, floatImage, justFloatFrame, minFrame } from '../frame/encode';
import { fixtures } from '../decode/fixtures';
import { atOnce, FakeWorker } from './fakeWorker';
import { formatLabel } from './formatLabel';

/** A pipeline whose one worker decodes at once. */
class Bench {
  readonly batches: OrderedBatch[] = [];
  readonly formats: string[] = [];
  readonly rejections: Rejection[] = [];
  readonly pipeline: Pipeline;
  private readonly workers: FakeWorker[] = [];
  private timeMs = 0;

  constructor(format: WireFormat | { readonly kind: 'auto' }, frameFaults?: FrameFaults) {
    const spawn = () => {
      const worker = new FakeWorker();
      this.workers.push(worker);
      return worker;
    };
    const pool = new WorkerPool(1, spawn, atOnce);
    const options = {
      format,
      policy: 'dropOldest',
      queueBlocks: 1000,
      queueBytes: 1 << 20,
      maxFrameBytes: 1024,
      ...(frameFaults === undefined ? {} : { frameFaults }),
    } as const;
    this.pipeline = new Pipeline(options, pool, new LatencyWindow(), () => this.timeMs, {
      onBatch: (batch) => this.batches.push(batch),
      onFramerRejection: (rejection) => this.rejections.push(rejection),
      onFormat: (state) => this.formats.push(formatLabel(state)),
      onFlow: () => undefined,
      onQueueDropped: () => undefined,
    });
    this.pipeline.beginStream(false);
  }

  push(bytes: Uint8Array | string): void {
    this.timeMs += 1;
    this.pipeline.push({ timeMs: this.timeMs, bytes: Uint8Array.from(Buffer.from(bytes)) });
    while (this.workers.some(({ inbox }) => inbox.length > 0)) {
      for (const worker of this.workers) if (worker.inbox.length > 0) worker.answer(decodeJob);
    }
    this.assertBytesAddUp();
  }

  pushInPieces(bytes: Uint8Array, size: number): void {
    for (let at = 0; at < bytes.length; at += size) this.push(bytes.subarray(at, at + size));
  }

  values(name: string): number[] {
    const columns = this.batches.flatMap((batch) => batch.columns);
    return columns.filter((column) => column.name === name).flatMap(({ values }) => [...values]);
  }

  private assertBytesAddUp(): void {
    const { bytesIn, bytesAccepted, bytesRejected, bytesDropped } = this.pipeline.counters;
    assert.equal(
      bytesIn,
      bytesAccepted + bytesRejected + bytesDropped + this.pipeline.waitingBytes,
    );
  }
}

function frames(count: number, frame: (i: number) => Uint8Array): Buffer {
  return Buffer.concat(Array.from({ length: count }, (_, i) => frame(i)));
}

describe('Pipeline, by format', () => {
  for (const { name, bytes, format } of fixtures()) {
    it(`accounts for every byte of ${name}, in pieces of all sizes`, () => {
      const samples = [1, 3, 7, 64, bytes.length].map((size) => {
        const bench = new Bench(format);
        bench.pushInPieces(bytes, size);
        return bench.pipeline.counters.samples;
      });
      assert.equal(new Set(samples).size, 1, samples.join());
    });
  }

  it('detects binary frames and loses none but the one it began in', () => {
    const bench = new Bench({ kind: 'auto' });
    bench.pushInPieces(
      frames(40, (i) => justFloatFrame([i, i / 2])),
      5,
    );
    assert.match(bench.formats.join(), /^detecting,justFloat, detected/);
    assert.deepEqual(bench.values('value 1'), [...Array(40).keys()]);
  });

  it('decodes frames that only the next start ends', () => {
    const fields = [{ name: 'n', type: 'u8' }] as const;
    const frame = {
      start: [0xaa, 0x55],
      end: [],
      checksum: null,
      checksumPlace: 'afterEnd',
    } as const;
    for (const size of [1, 2, 5, 64]) {
      const bench = new Bench({ kind: 'delimited', frame, payload: { kind: 'fields', fields } });
      const bytes = frames(20, (i) => Buffer.of(0xaa, 0x55, i));
      bench.pushInPieces(bytes, size);
      // The last waits for the start that ends it.
      assert.deepEqual(bench.values('n'), [...Array(19).keys()], `${String(size)} at once`);
      assert.equal(bench.pipeline.counters.bytesRejected, 0);
    }
  });

  it('counts images between samples as accepted', () => {
    for (const [format, image, sample] of [
      [{ kind: 'justFloat' }, floatImage, () => justFloatFrame([1, 2])],
      [{ kind: 'fireWater' }, fireWaterImage, () => Buffer.from('1,2\n')],
    ] as const) {
      const bench = new Bench(format);
      bench.pushInPieces(Buffer.concat([sample(), image(new Uint8Array(5000)), sample()]), 100);
      assert.equal(bench.pipeline.counters.bytesRejected, 0);
      assert.equal(bench.pipeline.counters.samples, 4);
    }
  });

  it('changes to the format that the device has changed to, and says so', () => {
    const bench = new Bench({ kind: 'auto' });
    for (let i = 0; i < 50; i++) bench.push(`temp:${String(i)}\n`);
    for (let i = 0; i < 400; i++) bench.push(`>temp:${String(i)}:1§V\n`);
    bench.pushInPieces(
      frames(1200, (i) => cobsFrame(Buffer.from(Float32Array.of(i, 2).buffer), null)),
      50,
    );
    const kinds = bench.formats.map((label) => label.split(',')[0]);
    assert.deepEqual(kinds, ['detecting', 'keyValue', 'teleplot', 'cobs']);
    assert.ok(bench.values('value 1').length > 50);
  });

  it('finds binary frames behind a long boot log', () => {
    const bench = new Bench({ kind: 'auto' });
    for (let i = 0; i < 200; i++) bench.push('Loading the module, please stand by for a moment\n');
    const fields = Buffer.from(Float32Array.of(1.5, 2.5).buffer);
    bench.pushInPieces(
      frames(400, () => minFrame(3, fields)),
      30,
    );
    assert.match(bench.formats.at(-1) ?? '', /^min/);
    assert.ok(bench.values('3.value 2').length > 100);
  });

  it('stays with a format the user has chosen', () => {
    const bench = new Bench({ kind: 'keyValue' });
    for (let i = 0; i < 400; i++) bench.push(`>temp:${String(i)}:1§V\n`);
    assert.deepEqual(bench.formats, ['keyValue']);
  });

  it('damages lines only: frames without a delimiter pass frame faults whole', () => {
    const calls: number[] = [];
    const faults: FrameFaults = {
      mayKeep: true,
      apply: (bytes, delimiter) => {
        calls.push(delimiter);
        return bytes;
      },
    };
    new Bench({ kind: 'csv' }, faults).push('1,2\n');
    new Bench({ kind: 'justFloat' }, faults).push(justFloatFrame([1]));
    assert.deepEqual(calls, [10]);
  });

  it('counts the frames that sequence numbers show to be missing', () => {
    const fields = [{ name: 'n', type: 'u8', role: 'sequence' }] as const;
    const bench = new Bench({ kind: 'cobs', checksum: null, fields });
    for (const n of [1, 2, 5]) bench.push(cobsFrame(Buffer.of(n), null));
    assert.equal(bench.pipeline.counters.framesMissing, 2);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeJob } from '../../../src/decode/decode';
import type { DropPolicy } from '../../../src/model';
import { LatencyWindow } from '../../../src/pipeline/latency';
import type { FormatState } from '../../../src/model';
import { Pipeline, type OrderedBatch, type PipelineOptions } from '../../../src/pipeline/pipeline';
import { WARM_ANSWERS, WorkerPool } from '../../../src/pipeline/workerPool';
import { atOnce, FakeWorker } from './fakeWorker';
import { formatLabel } from './formatLabel';

const OPTIONS: PipelineOptions = {
  format: { kind: 'keyValue' },
  policy: 'dropOldest',
  queueBlocks: 4,
  queueBytes: 1 << 20,
  maxFrameBytes: 256,
};

class Bench {
  readonly workers: FakeWorker[] = [];
  readonly batches: OrderedBatch[] = [];
  readonly formats: string[] = [];
  readonly flow: boolean[] = [];
  readonly pipeline: Pipeline;
  private timeMs = 0;

  constructor(options: Partial<PipelineOptions> = {}, workers = 2, soon = atOnce) {
    const spawn = () => {
      const worker = new FakeWorker();
      this.workers.push(worker);
      return worker;
    };
    const pool = new WorkerPool(workers, spawn, soon);
    const listener = {
      onBatch: (batch: OrderedBatch) => this.batches.push(batch),
      onFramerRejection: () => undefined,
      onFormat: (state: FormatState) => this.formats.push(formatLabel(state)),
      onFlow: (flowing: boolean) => this.flow.push(flowing),
      onQueueDropped: () => undefined,
    };
    const all = { ...OPTIONS, ...options };
    this.pipeline = new Pipeline(all, pool, new LatencyWindow(), () => this.timeMs, listener);
    this.pipeline.beginStream(false);
  }

  push(text: string): void {
    this.timeMs += 1;
    this.pipeline.push({ timeMs: this.timeMs, bytes: new TextEncoder().encode(text) });
  }

  /** Lets worker `i` finish its oldest job. */
  decode(i: number): void {
    if (this.workers[i % this.workers.length].inbox.length > 0) {
      this.workers[i % this.workers.length].answer(decodeJob);
    }
  }

  drain(): void {
    while (this.workers.some((w) => w.inbox.length > 0)) {
      this.workers.forEach((_, i) => {
        this.decode(i);
      });
    }
  }

  assertBytesAddUp(): void {
    const { bytesIn, bytesAccepted, bytesRejected, bytesDropped } = this.pipeline.counters;
    const out = bytesAccepted + bytesRejected + bytesDropped + this.pipeline.waitingBytes;
    assert.equal(bytesIn, out);
  }

  values(): number[] {
    return this.batches.flatMap((b) => b.columns.flatMap((c) => [...c.values]));
  }
}

describe('Pipeline', () => {
  for (const policy of ['dropOldest', 'dropNewest', 'block'] satisfies DropPolicy[]) {
    it(`keeps order and accounts for every byte under ${policy}`, () => {
      const step = fc.oneof(
        fc.constantFrom('v:1\n', 'v:2\nv:3\n', 'v:4', '\n', 'log line\n', 'v:ERR\n', '\xff\xfe\n'),
        fc.nat(3),
      );
      fc.assert(
        fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
          const bench = new Bench({ policy });
          for (const s of steps) {
            if (typeof s === 'string') bench.push(s);
            else if (bench.workers.length > 0) bench.decode(s);
            bench.assertBytesAddUp();
          }
          bench.drain();
          bench.assertBytesAddUp();
          const { startMs } = bench.batches.reduce(
            (last, next) => (assert.ok(next.startMs >= last.startMs), next),
            { startMs: -Infinity },
          );
          assert.ok(startMs < Infinity);
          if (policy === 'block') assert.equal(bench.pipeline.counters.bytesDropped, 0);
        }),
      );
    });
  }

  it('gives all that came with one read to one worker', () => {
    const ends: (() => void)[] = [];
    const bench = new Bench({ queueBlocks: 100 }, 4, (call) => ends.push(call));
    for (let i = 0; i < 20; i++) bench.push(`v:${i}\n`);
    assert.equal(bench.workers.length, 0);
    bench.assertBytesAddUp();
    for (const end of ends) end();
    assert.deepEqual(
      bench.workers.map(({ inbox }) => inbox.length),
      [1],
    );
    bench.drain();
    bench.assertBytesAddUp();
    assert.deepEqual(bench.values(), [...Array(20).keys()]);
  });

  it('restores the order of blocks that workers finished out of turn', () => {
    const bench = new Bench();
    // A second worker is started where the first is warm and has all it may have.
    const first = Array.from({ length: WARM_ANSWERS }, (_, i) => i);
    const rest = [1, 2, 3].map((i) => WARM_ANSWERS + i);
    for (const i of first) {
      bench.push(`v:${i}\n`);
      bench.decode(0);
    }
    for (const i of rest) bench.push(`v:${i}\n`);
    assert.equal(bench.workers.length, 2);
    bench.decode(1);
    assert.deepEqual(bench.values(), first);
    bench.decode(0);
    bench.decode(0);
    assert.deepEqual(bench.values(), [...first, ...rest]);
  });

  it('merges all that waits for a worker into one job', () => {
    const bench = new Bench({ queueBlocks: 100 }, 1);
    for (let i = 0; i < 50; i++) bench.push(`v:${i}\n`);
    bench.drain();
    assert.equal(bench.batches.length, 3);
    assert.deepEqual(bench.values(), [...Array(50).keys()]);
  });

  it('drops the oldest blocks when full, counts them, and marks the gap', () => {
    const bench = new Bench({}, 1);
    for (let i = 0; i < 9; i++) bench.push(`v:${i}\n`);
    bench.drain();
    assert.deepEqual(bench.values(), [0, 1, 5, 6, 7, 8]);
    assert.deepEqual(
      bench.batches.map((b) => b.gapBefore),
      [false, false, true],
    );
    assert.equal(bench.pipeline.counters.blocksDropped, 3);
  });

  it('asks the source to hold back under block and loses nothing', () => {
    const bench = new Bench({ policy: 'block' }, 1);
    for (let i = 0; i < 20; i++) bench.push(`v:${i}\n`);
    assert.equal(bench.flow[0], false);
    bench.drain();
    assert.deepEqual(bench.values(), [...Array(20).keys()]);
    assert.equal(bench.flow.at(-1), true);
  });

  it('detects the format with the first line and loses none of it', () => {
    const bench = new Bench({ format: { kind: 'auto' } });
    bench.push('tem');
    assert.equal(bench.pipeline.waitingBytes, 3);
    bench.push('p:23.5\n');
    bench.drain();
    assert.deepEqual(bench.values(), [23.5]);
    assert.match(bench.formats.join(), /^detecting,keyValue, detected/);
    bench.assertBytesAddUp();
  });

  it('finds telemetry behind a boot log longer than it looks at', () => {
    const bench = new Bench({ format: { kind: 'auto' }, queueBlocks: 1000 });
    for (let i = 0; i < 200; i++) bench.push('Loading the module, please stand by for a moment\n');
    for (let i = 0; i < 3; i++) bench.push(`>temp:${i}\n`);
    bench.drain();
    assert.deepEqual(bench.values(), [0, 1, 2]);
    assert.match(bench.formats.at(-1) ?? '', /^teleplot/);
    bench.assertBytesAddUp();
  });

  it('rejects the frame that a break cut and goes on after it', () => {
    const bench = new Bench();
    bench.push('v:1\nv:2');
    bench.pipeline.breakStream(5);
    bench.pipeline.beginStream(false);
    bench.push('v:3\n');
    bench.drain();
    assert.deepEqual(bench.values(), [1, 3]);
    assert.equal(bench.batches[1].gapBefore, true);
    assert.equal(bench.pipeline.counters.bytesRejected, 3);
  });

  for (const policy of ['dropOldest', 'dropNewest'] satisfies DropPolicy[]) {
    it(`lets go of what is more than the queue may hold while it waits for detection, under ${policy}`, () => {
      const bench = new Bench({ format: { kind: 'auto' }, policy, queueBytes: 64 });
      for (let i = 0; i < 50; i++) bench.push(`a:${i}\n`);
      bench.assertBytesAddUp();
      const { bytesDropped, bytesIn } = bench.pipeline.counters;
      assert.ok(bytesDropped > 100 && bytesIn - bytesDropped < 64 + 10);
      bench.drain();
      bench.push('9\na:50\n');
      bench.drain();
      bench.assertBytesAddUp();
      const values = bench.values();
      assert.deepEqual(
        values,
        [...values].sort((a, b) => a - b),
      );
      assert.ok(values.length > 2 && values.length < 20);
      assert.equal(values.at(-1), 50);
      assert.equal(bench.batches.at(-1)?.gapBefore, true);
    });
  }

  it('holds the link back while it waits for detection, under block, and lets it go on afterwards', () => {
    const bench = new Bench({ format: { kind: 'auto' }, policy: 'block', queueBytes: 64 });
    let pushed = 0;
    while (bench.flow.length === 0 && pushed < 1000) bench.push(`a:${pushed++}\n`);
    assert.deepEqual(bench.flow, [false]);
    bench.drain();
    assert.equal(bench.flow.at(-1), true);
    assert.deepEqual(
      bench.values(),
      Array.from({ length: pushed }, (_, i) => i),
    );
    bench.assertBytesAddUp();
  });
});

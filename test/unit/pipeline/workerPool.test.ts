import assert from 'node:assert/strict';
import type { Block, SampleBatch } from '../../../src/model';
import { WARM_ANSWERS, WorkerPool, type PoolTask } from '../../../src/pipeline/workerPool';
import { acceptedBatch, atOnce, FakeWorker } from './fakeWorker';

const block = (sequence: number): Block => ({
  sequence,
  startMs: sequence,
  endMs: sequence + 1,
  bytes: Uint8Array.of(sequence, 10),
});

class Bench {
  readonly workers: FakeWorker[] = [];
  readonly results = new Map<string, readonly SampleBatch[]>();
  readonly waiting: PoolTask[] = [];
  readonly pool: WorkerPool;

  constructor(size: number) {
    const spawn = () => {
      const worker = new FakeWorker();
      this.workers.push(worker);
      return worker;
    };
    this.pool = new WorkerPool(size, spawn, atOnce);
    this.pool.attach({ take: () => this.waiting.shift() });
  }

  add(name: string, ...sequences: number[]): void {
    this.waiting.push({
      blocks: sequences.map(block),
      format: { kind: 'keyValue' },
      done: (batches) => this.results.set(name, batches),
    });
    this.pool.poke();
  }
}

describe('WorkerPool', () => {
  it('starts no worker before there is work, and never more than its size', () => {
    const bench = new Bench(2);
    assert.equal(bench.pool.alive, 0);
    const tasks = 2 * WARM_ANSWERS + 24;
    for (let i = 0; i < tasks; i++) bench.add(`t${i}`, i);
    for (const worker of [0, 1]) {
      for (let i = 0; i < WARM_ANSWERS; i++) bench.workers[worker].answer();
      assert.deepEqual(
        bench.workers.map((w) => w.inbox.length),
        [2, 2],
      );
    }
    assert.equal(bench.waiting.length, tasks - 2 * WARM_ANSWERS - 4);
  });

  it('starts a second worker only where the first is warm and has all it may have', () => {
    const bench = new Bench(4);
    for (let i = 0; i < WARM_ANSWERS + 12; i++) bench.add(`t${i}`, i);
    assert.equal(bench.workers.length, 1, 'while the first is being started');
    for (let i = 0; i < WARM_ANSWERS - 1; i++) bench.workers[0].answer();
    assert.equal(bench.workers.length, 1, 'while it is slow');
    bench.workers[0].answer();
    assert.equal(bench.workers.length, 2);
  });

  it('starts one worker ahead of work that is about to come, and gives it that work', () => {
    const bench = new Bench(2);
    bench.pool.warm();
    bench.pool.warm();
    assert.equal(bench.workers.length, 1);
    bench.add('first', 1);
    assert.equal(bench.workers.length, 1);
    assert.equal(bench.workers[0].inbox.length, 1);
  });

  it('takes the next task as soon as a worker has room', () => {
    const bench = new Bench(1);
    for (let i = 0; i < 3; i++) bench.add(`t${i}`, i);
    bench.workers[0].answer();
    assert.ok(bench.results.has('t0'));
    assert.equal(bench.waiting.length, 0);
    assert.equal(bench.pool.busy, 1);
  });

  it('keeps one idle worker rather than starting a second', () => {
    const bench = new Bench(4);
    for (let i = 0; i < 3; i++) {
      bench.add(`t${i}`, i);
      bench.workers[0].answer();
    }
    assert.equal(bench.workers.length, 1);
  });

  it('replaces a worker that crashed and retries its blocks one by one', () => {
    const bench = new Bench(1);
    bench.add('merged', 1, 2);
    bench.add('next', 3);
    bench.workers[0].crash('out of memory');
    assert.equal(bench.pool.crashed, 1);
    assert.equal(bench.workers.length, 2);
    for (let i = 0; i < 3; i++) bench.workers[1].answer();
    assert.equal(bench.results.get('merged')?.length, 2);
    assert.equal(bench.results.get('next')?.length, 1);
  });

  it('rejects a block that crashed its worker twice, with the reason and all its bytes', () => {
    const bench = new Bench(1);
    bench.add('poisoned', 1);
    bench.workers[0].crash('first');
    bench.workers[1].crash('second');
    const batches = bench.results.get('poisoned');
    assert.equal(batches?.[0].rejectedBytes, 2);
    assert.equal(batches[0].rejections[0].cause, 'crash');
    assert.match(batches[0].rejections[0].detail, /twice: second/);
    bench.add('after', 2);
    bench.workers[2].answer();
    assert.equal(bench.results.get('after')?.[0].acceptedBytes, 2);
  });

  it('does not blame the task that only waited behind the poisoned one', () => {
    const bench = new Bench(1);
    bench.add('poisoned', 1);
    bench.add('innocent', 2);
    bench.workers[0].crash('first');
    bench.workers[1].crash('second');
    assert.equal(bench.results.get('poisoned')?.[0].rejectedFrames, 1);
    bench.workers[2].answer();
    assert.equal(bench.results.get('innocent')?.[0].acceptedBytes, 2);
  });

  it('rejects what its decoder threw on, without losing the worker', () => {
    const bench = new Bench(1);
    bench.add('bad', 1);
    bench.workers[0].fail('boom');
    assert.match(bench.results.get('bad')?.[0].rejections[0].detail ?? '', /boom/);
    assert.equal(bench.pool.alive, 1);
  });

  it('serves its sources in turn', () => {
    const pool = new WorkerPool(1, () => new FakeWorker(), atOnce);
    const taken: string[] = [];
    for (const name of ['a', 'b']) {
      let left = 1;
      pool.attach({
        take: () => {
          if (left-- <= 0) return undefined;
          taken.push(name);
          return { blocks: [block(1)], format: { kind: 'csv' }, done: () => undefined };
        },
      });
    }
    pool.poke();
    assert.deepEqual(taken.sort(), ['a', 'b']);
  });

  it('sends the memory of jobs and batches that came back out again', () => {
    const bench = new Bench(1);
    bench.add('first', 1);
    const worker = bench.workers[0];
    const memory = worker.job(0).job.bytes.buffer;
    assert.equal(worker.job(0).spare, undefined);
    worker.answer();
    const values = new Float64Array(4);
    const column = {
      name: 'a',
      unit: '',
      deviceTime: false,
      times: values,
      values,
      min: 0,
      max: 0,
    };
    bench.pool.giveBack({ ...acceptedBatch(1), columns: [column] });
    bench.add('second', 2);
    assert.equal(worker.job(0).job.bytes.buffer, memory);
    assert.equal(worker.job(0).spare, values.buffer);
    assert.deepEqual([...worker.job(0).job.bytes], [2, 10]);
  });

  it('ends every worker when disposed, and takes no more', async () => {
    const bench = new Bench(2);
    for (let i = 0; i < 4; i++) bench.add(`t${i}`, i);
    await bench.pool.dispose();
    assert.ok(bench.workers.every((w) => w.terminated));
    bench.add('late', 9);
    assert.equal(bench.pool.alive, 0);
  });

  it('orders memory with a job and delivers what comes with the answers', () => {
    const bench = new Bench(1);
    const orders = [{ count: 2, bytes: 64, worn: [new SharedArrayBuffer(32)] }, undefined];
    const delivered: number[] = [];
    bench.pool.supply({
      order: () => orders.shift(),
      deliver: (buffers) => delivered.push(...buffers.map(({ byteLength }) => byteLength)),
    });
    bench.add('a', 0);
    bench.add('b', 1);
    assert.deepEqual(
      [0, 1].map((n) => bench.workers[0].job(n).order),
      [{ count: 2, bytes: 64, worn: [new SharedArrayBuffer(32)] }, undefined],
    );
    bench.workers[0].answer();
    assert.deepEqual(delivered, []);
    bench.workers[0].answer(undefined, [new SharedArrayBuffer(64), new SharedArrayBuffer(64)]);
    assert.deepEqual(delivered, [64, 64]);
  });

  it('has questions answered before what waits to be decoded', () => {
    const bench = new Bench(1);
    for (let i = 0; i < 3; i++) bench.add(`t${i}`, i);
    let kind = '';
    const bytes = Buffer.from('{"a":1}\n{"a":2}\n');
    bench.pool.ask({ kind: 'detect', bytes }, (found) => (kind = found?.kind ?? 'failed'));
    const [worker] = bench.workers;
    worker.answer();
    assert.equal(worker.inbox.length, 2);
    worker.answer();
    worker.answer();
    assert.equal(kind, 'sure');
    assert.equal(bench.waiting.length, 0);
  });

  it('says that a question was not answered when its worker fails or dies, and loses no work beside it', () => {
    const bench = new Bench(1);
    const answers: unknown[] = [];
    const ask = () => {
      const question = { kind: 'detect', bytes: Buffer.of(1) } as const;
      bench.pool.ask(question, (found) => answers.push(found));
    };
    ask();
    bench.workers[0].fail('out of luck');
    assert.deepEqual(answers, [undefined]);
    ask();
    bench.add('beside', 1);
    bench.workers[0].crash('out of memory');
    assert.deepEqual(answers, [undefined, undefined]);
    bench.workers[1].answer();
    assert.equal(bench.results.get('beside')?.length, 1);
  });
});

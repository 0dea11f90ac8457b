import assert from 'node:assert/strict';
import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DecodeJob, SampleBatch } from '../../../src/model';

interface Reply {
  readonly id: number;
  readonly batch?: SampleBatch;
  readonly error?: string;
}

async function ask(worker: Worker, id: number, job: unknown): Promise<Reply> {
  worker.postMessage({ id, job });
  const [reply] = (await once(worker, 'message')) as [Reply];
  return reply;
}

describe('decode worker', () => {
  const worker = new Worker(path.resolve('dist', 'worker.js'));
  after(() => worker.terminate());

  it('answers a job with its batch under the same id', async () => {
    const bytes = new Uint8Array(Buffer.from('a:1,b:2\na:3,b:4\n'));
    const job: DecodeJob = {
      format: { kind: 'keyValue' },
      bytes,
      spans: Float64Array.of(bytes.length, 0, 1),
    };
    const { id, batch } = await ask(worker, 7, job);
    assert.equal(id, 7);
    assert.equal(batch?.samples, 4);
    assert.deepEqual([...batch.columns[1].values], [2, 4]);
  });

  it('answers a job it cannot read with an error, and lives on', async () => {
    const { id, error } = await ask(worker, 8, { format: { kind: 'csv' } });
    assert.equal(id, 8);
    assert.equal(typeof error, 'string');
    const bytes = new Uint8Array(Buffer.from('1\n'));
    const spans = Float64Array.of(2, 0, 1);
    const { batch } = await ask(worker, 9, { format: { kind: 'csv' }, bytes, spans });
    assert.equal(batch?.samples, 1);
  });
});

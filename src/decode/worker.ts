import { parentPort } from 'node:worker_threads';
import type { DecodeJob } from '../model';
import { Decoder } from './decode';

const decoder = new Decoder();

interface Request {
  readonly id: number;
  readonly job: DecodeJob;
  /** The buffer of an earlier batch, given back. */
  readonly spare?: ArrayBuffer;
}

/** The entry of a pool worker: one job in, one batch out, its columns and the job's memory transferred. */
parentPort?.on('message', ({ id, job, spare }: Request) => {
  try {
    const batch = decoder.decode(job, spare);
    const memory = job.bytes.buffer;
    const transfer = [memory, batch.columns[0]?.times.buffer].filter(
      (b) => b instanceof ArrayBuffer,
    );
    parentPort?.postMessage({ id, batch, memory }, transfer);
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});

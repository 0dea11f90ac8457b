import { parentPort } from 'node:worker_threads';
import type { DecodeJob } from '../model';
import { decodeJob } from './decode';

/** The entry of a pool worker: one job in, one batch out, its columns transferred. */
parentPort?.on('message', ({ id, job }: { id: number; job: DecodeJob }) => {
  try {
    const batch = decodeJob(job);
    const buffer = batch.columns[0]?.times.buffer;
    parentPort?.postMessage({ id, batch }, buffer instanceof ArrayBuffer ? [buffer] : []);
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});

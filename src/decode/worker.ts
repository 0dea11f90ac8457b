import { parentPort } from 'node:worker_threads';
import type { DecodeJob } from '../model';
import { Decoder } from './decode';
import type { MemoryOrder } from '../memoryOrder';
import { makeMemory, touch } from './makeMemory';
import { answerTo, type Question } from './question';

const decoder = new Decoder();

type Request = DecodeRequest | { readonly id: number; readonly question: Question };

interface DecodeRequest {
  readonly id: number;
  readonly job: DecodeJob;
  /** The buffer of an earlier batch, given back. */
  readonly spare?: ArrayBuffer;
  /** Memory that the host needs: goes with a later answer. */
  readonly order?: MemoryOrder;
}

const made: SharedArrayBuffer[] = [];

/** The entry of a pool worker: one job in, one batch out, its columns and the job's memory transferred. */
parentPort?.on('message', (request: Request) => {
  const { id } = request;
  try {
    if ('question' in request) parentPort?.postMessage({ id, answer: answerTo(request.question) });
    else decode(request);
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
  // Behind the jobs that wait already.
  const order = 'order' in request ? request.order : undefined;
  if (order !== undefined) setImmediate(() => make(order));
});

function decode({ id, job, spare }: DecodeRequest): void {
  const batch = decoder.decode(job, spare);
  const memory = job.bytes.buffer;
  const ready = made.splice(0);
  const transfer = [memory, batch.columns[0]?.times.buffer].filter((b) => b instanceof ArrayBuffer);
  parentPort?.postMessage({ id, batch, memory, made: ready }, transfer);
}

function make({ count, bytes, worn }: MemoryOrder): void {
  for (const memory of worn) made.push(touch(memory));
  for (let i = 0; i < count; i++) made.push(makeMemory(bytes));
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { OrderedBatch } from '../../src/pipeline/pipeline';
import { WIRE_FORMATS } from './formats';
import { nowMs, type Bench, type Figure } from './harness';
import { decodeLoopPath, plainWorkerPath } from './paths';
import { COUNTED_ROWS, countedStream } from './streams';
import { WholePath } from './wholePath';

const RUNS = 3;
const WORKERS = 4;
const CHUNK_BYTES = 64 * 1024;
/** Streams pushed in one run, eight values a row. */
const REPEATS = 16;
const STORE_BYTES = 256 << 20;
const SCALING_MS = 400;

/** Bytes into the framer -> samples in the store, against a plain pool: postMessage and the simplest parser. */
export function pathBenches(): Bench[] {
  return (['csv', 'cobs'] as const).map((kind) => {
    const name = `path.${kind}8`;
    const run = async () => {
      const { bytes } = countedStream(kind);
      const own = new OwnPath(kind, bytes);
      const plain = new PlainPool(kind, bytes);
      const values: number[] = [];
      const reference: number[] = [];
      await own.rate();
      await plain.rate();
      for (let i = 0; i < RUNS; i++) {
        values.push(await own.rate());
        reference.push(await plain.rate());
      }
      await own.dispose();
      await plain.dispose();
      const goal = { of: 'median', atLeast: 15e6 } as const;
      const parser = kind === 'csv' ? 'split + parseFloat' : 'inlined loop';
      const against = `${WORKERS} plain workers, postMessage, ${parser}`;
      const scaling = await measureScaling(`${name}.scaling`, kind);
      return [{ name, unit: 'samples/s', values, reference, against, goal }, scaling];
    };
    return { names: [name], run };
  });
}

/** Samples a second of two workers that only decode, against one; two are asked at once. */
async function measureScaling(name: string, kind: 'csv' | 'cobs'): Promise<Figure> {
  const workers = [0, 1].map(() => new Worker(decodeLoopPath, { workerData: { kind } }));
  const rate = async (count: number) => {
    const answers = workers.slice(0, count).map(async (worker) => {
      worker.postMessage(SCALING_MS);
      const [samples] = (await once(worker, 'message')) as [number];
      return samples;
    });
    return (await Promise.all(answers)).reduce((sum, one) => sum + one, 0);
  };
  const values: number[] = [];
  const reference: number[] = [];
  await rate(2);
  for (let i = 0; i < RUNS; i++) {
    reference.push(await rate(1));
    values.push(await rate(2));
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  const goal = { of: 'ratio', atLeast: 1.8 } as const;
  return {
    name,
    unit: 'samples/s',
    values,
    reference,
    against: '2 workers, decode alone; 1',
    goal,
  };
}

/** Our path; the first column counts the rows, so what is lost or out of order stops the bench. */
class OwnPath {
  private readonly path: WholePath;
  private nextRow = 0;
  private pushed = 0;

  constructor(
    kind: 'csv' | 'cobs',
    private readonly bytes: Uint8Array,
  ) {
    const onBatch = (batch: OrderedBatch) => {
      this.check(batch);
    };
    this.path = new WholePath({
      format: WIRE_FORMATS[kind],
      workers: WORKERS,
      storeBytes: STORE_BYTES,
      onBatch,
    });
  }

  /** Samples a second over one run. */
  async rate(): Promise<number> {
    const startMs = nowMs();
    for (let i = 0; i < REPEATS; i++) {
      for (let at = 0; at < this.bytes.length; at += CHUNK_BYTES) {
        await this.path.push(this.bytes.subarray(at, at + CHUNK_BYTES));
      }
    }
    const samples = REPEATS * COUNTED_ROWS * 8;
    this.pushed += samples;
    await this.path.drained(this.pushed);
    return (samples * 1000) / (nowMs() - startMs);
  }

  dispose(): Promise<void> {
    return this.path.dispose();
  }

  private check({ columns }: OrderedBatch): void {
    const { values } = columns[0];
    for (let i = 0; i < values.length; i++) {
      if (values[i] !== this.nextRow) throw new Error(`row ${values[i]} after ${this.nextRow - 1}`);
      this.nextRow = (this.nextRow + 1) % COUNTED_ROWS;
    }
  }
}

/** As many workers, each with two chunks in flight; results are thrown away, not even put in order. */
class PlainPool {
  private readonly workers = Array.from({ length: WORKERS }, () => new Worker(plainWorkerPath));

  constructor(
    private readonly kind: 'csv' | 'cobs',
    private readonly bytes: Uint8Array,
  ) {}

  /** Samples a second over one run, a quarter as long as ours. */
  async rate(): Promise<number> {
    const startMs = nowMs();
    const repeats = REPEATS / 4;
    const pieces = wholeFrames(this.bytes, this.kind === 'csv' ? 10 : 0);
    const work = Array.from({ length: repeats }, () => pieces).flat();
    await Promise.all(this.workers.map((worker) => this.serve(worker, work)));
    return (repeats * COUNTED_ROWS * 8 * 1000) / (nowMs() - startMs);
  }

  async dispose(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private async serve(worker: Worker, work: Uint8Array[]): Promise<void> {
    let inFlight = 0;
    const post = () => {
      const bytes = work.pop();
      if (bytes === undefined) return;
      // A view drags its whole buffer along.
      worker.postMessage({ kind: this.kind, bytes: bytes.slice() });
      inFlight++;
    };
    post();
    post();
    while (inFlight > 0) {
      await once(worker, 'message');
      inFlight--;
      post();
    }
  }
}

/** Pieces of about a chunk that end with a whole frame. */
function wholeFrames(bytes: Uint8Array, delimiter: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.lastIndexOf(delimiter, Math.min(at + CHUNK_BYTES, bytes.length) - 1) + 1;
    pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return pieces;
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { median, nowMs, pause, percentile, type Bench, type Figure } from './harness';
import { plainWorkerPath } from './paths';
import { WholePath } from './wholePath';

const RUNS = 3;
/** Chunks a second, and chunks of one run. */
const RATES = [
  { rate: 10, chunks: 200 },
  { rate: 100, chunks: 200 },
  { rate: 1000, chunks: 1000 },
] as const;
const CHUNK = Buffer.from('1.25,2.5,3.75,4,5,6,7,8\n'.repeat(4));
const SAMPLES = 32;
/** Sent as fast as they come back: what is compiled and what is not must not depend on the rate, a session lasts for minutes. */
const WARM_UP = 1000;
/** Of the reference at the slowest rate, where each takes 0.1 s. */
const PLAIN_CHUNKS = 50;

/** Somewhere to send a chunk and wait until its samples are back. */
interface Lane {
  send(chunk: Uint8Array): Promise<void>;
  dispose(): Promise<unknown>;
}

/**
 * Chunk in -> sample in the store, in milliseconds; the worst p95 of the three rates is the headline. Runs of one
 * rate go side by side, each with threads of its own: at 10 chunks a second they hardly ever meet.
 */
export function latencyBenches(): Bench[] {
  const run = async (wanted: (name: string) => boolean) => {
    const figures: Figure[] = [];
    for (const { rate, chunks } of RATES) {
      if (!wanted(`path.latency.${rate}`)) continue;
      figures.push(...(await measure(rate, chunks)));
    }
    const p95 = figures.filter(({ name }) => name.endsWith('.p95'));
    const worst = p95.toSorted((a, b) => median(b.values) - median(a.values))[0];
    const goal = { of: 'median', atMost: 0.5 } as const;
    const against = `p95, worst of the rates; ${worst.against}`;
    return [{ ...worst, name: 'path.latency', against, goal }, ...figures];
  };
  return [{ names: ['path.latency'], run }];
}

async function measure(rate: number, chunks: number): Promise<Figure[]> {
  const sideBySide = rate <= 10;
  const own: number[][] = [];
  const plain: number[][] = [];
  const runs = Array.from({ length: RUNS }, (_, i) => async () => {
    if (sideBySide) await pause((i * 1000) / rate / RUNS);
    const ours = latencies(ownLane(), rate, chunks);
    if (!sideBySide) await ours;
    plain.push(await latencies(plainLane(), rate, sideBySide ? PLAIN_CHUNKS : chunks));
    own.push(await ours);
  });
  if (sideBySide) await Promise.all(runs.map((run) => run()));
  else for (const run of runs) await run();
  return [0.5, 0.95, 0.99].map((share) => ({
    name: `path.latency.${rate}.p${share * 100}`,
    unit: 'ms',
    values: own.map((list) => percentile(list, share)),
    reference: plain.map((list) => percentile(list, share)),
    against: 'a plain worker, postMessage, split + parseFloat',
  }));
}

async function latencies(lane: Lane, rate: number, chunks: number): Promise<number[]> {
  const list: number[] = [];
  for (let i = 0; i < WARM_UP; i++) await lane.send(CHUNK);
  const firstMs = nowMs();
  for (let i = 0; i < chunks; i++) {
    const waitMs = firstMs + (i * 1000) / rate - nowMs();
    if (waitMs > 0) await pause(waitMs);
    const startMs = nowMs();
    await lane.send(CHUNK);
    list.push(nowMs() - startMs);
  }
  await lane.dispose();
  return list;
}

function ownLane(): Lane {
  let sent = 0;
  const path = new WholePath({ format: { kind: 'csv' }, workers: 4, storeBytes: 64 << 20 });
  return {
    send: async (chunk) => {
      await path.push(chunk);
      await path.drained((sent += SAMPLES));
    },
    dispose: () => path.dispose(),
  };
}

function plainLane(): Lane {
  const worker = new Worker(plainWorkerPath);
  return {
    send: async (bytes) => {
      worker.postMessage({ kind: 'csv', bytes });
      await once(worker, 'message');
    },
    dispose: () => worker.terminate(),
  };
}

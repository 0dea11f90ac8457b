import { pause, type Bench } from './harness';
import { COUNTED_ROWS, countedStream } from './streams';
import { WholePath } from './wholePath';

const SAMPLES_PER_SECOND = 200_000;
const HOUR_SAMPLES = 3600 * SAMPLES_PER_SECOND;
const CHUNK_BYTES = 64 * 1024;
const STORE_BYTES = 256 << 20;
const QUEUE_BYTES = 16 << 20;
/** The store is full after 84 s of the hour; what comes later must be flat. */
const WARM_UP_SHARE = 0.1;
const READINGS = 60;
const WORKERS = 4;
/** Samples that take 32 MiB at most: where not all workers are needed by then, some never will be. */
const MOST_BEFORE = 2 << 20;
const MIB = 1 << 20;

interface Reading {
  readonly rss: number;
  readonly heap: number;
}

/** An hour of 200 k samples/s through decode and store as fast as it goes; one reading a minute of that hour. */
export function memoryBenches(): Bench[] {
  const run = async () => {
    const { bytes } = countedStream('csv');
    const path = new WholePath({
      format: { kind: 'csv' },
      workers: WORKERS,
      storeBytes: STORE_BYTES,
    });
    const streamSamples = COUNTED_ROWS * 8;
    const readings: Reading[] = [];
    let pushed = 0;
    let base: Reading | undefined;
    const startMs = performance.now();
    while (pushed < HOUR_SAMPLES) {
      for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
        await path.push(bytes.subarray(at, at + CHUNK_BYTES));
      }
      pushed += streamSamples;
      // All workers are running, which are started one after the other; the store is still nearly empty.
      const isBase = path.workers === WORKERS || pushed > MOST_BEFORE;
      if (base === undefined && isBase) base = await read();
      if (pushed / HOUR_SAMPLES > readings.length / READINGS) readings.push(await read());
    }
    const seconds = (performance.now() - startMs) / 1000;
    await path.drained(pushed);
    await path.dispose();
    return figures(readings, base ?? { rss: 0, heap: 0 }, pushed / seconds);
  };
  return [{ names: ['memory.hour'], run }];
}

async function read(): Promise<Reading> {
  await pause(0);
  global.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heap: heapUsed };
}

function figures(readings: readonly Reading[], base: Reading, rate: number) {
  const flat = readings.slice(Math.ceil(readings.length * WARM_UP_SHARE));
  const half = flat.length >> 1;
  const growth = (pick: (r: Reading) => number) => {
    const mean = (part: readonly Reading[]) => part.reduce((n, r) => n + pick(r), 0) / part.length;
    return mean(flat.slice(half)) / mean(flat.slice(0, half));
  };
  const budget = [(STORE_BYTES + QUEUE_BYTES) / MIB];
  return [
    {
      name: 'memory.hour',
      unit: 'MiB',
      values: flat.map(({ rss }) => (rss - base.rss) / MIB),
      reference: budget,
      against: 'RSS above that of the started workers; reference = budget of store and queue',
      goal: { of: 'ratio', atMost: 1.1 } as const,
    },
    {
      name: 'memory.hour.rssGrowth',
      unit: 'x',
      values: [growth(({ rss }) => rss)],
      against: 'second half of the hour against the first, after warm-up',
      goal: { of: 'median', atMost: 1.02 } as const,
    },
    {
      name: 'memory.hour.heap',
      unit: 'MiB',
      values: flat.map(({ heap }) => heap / MIB),
      against: `JS heap of the host; growth ${growth(({ heap }) => heap).toFixed(2)}x`,
    },
    {
      name: 'memory.hour.speed',
      unit: 'samples/s',
      values: [rate],
      against: `${(rate / SAMPLES_PER_SECOND).toFixed(0)} times as fast as the device`,
    },
  ];
}

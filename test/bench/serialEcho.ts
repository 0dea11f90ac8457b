import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { parseProfile } from '../../src/device/parseProfile';
import { Hub } from '../../src/hub';
import { pause, PtyPair, until } from '../device/pty';
import { nowMs, percentile, type Figure } from './harness';
import { plainSourcePath, plainWorkerPath, sourcePath, workerPath } from './paths';
import { openBare } from './ports';

const RUNS = 3;
const LINES = 200;
/** As fast as they come back, until what is needed has been compiled: a session lasts for minutes. */
const WARM_UP = 1000;
const PERIOD_MS = 5;
/** The first line is rejected, which nobody is told of. */
const LOOK_MS = 20;
/** Lines of 64 bytes: what one packet of USB full speed carries. */
const LINE = Buffer.from(`${'123.4567,'.repeat(7)}\n`);

/**
 * Line written to the far end -> its sample in the store, against bytes in bare serialport's listener; and against the same
 * hops in the plainest code: native code in a process of its own, decoding in a worker.
 */
export async function measureEcho(): Promise<Figure[]> {
  const own: number[][] = [];
  const bare: number[][] = [];
  const hops: number[][] = [];
  for (let i = 0; i < RUNS; i++) {
    own.push(await echo(openHub));
    bare.push(await echo(openBareLines));
    hops.push(await echo(openHops));
  }
  const against = 'bare serialport, write -> data event';
  const of = (share: number) => ({
    values: own.map((list) => percentile(list, share)),
    reference: bare.map((list) => percentile(list, share)),
  });
  const goal = { of: 'median', atMost: 1 } as const;
  const figures = [0.5, 0.99].map((share) => ({
    name: `serial.latency.p${share * 100}`,
    unit: 'ms',
    ...of(share),
    against,
  }));
  const p95 = (lists: number[][]) => lists.map((list) => percentile(list, 0.95));
  figures.push({
    name: 'serial.latency.hops',
    unit: 'ms',
    values: p95(own),
    reference: p95(hops),
    against: 'p95; bare serialport in a process of its own, a pipe, a plain worker and back',
  });
  return [
    { name: 'serial.latency', unit: 'ms', ...of(0.95), against: `p95; ${against}`, goal },
    ...figures,
  ];
}

interface Listening {
  /** Lines that have arrived. */
  readonly lines: number;
  close(): Promise<void>;
}

async function echo(
  listen: (path: string, onLine: () => void) => Promise<Listening>,
): Promise<number[]> {
  const cable = new PtyPair();
  await cable.plug();
  let arrivedMs = 0;
  let wake = (): void => undefined;
  const listening = await listen(cable.near, () => {
    arrivedMs = nowMs();
    wake();
  });
  const far = cable.openFar();
  const latencies: number[] = [];
  for (let i = 0; i < WARM_UP + LINES; i++) {
    const startMs = nowMs();
    writeSync(far, LINE);
    // Not in a loop: it would keep one core from those who bring the line, until the scheduler's next tick.
    while (listening.lines <= i) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, LOOK_MS);
      });
    }
    if (i >= WARM_UP) latencies.push(arrivedMs - startMs);
    if (i >= WARM_UP) await pause(PERIOD_MS);
  }
  closeSync(far);
  await listening.close();
  await cable.dispose();
  return latencies;
}

async function openHub(path: string, onLine: () => void): Promise<Listening> {
  const hub = new Hub({
    workerPath,
    sourcePath,
    workers: 4,
    storeBytes: 64 << 20,
    serialInProcess: false,
    latches: { get: () => undefined, set: () => undefined },
    onBug: (error) => {
      throw error;
    },
  });
  const parsed = parseProfile(
    { name: 'bench', transport: { kind: 'serial', path }, format: 'csv' },
    0,
  );
  if (!parsed.ok) throw new Error(parsed.message);
  const device = hub.devices.add(parsed.profile);
  hub.store.onAppend(onLine);
  await device.connect();
  await until(() => device.link.kind === 'open', 5000, 'the link');
  return {
    // The first line after open is partial by rule, and counted as rejected.
    get lines() {
      const { framesAccepted, framesRejected } = device.counters;
      return framesAccepted + framesRejected;
    },
    close: () => hub.dispose(),
  };
}

async function openBareLines(path: string, onLine: () => void): Promise<Listening> {
  let bytes = 0;
  const port = await openBare(path, (chunk) => {
    bytes += chunk.length;
    onLine();
  });
  return {
    get lines() {
      return Math.floor(bytes / LINE.length);
    },
    close: () => port.close(),
  };
}

async function openHops(path: string, onLine: () => void): Promise<Listening> {
  const source = spawn(process.execPath, [plainSourcePath, path]);
  const worker = new Worker(plainWorkerPath);
  let lines = 0;
  worker.on('message', () => {
    lines++;
    onLine();
  });
  source.stdout.on('data', (bytes: Buffer) => {
    worker.postMessage({ kind: 'csv', bytes });
  });
  await once(source.stderr, 'data');
  return {
    get lines() {
      return lines;
    },
    close: async () => {
      source.stdin.end();
      await once(source, 'exit');
      await worker.terminate();
    },
  };
}

import { Device } from '../../src/device/device';
import { Engine } from '../../src/device/engine';
import type { Transport, TransportListener } from '../../src/transport/transport';
import { PROFILE } from '../unit/device/profile';
import { LatencyWindow } from '../../src/pipeline/latency';
import { cpuMs, nowMs, pause, percentile, type Bench, type Figure } from './harness';
import { sourcePath, workerPath } from './paths';

const COUNTS = [1, 8, 32] as const;
const RUNS = 3;
const RUN_MS = 1000;
const WARM_UP_MS = 500;
const CHUNK_MS = 10;
/** 10 k samples/s: rows of eight values, so many a chunk, two chunks in eight with one more. */
const ROWS_PER_S = 1250;
const ROW = Buffer.from('1.25,2.5,3.75,4.125,5.25,6.5,7.75,8.125\n');

/** Processor time a device costs, and its latency, with 1, 8 and 32 devices of 10 k samples/s each. */
export function deviceBenches(): Bench[] {
  const run = async (): Promise<Figure[]> => {
    const loads: { count: number; cpu: number[]; p95: number[] }[] = [];
    for (const count of COUNTS) {
      const fleet = new Fleet(count);
      await fleet.flow(WARM_UP_MS);
      fleet.takeLatencies();
      const load = { count, cpu: [] as number[], p95: [] as number[] };
      for (let i = 0; i < RUNS; i++) {
        const startCpuMs = cpuMs();
        const startMs = nowMs();
        await fleet.flow(RUN_MS);
        load.cpu.push(((cpuMs() - startCpuMs) * 100) / (nowMs() - startMs) / count);
        load.p95.push(percentile(fleet.takeLatencies(), 0.95));
      }
      await fleet.dispose();
      loads.push(load);
    }
    const [one, , many] = loads;
    const percent = '% of core';
    return [
      {
        name: 'scale.devices',
        unit: percent,
        values: many.cpu,
        reference: one.cpu,
        against: 'per device, 32 devices; 1 device',
        goal: { of: 'ratio', atMost: 1.1 },
      },
      ...loads.flatMap(({ count, cpu, p95 }) => [
        { name: `scale.devices.${count}.cpu`, unit: percent, values: cpu, against: 'per device' },
        { name: `scale.devices.${count}.p95`, unit: 'ms', values: p95, against: 'chunk -> store' },
      ]),
    ];
  };
  return [{ names: ['scale.devices'], run }];
}

/** Keeps all, so that a run does not show what came while the workers were still being started. */
class LatencyList extends LatencyWindow {
  readonly all: number[] = [];

  override add(ms: number): void {
    this.all.push(ms);
  }
}

/** Devices on links that exist only here: no source process, so that the host's own cost shows. */
class Fleet {
  private readonly engine: Engine;
  private readonly devices: Device[];
  private readonly listeners: TransportListener[] = [];
  private readonly latency = new LatencyList();

  constructor(count: number) {
    this.engine = new Engine({
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
    const context = {
      ...this.engine.context,
      latency: this.latency,
      makeTransport: (_: unknown, listener: TransportListener) => {
        this.listeners.push(listener);
        return silentTransport(listener);
      },
    };
    const profile = { ...PROFILE, format: { kind: 'csv' } } as const;
    this.devices = Array.from(
      { length: count },
      (_, i) => new Device({ ...profile, id: `d${i}`, name: `Board ${i}` }, context),
    );
  }

  /** Chunk -> store in milliseconds, of what was stored since the last call. */
  takeLatencies(): number[] {
    return this.latency.all.splice(0);
  }

  /** Lets all devices send for so long, and waits until nothing is under way. */
  async flow(forMs: number): Promise<void> {
    for (const device of this.devices) await device.connect();
    const startMs = nowMs();
    let rows = 0;
    for (let elapsedMs = 0; elapsedMs < forMs; elapsedMs = nowMs() - startMs) {
      const due = Math.floor((elapsedMs * ROWS_PER_S) / 1000);
      const chunk = Buffer.concat(Array.from({ length: due - rows }, () => ROW));
      rows = due;
      const bytes = () => new Uint8Array(chunk);
      for (const to of this.listeners) to.onChunk({ timeMs: nowMs(), bytes: bytes() });
      await pause(CHUNK_MS);
    }
    while (this.devices.some(({ counters }) => counters.bytesWaiting > 0)) await pause(1);
    const lost = this.devices.find(({ counters: c }) => c.bytesRejected + c.bytesDroppedQueue > 0);
    if (lost !== undefined) throw new Error(`${lost.profile.name} lost bytes`);
  }

  async dispose(): Promise<void> {
    for (const device of this.devices) await device.dispose();
    await this.engine.dispose();
  }
}

function silentTransport(listener: TransportListener): Transport {
  return {
    waitingBytes: 0,
    mayStartInsideFrame: false,
    load: () => Promise.resolve(),
    open: () => {
      listener.onLink({ kind: 'open' }, false);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    write: () => Promise.resolve(),
    setFlowing: () => undefined,
    dispose: () => Promise.resolve(),
  };
}

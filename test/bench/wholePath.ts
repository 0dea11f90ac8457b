import { Worker } from 'node:worker_threads';
import { hrNowMs } from '../../src/device/clock';
import { ChannelTable } from '../../src/device/channels';
import type { WireFormat } from '../../src/model';
import { LatencyWindow } from '../../src/pipeline/latency';
import { Pipeline, type OrderedBatch } from '../../src/pipeline/pipeline';
import { WorkerPool } from '../../src/pipeline/workerPool';
import { Store } from '../../src/store/store';
import { workerPath } from './paths';

export interface WholePathOptions {
  readonly format: WireFormat;
  readonly workers: number;
  readonly storeBytes: number;
  readonly onBatch?: (batch: OrderedBatch) => void;
}

/** Framer, queue, a real pool and the store, joined as a device joins them; under `block`, so none is lost. */
export class WholePath {
  readonly store: Store;
  readonly pipeline: Pipeline;
  private readonly pool: WorkerPool;
  private flowing = true;
  private wake: (() => void) | undefined;
  private stored = 0;

  constructor(options: WholePathOptions) {
    this.store = new Store(options.storeBytes);
    this.pool = new WorkerPool(options.workers, () => new Worker(workerPath));
    this.pool.supply(this.store);
    const channels = new ChannelTable('bench', this.store);
    const profile = {
      format: options.format,
      policy: 'block',
      queueBlocks: 32,
      queueBytes: 16 << 20,
      maxFrameBytes: 65536,
    } as const;
    this.pipeline = new Pipeline(profile, this.pool, new LatencyWindow(), hrNowMs, {
      onBatch: (batch) => {
        channels.ingest(batch.columns, false);
        this.stored += batch.batch.samples;
        options.onBatch?.(batch);
        this.wake?.();
      },
      onFramerRejection: ({ detail }) => {
        throw new Error(detail);
      },
      onFormat: () => undefined,
      onQueueDropped: () => undefined,
      onFlow: (flowing) => {
        this.flowing = flowing;
      },
    });
  }

  /** Workers that have been started. */
  get workers(): number {
    return this.pool.alive;
  }

  /** Pushes one chunk and waits while the queue is full. */
  async push(bytes: Uint8Array): Promise<void> {
    this.pipeline.push({ timeMs: hrNowMs(), bytes });
    while (!this.flowing) await this.nextBatch();
  }

  /** Resolves when so many samples are in the store; fails when they are not within 10 s. */
  async drained(samples: number): Promise<void> {
    const limitMs = hrNowMs() + 10_000;
    while (this.stored < samples) {
      if (hrNowMs() > limitMs) throw new Error(`${this.stored} of ${samples} samples arrived`);
      await this.nextBatch();
    }
    const { bytesRejected, bytesDropped } = this.pipeline.counters;
    if (this.stored !== samples || bytesRejected + bytesDropped > 0) {
      throw new Error(`${this.stored} samples, ${bytesRejected + bytesDropped} bytes lost`);
    }
  }

  async dispose(): Promise<void> {
    this.pipeline.dispose();
    await this.pool.dispose();
  }

  private nextBatch(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, 1000);
      this.wake = () => {
        clearTimeout(timer);
        this.wake = undefined;
        resolve();
      };
    });
  }
}

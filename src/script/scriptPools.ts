import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { WorkerPool, type WorkerLike } from '../pipeline/workerPool';
import type { WireFormat } from '../wireFormat';
import type { ScriptProblem } from './problem';
import { RefusingWorker } from './refusingWorker';
import { TimedWorker, type After, type ScriptWorkerData } from './timedWorker';

export type ScriptFormat = Extract<WireFormat, { kind: 'script' }>;

/** What scripts need from whoever runs them. */
export interface ScriptOptions {
  /** Bundle of `script/worker.ts`. */
  readonly workerPath: string;
  /** TypeScript's compiler, for where Node has none. */
  readonly compilerPath?: string;
  /** The file of a path as settings have it. Throws a plain message where it is not there, or may not run. */
  readonly resolve: (path: string) => string;
  /** Of a file; undefined when it was loaded and nothing is wrong with it so far. */
  readonly onProblem: (file: string, problem: ScriptProblem | undefined) => void;
}

interface Member {
  readonly pool: WorkerPool;
  file: string | undefined;
}

const MAX_HEAP_MB = 256;

const realAfter: After = (ms, act) => {
  const timer = setTimeout(act, ms);
  timer.unref();
  return () => clearTimeout(timer);
};

/** The decoder scripts of all devices: a thread for each device, so that a script may remember what came before. */
export class ScriptPools {
  private readonly members = new Set<Member>();

  constructor(private readonly options: ScriptOptions) {}

  /** A pool of one thread, for one device, which disposes it. */
  make({ path, timeLimitMs }: ScriptFormat): WorkerPool {
    const member: Member = {
      pool: new WorkerPool(1, () => this.spawn(path, timeLimitMs, member)),
      file: undefined,
    };
    this.members.add(member);
    return member.pool;
  }

  /** A file was saved: scripts in its folder start anew, and are looked at even when no bytes come. */
  reload(saved: string): void {
    const touched = this.alive().filter(
      // One that was not found may be there now.
      ({ file }) => file === undefined || dirname(saved).startsWith(dirname(file)),
    );
    for (const { pool } of touched) pool.renew();
    for (const file of new Set(touched.map((member) => member.file))) {
      if (file !== undefined) this.check(file);
    }
  }

  /** All start anew: what they may do has changed. */
  renew(): void {
    for (const { pool } of this.alive()) pool.renew();
  }

  /** Loads a script and says what is wrong with it, without decoding. */
  check(file: string): void {
    const thread = this.thread(file, true);
    const worker = new TimedWorker(thread, 0, realAfter, (problem) => {
      this.options.onProblem(file, problem);
    });
    worker.on('message', () => undefined);
    worker.on('error', (error) => {
      this.options.onProblem(file, { message: error.message, file, line: 1, column: 1 });
    });
  }

  /** Ends all threads. May be called twice. */
  async dispose(): Promise<void> {
    const members = [...this.members];
    this.members.clear();
    await Promise.all(members.map(({ pool }) => pool.dispose()));
  }

  /** A device that was removed has disposed its pool. */
  private alive(): Member[] {
    for (const member of this.members) if (member.pool.isDisposed) this.members.delete(member);
    return [...this.members];
  }

  private spawn(path: string, limitMs: number, member: Member): WorkerLike {
    try {
      const file = this.options.resolve(path);
      member.file = file;
      return new TimedWorker(this.thread(file, false), limitMs, realAfter, (problem) => {
        this.options.onProblem(file, problem);
      });
    } catch (error) {
      return new RefusingWorker(error instanceof Error ? error.message : String(error));
    }
  }

  private thread(file: string, checkOnly: boolean): Worker {
    const { workerPath, compilerPath } = this.options;
    const workerData: ScriptWorkerData = { file, compilerPath, checkOnly };
    const resourceLimits = { maxOldGenerationSizeMb: MAX_HEAP_MB };
    return new Worker(workerPath, { name: 'telemetryhub-script', workerData, resourceLimits });
  }
}

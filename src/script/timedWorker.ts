import type { WorkerLike, WorkerReply } from '../pipeline/workerPool';
import type { ScriptProblem } from './problem';

/** What the worker of a script is told when it begins. */
export interface ScriptWorkerData {
  readonly file: string;
  /** TypeScript's compiler, for where Node has none. */
  readonly compilerPath: string | undefined;
  /** True ends the worker when it has loaded the script. */
  readonly checkOnly: boolean;
}

/** What it answers: batches, as every decode worker does; once, that it has loaded; and what is wrong with the script. */
export type ScriptReply =
  | WorkerReply
  | { readonly loaded: true; readonly problem?: ScriptProblem }
  | { readonly problem: ScriptProblem };

/** The part of a `worker_threads` Worker that is used here. */
export interface ScriptThread {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (reply: ScriptReply) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  unref(): void;
  terminate(): Promise<number>;
}

/** Runs a function after so many milliseconds; what it returns calls that off. */
export type After = (ms: number, act: () => void) => () => void;

/** To be read, and to import what it imports, a script may take longer than to decode a block. */
const LOAD_MS = 10_000;

/** A script's thread with a limit of time for each job: when it takes longer, the thread ends, with that as the reason. */
export class TimedWorker implements WorkerLike {
  private readonly onError: ((error: Error) => void)[] = [];
  private waiting = 0;
  private isLoaded = false;
  private disarm: (() => void) | undefined;

  constructor(
    private readonly thread: ScriptThread,
    private readonly limitMs: number,
    private readonly after: After,
    /** Undefined: the script was loaded and nothing is wrong with it so far. */
    private readonly onProblem: (problem: ScriptProblem | undefined) => void,
  ) {
    thread.on('error', (error) => {
      for (const listener of this.onError) listener(error);
    });
    thread.on('exit', () => this.disarm?.());
    this.arm();
  }

  postMessage(message: unknown, transfer: readonly ArrayBuffer[] = []): void {
    this.waiting++;
    this.thread.postMessage(message, transfer);
    if (this.waiting === 1 && this.isLoaded) this.arm();
  }

  on(event: 'message', listener: (reply: WorkerReply) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  on(
    event: 'message' | 'error' | 'exit',
    listener: ((reply: WorkerReply) => void) | ((error: Error) => void) | ((code: number) => void),
  ): unknown {
    switch (event) {
      case 'message': {
        const onReply = listener as (reply: WorkerReply) => void;
        return this.thread.on('message', (reply) => this.receive(reply, onReply));
      }
      case 'error':
        return this.onError.push(listener as (error: Error) => void);
      case 'exit':
        return this.thread.on('exit', listener as (code: number) => void);
    }
  }

  unref(): void {
    this.thread.unref();
  }

  terminate(): Promise<number> {
    this.disarm?.();
    return this.thread.terminate();
  }

  private receive(reply: ScriptReply, onReply: (reply: WorkerReply) => void): void {
    if ('loaded' in reply) {
      this.isLoaded = true;
      this.onProblem(reply.problem);
      this.arm();
    } else if ('problem' in reply) this.onProblem(reply.problem);
    else {
      this.waiting--;
      this.arm();
      onReply(reply);
    }
  }

  /** For the job that is being decoded now: a thread takes them in order. */
  private arm(): void {
    this.disarm?.();
    this.disarm = undefined;
    if (this.isLoaded && this.waiting === 0) return;
    const ms = this.isLoaded ? this.limitMs : LOAD_MS;
    this.disarm = this.after(ms, () => {
      const what = this.isLoaded ? 'a block' : 'loading';
      const error = new Error(`the decoder script took more than ${ms} ms for ${what}`);
      for (const listener of this.onError) listener(error);
      void this.thread.terminate();
    });
  }
}

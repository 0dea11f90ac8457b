import type { WorkerLike, WorkerReply } from '../pipeline/workerPool';

/** Stands in for a script that may not run, or is not there: answers every job with the reason. */
export class RefusingWorker implements WorkerLike {
  private readonly listeners: ((reply: WorkerReply) => void)[] = [];

  constructor(private readonly reason: string) {}

  postMessage(message: unknown): void {
    const { id } = message as { readonly id: number };
    queueMicrotask(() => {
      for (const listener of this.listeners) listener({ id, error: this.reason });
    });
  }

  on(event: 'message' | 'error' | 'exit', listener: unknown): unknown {
    if (event === 'message') this.listeners.push(listener as (reply: WorkerReply) => void);
    return this;
  }

  unref(): void {
    // Nothing to keep alive.
  }

  terminate(): Promise<number> {
    this.listeners.length = 0;
    return Promise.resolve(0);
  }
}

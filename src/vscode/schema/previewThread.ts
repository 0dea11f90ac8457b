import type { PreviewAnswers, PreviewReply, PreviewRequest } from '../../decode/previewRequest';

/** The part of a `worker_threads` Worker that previews use; tests script it. */
export interface PreviewWorker {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (reply: PreviewReply) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: () => void): unknown;
  unref(): void;
  terminate(): Promise<number>;
}

type Answer = PreviewAnswers[keyof PreviewAnswers];

/** Has previews made in a thread of its own, started with the first request. No byte is decoded in the host. */
export class PreviewThread {
  private worker: PreviewWorker | undefined;
  private readonly waiting = new Map<number, (answer: Answer | undefined) => void>();
  private nextNumber = 0;

  constructor(
    private readonly spawn: () => PreviewWorker,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Undefined when the thread ended before it had an answer; why is reported, and the next request starts another one. */
  async ask<K extends PreviewRequest['kind']>(
    request: Extract<PreviewRequest, { kind: K }>,
  ): Promise<PreviewAnswers[K] | undefined> {
    const number = this.nextNumber++;
    const worker = (this.worker ??= this.start());
    const answer = await new Promise<Answer | undefined>((resolve) => {
      this.waiting.set(number, resolve);
      worker.postMessage({ number, request });
    });
    // A worker answers what it was asked.
    return answer as PreviewAnswers[K] | undefined;
  }

  /** Ends the thread; the next request starts another one. May be called twice. */
  end(): void {
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
    this.answerNone();
  }

  private start(): PreviewWorker {
    const worker = this.spawn();
    worker.on('message', (reply) => {
      if (worker === this.worker) this.receive(reply);
    });
    worker.on('error', this.onError);
    worker.on('exit', () => {
      if (worker !== this.worker) return;
      this.worker = undefined;
      this.answerNone();
    });
    worker.unref();
    return worker;
  }

  private receive(reply: PreviewReply): void {
    const resolve = this.waiting.get(reply.number);
    this.waiting.delete(reply.number);
    if ('error' in reply) this.onError(new Error(reply.error));
    resolve?.('answer' in reply ? reply.answer : undefined);
  }

  private answerNone(): void {
    const resolves = [...this.waiting.values()];
    this.waiting.clear();
    for (const resolve of resolves) resolve(undefined);
  }
}

import { answerTo, type Question } from '../../../src/decode/question';
import type { DecodeJob, SampleBatch } from '../../../src/model';
import type { WorkerLike, WorkerReply } from '../../../src/pipeline/workerPool';

/** A batch that accepts all of a job's bytes as `frames` good frames and holds no samples. */
export function acceptedBatch(bytes: number, frames = 1): SampleBatch {
  return {
    columns: [],
    samples: 0,
    acceptedFrames: frames,
    acceptedBytes: bytes,
    rejectedFrames: 0,
    rejectedBytes: 0,
    rejections: [],
    goodAfter: frames,
    lastGoodMs: 0,
    nonFinite: 0,
    log: [],
    logLines: 0,
  };
}

/** A pool that is given this hands work out in the call that brings it, so that no test has to wait. */
export function atOnce(call: () => void): void {
  call();
}

/** What a worker is sent. */
type Message = JobMessage | { readonly id: number; readonly question: Question };

interface JobMessage {
  readonly id: number;
  readonly job: DecodeJob;
  readonly spare?: ArrayBuffer;
  readonly order?: { readonly count: number; readonly bytes: number };
}

/** A decode worker whose every answer is the test's: nothing happens until it is told to. */
export class FakeWorker implements WorkerLike {
  readonly inbox: Message[] = [];
  terminated = false;
  private readonly onMessage: ((reply: WorkerReply) => void)[] = [];
  private readonly onError: ((error: Error) => void)[] = [];
  private readonly onExit: ((code: number) => void)[] = [];

  postMessage(message: unknown): void {
    this.inbox.push(message as Message);
  }

  on(event: 'message', listener: (reply: WorkerReply) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  on(
    event: string,
    listener: ((reply: WorkerReply) => void) | ((error: Error) => void) | ((code: number) => void),
  ): unknown {
    if (event === 'message') this.onMessage.push(listener as (reply: WorkerReply) => void);
    else if (event === 'error') this.onError.push(listener as (error: Error) => void);
    else this.onExit.push(listener as (code: number) => void);
    return this;
  }

  unref(): void {
    // Nothing to keep alive.
  }

  terminate(): Promise<number> {
    this.terminated = true;
    return Promise.resolve(0);
  }

  /** The job that it is sent as its n-th message. */
  job(n: number): JobMessage {
    const message = this.inbox.at(n);
    if (message === undefined || 'question' in message) throw new Error('That is no job.');
    return message;
  }

  /** Answers its oldest message: a question as a worker does, a job by this decoder; without a decoder by accepting all of it. */
  answer(
    decode = (job: DecodeJob) => acceptedBatch(job.bytes.length, job.spans.length / 3),
    made?: readonly SharedArrayBuffer[],
  ): void {
    const message = this.inbox.shift();
    if (message === undefined) throw new Error('The worker has nothing to answer.');
    if ('question' in message) {
      const answer = answerTo(message.question);
      for (const listener of this.onMessage) listener({ id: message.id, answer });
      return;
    }
    const batch = decode(message.job);
    const { buffer } = message.job.bytes;
    const reply = { id: message.id, batch, ...(made && { made }) };
    const memory = buffer instanceof ArrayBuffer ? { memory: buffer } : {};
    for (const listener of this.onMessage) listener({ ...reply, ...memory });
  }

  /** Fails its oldest job with a thrown error. */
  fail(error: string): void {
    const message = this.inbox.shift();
    if (message === undefined) throw new Error('The worker has nothing to fail.');
    for (const listener of this.onMessage) listener({ id: message.id, error });
  }

  /** Dies, as a thread out of memory does. */
  crash(reason: string): void {
    for (const listener of this.onError) listener(new Error(reason));
    for (const listener of this.onExit) listener(1);
  }
}

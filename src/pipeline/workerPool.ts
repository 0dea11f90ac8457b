import { SLACK_BYTES } from '../decode/lineShape';
import type { Answers, Asked, Question, QuestionKind } from '../decode/question';
import type { MemoryOrder } from '../memoryOrder';
import type { Block, DecodeJob, SampleBatch, WireFormat } from '../model';
import { mergeBlocks, rejectedBatch, sizeOf } from './job';
import { SpareBuffers } from './spareBuffers';

/** The part of a `worker_threads` Worker that the pool uses; tests script it. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (reply: WorkerReply) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  unref(): void;
  terminate(): Promise<number>;
}

/** What a decode worker answers; `memory` is the job's, given back, `made` what was ordered with an earlier job. */
export type WorkerReply =
  | {
      readonly id: number;
      readonly batch: SampleBatch;
      readonly memory?: ArrayBuffer;
      readonly made?: readonly SharedArrayBuffer[];
    }
  | { readonly id: number; readonly answer: Answers[QuestionKind] }
  | { readonly id: number; readonly error: string };

/** Blocks for one worker, all of one format, and where the batches go; one batch per retried block. */
export interface PoolTask {
  readonly blocks: readonly Block[];
  readonly format: WireFormat;
  readonly done: (batches: readonly SampleBatch[]) => void;
}

/** Where work comes from: asked only when a worker has room, so load alone sets the block size. */
export interface TaskSource {
  take(): PoolTask | undefined;
}

/**
 * Somebody who uses new memory all the time: the store. Workers make it when they have nothing else to do. The first touch of
 * a page is dear in a virtual machine, 14 µs where measured: at 1 M samples/s a tenth of the host's thread.
 */
export interface MemoryBuyer {
  /** What is to be made now; the same is not asked for twice. */
  order(): MemoryOrder | undefined;
  deliver(buffers: readonly SharedArrayBuffer[]): void;
}

interface RunningTask {
  readonly task: PoolTask;
  /** True once a worker died on it. */
  readonly suspect: boolean;
}

interface RunningQuestion {
  readonly question: Question;
  /** Undefined: its worker failed or died. */
  readonly done: (answer: Answers[QuestionKind] | undefined) => void;
}

type Running = RunningTask | RunningQuestion;

interface Member {
  readonly worker: WorkerLike;
  readonly running: Map<number, Running>;
  /** How often it has answered. */
  answers: number;
}

/**
 * The first answers of a worker are slow, since its code has not been compiled yet, and a window that opens beside takes the cores:
 * what waits for them is no sign of load.
 */
export const WARM_ANSWERS = 32;

/** Two tasks a worker: while it decodes one, the next already waits in its inbox. */
const TASKS_PER_WORKER = 2;

/** Buffers go round: job and batch of one task each, and as many wait to be read in order. */
const BUFFERS_PER_WORKER = 2 * TASKS_PER_WORKER;

/**
 * Decodes blocks on up to `size` workers, started on first need and replaced when they crash. A task
 * whose worker crashed is retried block by block; a block that crashes its worker twice is rejected
 * with the reason. Order across workers is not kept: `resequence` restores it.
 *
 * Jobs and batches travel in buffers that are transferred, never cloned, and come back:
 *
 *     blocks ─copy─▶ job ═════▶ worker ═════▶ batch ─copy─▶ store
 *                     ▲ jobMemory │ ▲ batchMemory │
 *                     └───────────┘ └─────────────┘
 */
export class WorkerPool {
  private readonly members: Member[] = [];
  private readonly sources: TaskSource[] = [];
  /** What goes before all that sources have: what a worker died beside, and questions. */
  private readonly first: Running[] = [];
  private readonly jobMemory: SpareBuffers;
  private readonly batchMemory: SpareBuffers;
  private nextSource = 0;
  private nextId = 0;
  private disposed = false;
  private crashes = 0;
  private willPoke = false;
  private buyer: MemoryBuyer | undefined;

  /** `soon` calls once all that came with one read of a pipe has been taken. */
  constructor(
    readonly size: number,
    private readonly spawn: () => WorkerLike,
    private readonly soon: (call: () => void) => void = queueMicrotask,
  ) {
    this.jobMemory = new SpareBuffers(size * BUFFERS_PER_WORKER);
    this.batchMemory = new SpareBuffers(size * BUFFERS_PER_WORKER);
  }

  /** Workers with work. */
  get busy(): number {
    return this.members.reduce((n, m) => n + (m.running.size > 0 ? 1 : 0), 0);
  }

  /** Workers that are running. */
  get alive(): number {
    return this.members.length;
  }

  /** Workers that died and were replaced. */
  get crashed(): number {
    return this.crashes;
  }

  /** Adds a source; the returned function takes it out again. */
  attach(source: TaskSource): () => void {
    this.sources.push(source);
    return () => {
      const at = this.sources.indexOf(source);
      if (at >= 0) this.sources.splice(at, 1);
    };
  }

  /**
   * To be called when a source has something to take. Acts when all has come that one read of a pipe has brought, so that
   * all of it is one job.
   */
  poke(): void {
    if (this.willPoke) return;
    this.willPoke = true;
    this.soon(() => {
      this.willPoke = false;
      this.handOut();
    });
  }

  private handOut(): void {
    while (!this.disposed && this.hasRoom()) {
      const next = this.first.shift() ?? this.takeNext();
      if (next === undefined) return;
      this.post(this.pickMember(), next);
    }
  }

  /**
   * Has a worker answer a question, before anything that waits to be decoded. `done` is told undefined when the worker failed
   * or died on it, and nothing once the pool is disposed.
   */
  ask<K extends QuestionKind>(question: Asked<K>, done: (answer?: Answers[K]) => void): void {
    this.first.push({ question, done: done as RunningQuestion['done'] });
    this.handOut();
  }

  /** Starts a worker where there is none: work is about to come, and to start one takes longer than to decode much. */
  warm(): void {
    if (!this.disposed && this.members.length === 0) this.addMember();
  }

  /** True once it was disposed. */
  get isDisposed(): boolean {
    return this.disposed;
  }

  /** Replaces all workers, since what they are made of has changed; what they held is decoded by the new ones. */
  renew(): void {
    for (const { worker, running } of this.members.splice(0)) {
      this.first.push(...running.values());
      running.clear();
      void worker.terminate();
    }
    this.handOut();
  }

  /** Has workers make memory for somebody. */
  supply(buyer: MemoryBuyer): void {
    this.buyer = buyer;
  }

  /** Takes the memory of a batch that nobody reads any more. */
  giveBack(batch: SampleBatch): void {
    const memory = batch.columns[0]?.times.buffer;
    if (memory instanceof ArrayBuffer) this.batchMemory.give(memory);
  }

  /** Ends all workers; what they held is never answered. May be called twice. */
  async dispose(): Promise<void> {
    this.disposed = true;
    this.first.length = 0;
    const members = this.members.splice(0);
    await Promise.all(members.map((m) => m.worker.terminate()));
  }

  private hasRoom(): boolean {
    return this.mayGrow() || this.members.some((member) => loadOf(member) < TASKS_PER_WORKER);
  }

  /** One after the other: to start costs more than to decode much, and one that is still slow may be enough. */
  private mayGrow(): boolean {
    const isWarm = ({ answers }: Member) => answers >= WARM_ANSWERS;
    return this.members.length < this.size && this.members.every(isWarm);
  }

  /** The least busy; a new one where all have all they may have. */
  private pickMember(): Member {
    let best: Member | undefined;
    for (const member of this.members) {
      if (best === undefined || loadOf(member) < loadOf(best)) best = member;
    }
    const isFull = best === undefined || loadOf(best) >= TASKS_PER_WORKER;
    return best === undefined || (isFull && this.mayGrow()) ? this.addMember() : best;
  }

  private takeNext(): Running | undefined {
    for (let tried = 0; tried < this.sources.length; tried++) {
      this.nextSource = (this.nextSource + 1) % this.sources.length;
      const task = this.sources[this.nextSource].take();
      if (task !== undefined) return { task, suspect: false };
    }
    return undefined;
  }

  private addMember(): Member {
    const member: Member = { worker: this.spawn(), running: new Map(), answers: 0 };
    let reason = 'worker ended';
    member.worker.on('message', (reply) => {
      this.finish(member, reply);
    });
    member.worker.on('error', (error) => (reason = error.message));
    member.worker.on('exit', () => {
      this.onExit(member, reason);
    });
    member.worker.unref();
    this.members.push(member);
    return member;
  }

  private post(member: Member, running: Running): void {
    const id = this.nextId++;
    member.running.set(id, running);
    if ('question' in running) {
      member.worker.postMessage({ id, question: running.question }, []);
      return;
    }
    const { blocks, format } = running.task;
    // Copied: the blocks must still be here when the worker dies on them.
    const memory = this.jobMemory.take(sizeOf(blocks) + SLACK_BYTES);
    const job: DecodeJob = mergeBlocks(blocks, format, memory);
    const spare = this.batchMemory.takeAny();
    const order = this.buyer?.order();
    const message = { id, job, ...(spare && { spare }), ...(order && { order }) };
    const transfer = [memory, ...(spare === undefined ? [] : [spare])];
    member.worker.postMessage(message, transfer);
  }

  private finish(member: Member, reply: WorkerReply): void {
    const running = member.running.get(reply.id);
    if (running === undefined) return;
    member.running.delete(reply.id);
    member.answers++;
    if ('question' in running) running.done('answer' in reply ? reply.answer : undefined);
    else this.finishTask(running.task, reply);
    this.handOut();
  }

  private finishTask({ blocks, done }: PoolTask, reply: WorkerReply): void {
    if ('batch' in reply) {
      if (reply.memory !== undefined) this.jobMemory.give(reply.memory);
      if (reply.made !== undefined) this.buyer?.deliver(reply.made);
      done([reply.batch]);
      return;
    }
    const why = 'error' in reply ? reply.error : 'it answered what it was not asked';
    done(blocks.map((block) => rejectedBatch(block, `decoder failed: ${why}`)));
  }

  private onExit(member: Member, reason: string): void {
    const at = this.members.indexOf(member);
    if (at < 0) return;
    this.members.splice(at, 1);
    this.crashes++;
    let first = true;
    for (const running of member.running.values()) {
      // A worker takes its inbox in order: only the oldest task can have killed it.
      if (first) this.blame(running, reason);
      else this.first.push(running);
      first = false;
    }
    this.handOut();
  }

  private blame(running: Running, reason: string): void {
    if ('question' in running) {
      running.done(undefined);
      return;
    }
    const { task, suspect } = running;
    const { blocks, format, done } = task;
    if (suspect && blocks.length === 1) {
      done([rejectedBatch(blocks[0], `crashed its decoder twice: ${reason}`)]);
      return;
    }
    const results: (readonly SampleBatch[])[] = [];
    let open = blocks.length;
    blocks.forEach((block, i) => {
      const collect = (batches: readonly SampleBatch[]) => {
        results[i] = batches;
        if (--open === 0) done(results.flat());
      };
      this.first.push({ task: { blocks: [block], format, done: collect }, suspect: true });
    });
  }
}

/** Tasks it has; a question may take as long as many of them, so nothing is to wait behind it. */
function loadOf({ running }: Member): number {
  let load = 0;
  for (const one of running.values()) load += 'question' in one ? TASKS_PER_WORKER : 1;
  return load;
}

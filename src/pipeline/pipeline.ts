import type { FormatSetting } from '../decode/parseFormat';
import type { FramedPiece } from '../frame/framer';
import type {
  Block,
  Chunk,
  DropPolicy,
  FormatState,
  NowMs,
  Rejection,
  SampleBatch,
  WireFormat,
} from '../model';
import { BlockMemory } from './blockMemory';
import { BoundedQueue } from './boundedQueue';
import { PipelineCounters } from './counters';
import { Framing } from './framing';
import { StreamHistory, type NamedColumn } from './history';
import type { Detect } from './inTurns';
import type { LatencyWindow } from './latency';
import { Resequencer } from './resequence';
import type { PoolTask, TaskSource, WorkerPool } from './workerPool';

/** What one device asks of its pipeline. */
export interface PipelineOptions {
  readonly format: FormatSetting;
  readonly policy: DropPolicy;
  readonly queueBlocks: number;
  readonly queueBytes: number;
  readonly maxFrameBytes: number;
  /** Damages whole frames between framer and queue. */
  readonly frameFaults?: FrameFaults;
}

/** When the first and the last byte of a block came. */
export interface BlockSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** Whole frames in, whole frames out, the last byte a delimiter; none when they are held or gone. */
export interface FrameFaults {
  /** True while parts of what passes may be kept: its memory cannot be used again. */
  readonly mayKeep: boolean;
  apply(frames: Uint8Array, delimiter: number, span: BlockSpan): Uint8Array;
}

/**
 * Samples in stream order. Their columns are lent: valid until `onBatch` returns, then overwritten.
 * `gapBefore` = something was let go of or the link was down before them.
 */
export interface OrderedBatch {
  readonly batch: SampleBatch;
  readonly columns: readonly NamedColumn[];
  readonly gapBefore: boolean;
  readonly startMs: number;
}

/** What the pipeline tells its owner, in stream order. */
export interface PipelineListener {
  onBatch(batch: OrderedBatch): void;
  /** A frame refused before decoding: too long, or cut by a break. */
  onFramerRejection(rejection: Rejection): void;
  /** See `FramingListener.onFormat`. */
  onFormat(state: FormatState): void;
  /** Under `block`: false asks the transport to hold back, true to go on. */
  onFlow(flowing: boolean): void;
  /** The queue let go of a block. */
  onQueueDropped(bytes: number): void;
}

interface QueuedBlock extends Block {
  readonly gapBefore: boolean;
  /** The format at the time it was cut: what waits when the format changes is still of the old one. */
  readonly format: WireFormat;
  /** True where its memory may be given to another block. */
  readonly isOurs: boolean;
}

interface Result {
  readonly batches: readonly SampleBatch[];
  readonly bytes: number;
  readonly gapBefore: boolean;
  readonly startMs: number;
  readonly endMs: number;
}

/** A busy link's blocks are merged up to here: large enough to hide the cost of a message. */
const MAX_JOB_BYTES = 64 * 1024;
const MAX_JOB_BLOCKS = 256;

/** Chunks in, samples out, in order: framer, bounded queue, the shared pool, resequence. */
export class Pipeline implements TaskSource {
  readonly counters = new PipelineCounters();
  private readonly queue: BoundedQueue<QueuedBlock>;
  private readonly refused: QueuedBlock[] = [];
  private readonly framing: Framing;
  private readonly history = new StreamHistory();
  private readonly memory = new BlockMemory();
  private readonly resequencer: Resequencer<Result>;
  private readonly detach: () => void;
  private gapAtHead = false;
  private gapAtTail = false;
  /** True when what came last was let go of. */
  private isCut = false;
  private isHeldBack = false;
  private nextBlock = 0;
  private inFlightBytes = 0;
  private disposed = false;

  constructor(
    private readonly options: PipelineOptions,
    private readonly pool: WorkerPool,
    private readonly latency: LatencyWindow,
    private readonly nowMs: NowMs,
    private readonly listener: PipelineListener,
  ) {
    const { queueBlocks: capacity, queueBytes: capacityBytes, policy } = options;
    this.queue = new BoundedQueue({ capacity, capacityBytes, policy }, (block) => {
      // The hole is before what remains at the head, or before what comes next at the tail.
      if (policy === 'dropOldest') this.gapAtHead = true;
      else this.gapAtTail = true;
      this.counters.dropped(block.bytes.length);
      listener.onQueueDropped(block.bytes.length);
    });
    this.resequencer = new Resequencer((result) => {
      this.deliver(result);
    });
    this.detach = pool.attach(this);
    const framingListener = {
      onPiece: (piece: FramedPiece, delimiter: number | undefined) => this.passOn(piece, delimiter),
      onRejection: (rejection: Rejection) => this.reject(rejection),
      onSkipped: (bytes: number) => this.counters.skipped(bytes),
      onFormat: (state: FormatState) => listener.onFormat(state),
      onBreak: () => (this.gapAtTail = true),
      onTurn: () => this.onTurn(),
    };
    const take = (bytes: number) => this.memory.take(bytes);
    const { format, maxFrameBytes } = options;
    this.framing = new Framing(format, maxFrameBytes, nowMs, this.detect, framingListener, take);
  }

  /** Blocks waiting for a worker. */
  get queuedBlocks(): number {
    return this.queue.length + this.refused.length;
  }

  /** Bytes inside: held by detection, the framer, the queue or a worker. */
  get waitingBytes(): number {
    const refused = this.refused.reduce((n, b) => n + b.bytes.length, 0);
    return this.framing.waitingBytes + this.queue.bytes + refused + this.inFlightBytes;
  }

  /** What ends a frame; undefined while the format is not known. */
  get delimiter(): number | undefined {
    return this.framing.delimiter;
  }

  /** The last bytes that came, at most 4 KiB, oldest first. */
  get recentBytes(): Uint8Array {
    return this.framing.recentBytes;
  }

  /** Reads what comes from now on in another format; what waits is still read in the former. */
  setFormat(asked: FormatSetting): void {
    this.framing.setFormat(asked);
    this.pool.poke();
  }

  /** A link has opened: what comes next may begin inside a frame. */
  beginStream(mayStartInsideFrame: boolean): void {
    this.framing.beginStream(mayStartInsideFrame);
  }

  /** Takes one chunk; its bytes are the pipeline's from now on. */
  push(chunk: Chunk): void {
    const { length } = chunk.bytes;
    const { policy, queueBytes } = this.options;
    this.counters.received(length);
    const isFull = this.framing.queuedBytes > queueBytes;
    // What waits for detection is in stream order: only the newest can go, whatever the queue behind it would let go of.
    if (isFull && policy !== 'block') {
      this.letGo(length, chunk.timeMs);
      return;
    }
    this.isCut = false;
    this.framing.push(chunk);
    if (isFull) this.holdBack();
    this.pool.poke();
  }

  /** Takes whole frames that a fault had held. */
  release(frames: Uint8Array): void {
    const nowMs = this.nowMs();
    this.enqueue(frames, nowMs, nowMs, false);
    this.pool.poke();
  }

  /** Something is missing here: the link broke, or the source let go of bytes. */
  breakStream(timeMs: number): void {
    this.framing.breakStream(timeMs);
  }

  take(): PoolTask | undefined {
    const first = this.queue.shift();
    if (first === undefined) return undefined;
    const { format } = first;
    const blocks: QueuedBlock[] = [first];
    let size = first.bytes.length;
    for (let next = this.queue.peek(); next !== undefined; next = this.queue.peek()) {
      const full = blocks.length === MAX_JOB_BLOCKS || size + next.bytes.length > MAX_JOB_BYTES;
      if (full || next.gapBefore || next.format !== format) break;
      this.queue.shift();
      blocks.push(next);
      size += next.bytes.length;
    }
    this.admitRefused();
    this.inFlightBytes += size;
    const sequence = this.resequencer.issue();
    const gapBefore = first.gapBefore || this.gapAtHead;
    this.gapAtHead = false;
    const span = { startMs: first.startMs, endMs: blocks[blocks.length - 1].endMs };
    return {
      blocks,
      format,
      done: (batches) => {
        if (this.disposed) return;
        for (const { bytes, isOurs } of blocks) if (isOurs) this.memory.giveBack(bytes);
        this.resequencer.put(sequence, { batches, bytes: size, gapBefore, ...span });
      },
    };
  }

  /** Takes no more work; what is in flight is not delivered. */
  dispose(): void {
    this.disposed = true;
    this.framing.dispose();
    this.detach();
  }

  private readonly detect: Detect = (bytes, done) => {
    this.pool.ask({ kind: 'detect', bytes }, (found) => {
      done(found ?? { kind: 'unsure', why: 'detection failed' });
    });
  };

  /** Frame faults find frames by their delimiter: those without one pass undamaged. */
  private passOn(
    { bytes, ends, startMs, endMs }: FramedPiece,
    delimiter: number | undefined,
  ): void {
    const { frameFaults } = this.options;
    if (delimiter === undefined || frameFaults === undefined) {
      this.enqueue(bytes, startMs, endMs, delimiter !== undefined, ends);
    } else {
      const isOurs = !frameFaults.mayKeep;
      // What is damaged is found again: its frames may end elsewhere now.
      this.enqueue(frameFaults.apply(bytes, delimiter, { startMs, endMs }), startMs, endMs, isOurs);
    }
  }

  private enqueue(
    bytes: Uint8Array,
    startMs: number,
    endMs: number,
    isOurs: boolean,
    ends?: Uint32Array,
  ): void {
    const { gapAtTail: gapBefore } = this;
    const { format } = this.framing;
    if (bytes.length === 0 || format === undefined) return;
    const sequence = this.nextBlock++;
    const cut = ends === undefined ? {} : { ends };
    const block = { sequence, startMs, endMs, bytes, gapBefore, format, isOurs, ...cut };
    this.gapAtTail = false;
    if (this.refused.length > 0 || !this.queue.push(block)) {
      this.refused.push(block);
      this.holdBack();
    }
  }

  private admitRefused(): void {
    if (this.refused.length === 0) return;
    let admitted = 0;
    while (admitted < this.refused.length && this.queue.push(this.refused[admitted])) admitted++;
    this.refused.splice(0, admitted);
    this.goOn();
  }

  private letGo(bytes: number, timeMs: number): void {
    this.counters.dropped(bytes);
    this.listener.onQueueDropped(bytes);
    if (!this.isCut) this.framing.breakStream(timeMs);
    this.isCut = true;
  }

  private holdBack(): void {
    this.isHeldBack = true;
    this.listener.onFlow(false);
  }

  private goOn(): void {
    const isFull = this.framing.queuedBytes > this.options.queueBytes;
    if (!this.isHeldBack || this.refused.length > 0 || isFull) return;
    this.isHeldBack = false;
    this.listener.onFlow(true);
  }

  private onTurn(): void {
    this.goOn();
    this.pool.poke();
  }

  private reject(rejection: Rejection): void {
    this.counters.rejected(rejection.bytes);
    this.listener.onFramerRejection(rejection);
  }

  private deliver({ batches, bytes, gapBefore, startMs, endMs }: Result): void {
    // Only now: a result that waits for an earlier one is still inside.
    this.inFlightBytes -= bytes;
    batches.forEach((batch, i) => {
      this.counters.decoded(batch);
      this.framing.decoded(batch);
      const columns = this.history.resolve(batch);
      this.counters.framesMissing = this.history.framesMissing;
      this.listener.onBatch({ batch, columns, gapBefore: gapBefore && i === 0, startMs });
      this.pool.giveBack(batch);
    });
    this.latency.add(this.nowMs() - endMs);
  }
}

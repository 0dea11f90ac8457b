import { detect } from '../decode/detect';
import { DelimiterFramer } from '../frame/delimiter';
import type { Block, Chunk, DropPolicy, NowMs, Rejection, SampleBatch, WireFormat } from '../model';
import { BoundedQueue } from './boundedQueue';
import { PipelineCounters } from './counters';
import { DETECT_BYTES, detectedLabel, FormatGate } from './formatGate';
import { StreamHistory, type NamedColumn } from './history';
import type { LatencyWindow } from './latency';
import { Resequencer } from './resequence';
import type { PoolTask, TaskSource, WorkerPool } from './workerPool';

/** What one device asks of its pipeline. */
export interface PipelineOptions {
  readonly format: WireFormat | { readonly kind: 'auto' };
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
  onFormat(label: string): void;
  /** Under `block`: false asks the transport to hold back, true to go on. */
  onFlow(flowing: boolean): void;
  /** The queue let go of a block. */
  onQueueDropped(bytes: number): void;
}

interface QueuedBlock extends Block {
  readonly gapBefore: boolean;
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

/** Bytes nobody recognised are read as lines, so that they show as log lines or rejections. */
const UNKNOWN: WireFormat = { kind: 'keyValue' };

/** Chunks in, samples out, in order: framer, bounded queue, the shared pool, resequence. */
export class Pipeline implements TaskSource {
  readonly counters = new PipelineCounters();
  private readonly queue: BoundedQueue<QueuedBlock>;
  private readonly refused: QueuedBlock[] = [];
  private readonly gate: FormatGate;
  private readonly history = new StreamHistory();
  private readonly resequencer: Resequencer<Result>;
  private readonly detach: () => void;
  private framer: DelimiterFramer | undefined;
  private format: WireFormat | undefined;
  private startsInsideFrame = false;
  private provisional = false;
  private gapAtHead = false;
  private gapAtTail = false;
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
    this.gate = new FormatGate(detect);
    this.resequencer = new Resequencer((result) => {
      this.deliver(result);
    });
    this.detach = pool.attach(this);
    if (options.format.kind !== 'auto') this.adopt(options.format, options.format.kind);
  }

  /** Blocks waiting for a worker. */
  get queuedBlocks(): number {
    return this.queue.length + this.refused.length;
  }

  /** Bytes inside: held by detection, the framer, the queue or a worker. */
  get waitingBytes(): number {
    const refused = this.refused.reduce((n, b) => n + b.bytes.length, 0);
    const carried = this.framer?.waitingBytes ?? 0;
    return this.gate.heldBytes + carried + this.queue.bytes + refused + this.inFlightBytes;
  }

  /** What ends a frame; undefined while the format is not known. */
  get delimiter(): number | undefined {
    return this.framer?.delimiter;
  }

  /** A link has opened: what comes next may begin inside a frame. */
  beginStream(mayStartInsideFrame: boolean): void {
    this.startsInsideFrame = mayStartInsideFrame;
    if (this.format !== undefined) this.framer = this.makeFramer(this.format);
  }

  /** Takes one chunk; its bytes are the pipeline's from now on. */
  push(chunk: Chunk): void {
    this.counters.received(chunk.bytes.length);
    if (this.framer !== undefined) this.frame(this.framer, chunk);
    else this.sniff(chunk);
    this.pool.poke();
  }

  /** Takes whole frames that a fault had held. */
  release(frames: Uint8Array): void {
    const nowMs = this.nowMs();
    this.enqueue(frames, nowMs, nowMs);
    this.pool.poke();
  }

  /** Something is missing here: the link broke, or the source let go of bytes. */
  breakStream(timeMs: number): void {
    const held = this.gate.release();
    if (held.length > 0) {
      const framer = this.adopt(UNKNOWN, 'not recognised');
      this.provisional = true;
      for (const chunk of held) this.frame(framer, chunk);
    }
    const cut = this.framer?.reset() ?? 0;
    if (cut > 0) this.reject(partialFrame(cut, timeMs));
    this.gapAtTail = true;
  }

  take(): PoolTask | undefined {
    const format = this.format;
    const first = format === undefined ? undefined : this.queue.shift();
    if (first === undefined || format === undefined) return undefined;
    const blocks: Block[] = [first];
    let size = first.bytes.length;
    for (let next = this.queue.peek(); next !== undefined; next = this.queue.peek()) {
      const full = blocks.length === MAX_JOB_BLOCKS || size + next.bytes.length > MAX_JOB_BYTES;
      if (full || next.gapBefore) break;
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
        this.resequencer.put(sequence, { batches, bytes: size, gapBefore, ...span });
      },
    };
  }

  /** Takes no more work; what is in flight is not delivered. */
  dispose(): void {
    this.disposed = true;
    this.detach();
  }

  private sniff(chunk: Chunk): void {
    const found = this.gate.push(chunk);
    if (found === undefined) return;
    this.provisional = found.format === undefined;
    const framer = this.adopt(found.format ?? UNKNOWN, found.label);
    for (const held of found.chunks) this.frame(framer, held);
  }

  /** A stream that began unrecognised (a long boot log) is looked at again, block by block. */
  private lookAgain(bytes: Uint8Array, timeMs: number): void {
    const detection = detect(bytes.subarray(0, DETECT_BYTES));
    if (detection.kind === 'unsure') return;
    this.provisional = false;
    const { format } = detection;
    const label = detectedLabel(format, detection.score);
    if (format.kind !== 'cobs') {
      this.format = format;
      this.listener.onFormat(label);
      return;
    }
    // Another delimiter: what the framer carries is no frame of the new format, nor is its rest.
    const cut = this.framer?.reset() ?? 0;
    if (cut > 0) this.reject(partialFrame(cut, timeMs));
    this.startsInsideFrame = true;
    this.adopt(format, label);
  }

  private adopt(format: WireFormat, label: string): DelimiterFramer {
    this.format = format;
    const framer = this.makeFramer(format);
    this.framer = framer;
    this.listener.onFormat(label);
    return framer;
  }

  private makeFramer(format: WireFormat): DelimiterFramer {
    return new DelimiterFramer({
      delimiter: format.kind === 'cobs' ? 0 : 10,
      maxFrameBytes: this.options.maxFrameBytes,
      dropFirst: this.startsInsideFrame,
    });
  }

  private frame(framer: DelimiterFramer, chunk: Chunk): void {
    const { piece, rejections } = framer.push(chunk);
    for (const rejection of rejections) this.reject(rejection);
    if (piece === undefined) return;
    if (this.provisional) this.lookAgain(piece.bytes, piece.endMs);
    const { startMs, endMs } = piece;
    const bytes = this.options.frameFaults?.apply(piece.bytes, framer.delimiter, {
      startMs,
      endMs,
    });
    this.enqueue(bytes ?? piece.bytes, startMs, endMs);
  }

  private enqueue(bytes: Uint8Array, startMs: number, endMs: number): void {
    if (bytes.length === 0) return;
    const sequence = this.nextBlock++;
    const block: QueuedBlock = { sequence, startMs, endMs, bytes, gapBefore: this.gapAtTail };
    this.gapAtTail = false;
    if (this.refused.length > 0 || !this.queue.push(block)) {
      this.refused.push(block);
      this.listener.onFlow(false);
    }
  }

  private admitRefused(): void {
    if (this.refused.length === 0) return;
    let admitted = 0;
    while (admitted < this.refused.length && this.queue.push(this.refused[admitted])) admitted++;
    this.refused.splice(0, admitted);
    if (this.refused.length === 0) this.listener.onFlow(true);
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
      const columns = this.history.resolve(batch);
      this.listener.onBatch({ batch, columns, gapBefore: gapBefore && i === 0, startMs });
      this.pool.giveBack(batch);
    });
    this.latency.add(this.nowMs() - endMs);
  }
}

function partialFrame(bytes: number, timeMs: number): Rejection {
  const detail = 'the stream broke off inside a frame';
  const excerpt = new Uint8Array(0);
  return { timeMs, cause: 'partial', detail, excerpt, bytes, goodBefore: 0 };
}

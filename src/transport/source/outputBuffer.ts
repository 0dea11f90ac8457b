import type { Writable } from 'node:stream';
import { monotonicMs } from '../monotonic';
import { encodeDropped, RECORD_HEADER_BYTES, writeRecord } from '../records';
import type { RecordKind } from '../records';

/** What the pipe may hold. It can no longer be dropped there, so it is little. */
const PIPE_BYTES = 64 * 1024;
/** What one waiting record costs beside its bytes; counted, so that tiny chunks are bounded too. */
export const RECORD_COST_BYTES = 128;
const COMPACT_AT = 4096;
/**
 * Writes of a stream follow each other at this distance, so that a port that gives 4 KiB a millisecond wakes the host 250
 * times a second and not 1,000.
 */
const GATHER_MS = 4;
/**
 * A write of so many bytes is followed by the next so much later. What comes so fast, 2 MB/s and more, costs the host by the
 * write, each of which is a job for a worker: a quarter of its thread's time at 1 M samples/s.
 */
const LARGE_BYTES = 8192;
const GATHER_LARGE_MS = 8;
/** So far a write may run ahead of that: a line that comes in pieces, after a silence, waits for nothing. */
const AHEAD_MS = 3 * GATHER_MS;

interface Entry {
  readonly kind: RecordKind;
  readonly timeMs: number;
  readonly payload: Uint8Array;
}

interface Dropped {
  readonly kind: 'dropped';
  readonly timeMs: number;
  bytes: number;
}

/**
 * Holds records for the pipe, at most `capacityBytes` of data. When full, the oldest data goes first
 * and a `dropped` record with the exact count takes its place in the stream; events always stay.
 *
 *   pipe ◂ front: what precedes the oldest data (dropped, events) ◂ queue[head…]: data and events
 */
export class OutputBuffer {
  private front: (Entry | Dropped)[] = [];
  private queue: (Entry | undefined)[] = [];
  private head = 0;
  private dataBytes = 0;
  private dataRecords = 0;
  /** When the next write is due, were they evenly spaced. */
  private dueMs = -Infinity;
  private gathering: NodeJS.Timeout | undefined;
  private readonly onWritten = (): void => this.pump();

  constructor(
    private readonly pipe: Writable,
    private capacityBytes: number,
    private readonly nowMs: () => number = monotonicMs,
  ) {}

  /** Bytes of the port that wait here because the pipe takes none; what is only gathered is under way. */
  get waitingBytes(): number {
    return this.pipe.writableLength < PIPE_BYTES ? 0 : this.dataBytes;
  }

  /** Sets the bound for what is pushed from now on. */
  setCapacity(capacityBytes: number): void {
    this.capacityBytes = capacityBytes;
  }

  /** Takes a chunk and keeps a reference to its bytes: the caller must not write to them again. */
  pushData(timeMs: number, bytes: Uint8Array): void {
    this.queue.push({ kind: 'data', timeMs, payload: bytes });
    this.dataBytes += bytes.length;
    this.dataRecords += 1;
    while (this.dataRecords > 0 && this.costBytes() > this.capacityBytes) this.dropOldest();
    this.pump();
  }

  /** Takes an event, to be delivered behind all that was pushed before it. */
  pushEvent(timeMs: number, event: unknown): void {
    this.queue.push({ kind: 'event', timeMs, payload: Buffer.from(JSON.stringify(event)) });
    this.dueMs = -Infinity;
    this.pump();
  }

  private costBytes(): number {
    return this.dataBytes + this.dataRecords * RECORD_COST_BYTES;
  }

  private dropOldest(): void {
    let oldest = this.shift();
    for (; oldest !== undefined && oldest.kind !== 'data'; oldest = this.shift()) {
      this.front.push(oldest);
    }
    if (oldest === undefined) return;
    const last = this.front.at(-1);
    if (last?.kind === 'dropped' && 'bytes' in last) last.bytes += oldest.payload.length;
    else this.front.push({ kind: 'dropped', timeMs: oldest.timeMs, bytes: oldest.payload.length });
  }

  /** Hands records to the pipe while it takes them; the rest goes when it has room again. */
  private pump(): void {
    while (
      (this.front.length > 0 || this.queue.length > 0) &&
      this.pipe.writableLength < PIPE_BYTES &&
      this.pipe.writable
    ) {
      const nowMs = this.nowMs();
      const waitMs = this.dueMs - AHEAD_MS - nowMs;
      if (waitMs > 0 && this.dataBytes < PIPE_BYTES) {
        this.gatherFor(waitMs);
        return;
      }
      const block = this.takeBlock();
      const apartMs = block.length < LARGE_BYTES ? GATHER_MS : GATHER_LARGE_MS;
      // Full blocks go whenever they are full: what follows them waits no longer for it.
      this.dueMs = Math.min(Math.max(this.dueMs, nowMs), nowMs + AHEAD_MS) + apartMs;
      this.pipe.write(block, this.onWritten);
    }
  }

  private gatherFor(waitMs: number): void {
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      this.pump();
    }, Math.ceil(waitMs));
  }

  /** The next records as one buffer: a write each would cost a system call per tiny chunk. */
  private takeBlock(): Buffer {
    const taken: Entry[] = this.front.map((entry) =>
      'bytes' in entry ? { ...entry, payload: encodeDropped(entry.bytes) } : entry,
    );
    this.front = [];
    let size = taken.reduce((sum, entry) => sum + sizeOf(entry), 0);
    while (size < PIPE_BYTES) {
      const entry = this.shift();
      if (entry === undefined) break;
      taken.push(entry);
      size += sizeOf(entry);
    }
    const block = Buffer.allocUnsafe(size);
    let offset = 0;
    for (const { kind, timeMs, payload } of taken) {
      offset = writeRecord(block, offset, kind, timeMs, payload);
    }
    return block;
  }

  /** Takes the oldest of the queue out, without Array.shift's cost; undefined when it is empty. */
  private shift(): Entry | undefined {
    const entry = this.queue[this.head];
    this.queue[this.head] = undefined;
    this.head += 1;
    if (this.head >= this.queue.length) {
      this.queue = [];
      this.head = 0;
    } else if (this.head >= COMPACT_AT && this.head * 2 >= this.queue.length) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
    if (entry?.kind === 'data') {
      this.dataBytes -= entry.payload.length;
      this.dataRecords -= 1;
    }
    return entry;
  }
}

function sizeOf(entry: Entry): number {
  return RECORD_HEADER_BYTES + entry.payload.length;
}

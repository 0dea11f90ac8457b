import { listen } from '../listen';
import type { SeriesColumns, Statistics } from '../model';
import type { MemoryOrder } from '../memoryOrder';
import { SampleRing } from './sampleRing';
import { MEMORY_BYTES, Segment, SEGMENT_BYTES, SEGMENT_SAMPLES } from './segment';
import { NO_STATISTICS, type IdleMs } from './statistics';

/** Buffers that are kept for segments to come. */
const MAX_MEMORY = 16;
/** Memory that was begun longer ago may be slow to write to; see `order`. */
const COLD_MS = 1000;

const EMPTY: SeriesColumns = {
  times: new Float64Array(0),
  lo: new Float64Array(0),
  hi: new Float64Array(0),
};

/**
 * All channels' samples, bounded by bytes over all of them together: the oldest segment of all goes
 * first. Written by devices, pulled from by displays at their own pace.
 */
export class Store {
  private readonly rings = new Map<string, SampleRing>();
  private readonly listeners = new Set<() => void>();
  private segments = 0;
  private evicted = 0;
  /** Those that were let go of last: a full store makes no garbage. */
  private readonly spare: Segment[] = [];
  /** For the next segments, and how many were made since more was ordered. */
  private readonly memory: SharedArrayBuffer[] = [];
  private used = 0;
  private readonly makeSegment = (): Segment => {
    const memory = this.memory.pop();
    const spare = memory === undefined ? this.spare.pop() : undefined;
    if (spare === undefined) this.used++;
    const segment = spare ?? new Segment(memory);
    segment.clear();
    segment.begunMs = this.nowMs();
    return segment;
  };

  constructor(
    readonly capacityBytes: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** Bytes held in segments. */
  get bytes(): number {
    return this.segments * SEGMENT_BYTES;
  }

  /** Samples let go of because the store was full. */
  get evictedSamples(): number {
    return this.evicted;
  }

  /** Adds samples of one channel, in time order; NaN = a gap. */
  append(channelId: string, times: Float64Array, values: Float64Array): void {
    let ring = this.rings.get(channelId);
    if (ring === undefined) {
      ring = new SampleRing(this.makeSegment);
      this.rings.set(channelId, ring);
    }
    this.segments += ring.append(times, values);
    while (this.bytes > this.capacityBytes && this.evictOldest()) this.segments--;
  }

  /** Marks that no values are known from here on: drawn as a gap. */
  gap(channelId: string, timeMs: number): void {
    if (!this.rings.has(channelId)) return;
    this.append(channelId, Float64Array.of(timeMs), Float64Array.of(NaN));
  }

  /**
   * As much memory as segments were made of since it was last asked; undefined when none is needed. A full store needs no new
   * one: what it has let go of is to be touched. Where the host has started a process since that memory was written to, the
   * system keeps a copy for that until each page is written to again, which is as dear as a new page.
   */
  order(): MemoryOrder | undefined {
    const room = Math.floor((this.capacityBytes - this.bytes) / SEGMENT_BYTES);
    const places = MAX_MEMORY - this.memory.length;
    const worn = this.takeCold(places);
    const count = Math.max(0, Math.min(this.used, room, places - worn.length));
    this.used = 0;
    return count + worn.length > 0 ? { count, bytes: MEMORY_BYTES, worn } : undefined;
  }

  /**
   * Takes memory for segments to come, beyond its bound: at most half a MiB, and as much that it has let go of. What is under
   * way comes on top, as much again for each order.
   */
  deliver(buffers: readonly SharedArrayBuffer[]): void {
    for (const buffer of buffers) {
      const fits = buffer.byteLength === MEMORY_BYTES;
      if (fits && this.memory.length < MAX_MEMORY) this.memory.push(buffer);
    }
  }

  /** Tells the listeners, once per batch rather than once per channel. */
  publish(): void {
    for (const listener of this.listeners) listener();
  }

  /** Called after every batch; the returned function ends it. */
  onAppend(listener: () => void): () => void {
    return listen(this.listeners, listener);
  }

  /** Min and max per column over [fromMs, toMs); see SampleRing.query. */
  query(
    channelId: string,
    fromMs: number,
    toMs: number,
    columnMs: number,
    lead = false,
  ): SeriesColumns {
    return this.rings.get(channelId)?.query(fromMs, toMs, columnMs, lead) ?? EMPTY;
  }

  /** Time of the oldest sample held, NaN when there is none. */
  firstMs(channelId: string): number {
    return this.rings.get(channelId)?.firstMs ?? NaN;
  }

  /** Time of the newest sample held, NaN when there is none. */
  lastMs(channelId: string): number {
    return this.rings.get(channelId)?.lastMs ?? NaN;
  }

  /** Samples ever added to a channel, gaps included: grows when there is anything new to show. */
  appended(channelId: string): number {
    return this.rings.get(channelId)?.appended ?? 0;
  }

  /** Over the finite samples of [fromMs, toMs]; see SampleRing.statistics. */
  statistics(channelId: string, fromMs: number, toMs: number, idleMs?: IdleMs): Statistics {
    return this.rings.get(channelId)?.statistics(fromMs, toMs, idleMs) ?? NO_STATISTICS;
  }

  /** Lets go of all of a channel's samples. */
  remove(channelId: string): void {
    this.segments -= this.rings.get(channelId)?.segmentCount ?? 0;
    this.rings.delete(channelId);
  }

  private evictOldest(): boolean {
    let oldest: SampleRing | undefined;
    for (const ring of this.rings.values()) {
      const spare = ring.segmentCount > 1;
      if (spare && (oldest === undefined || ring.firstMs < oldest.firstMs)) oldest = ring;
    }
    const evicted = oldest?.evictOldest();
    if (evicted === undefined) return false;
    if (this.spare.length < MAX_MEMORY) this.spare.push(evicted);
    this.evicted += SEGMENT_SAMPLES;
    return true;
  }

  private takeCold(atMost: number): SharedArrayBuffer[] {
    const untilMs = this.nowMs() - COLD_MS;
    const isCold = ({ begunMs }: Segment) => begunMs < untilMs;
    const cold = this.spare.filter(isCold).slice(0, atMost);
    for (const segment of cold) this.spare.splice(this.spare.indexOf(segment), 1);
    return cold.map(({ memory }) => memory);
  }
}

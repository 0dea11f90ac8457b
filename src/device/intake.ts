import type { Chunk, DeviceCounters, LogLine, NamedColumn, Rejection, SampleBatch } from '../model';
import { Pipeline, type OrderedBatch } from '../pipeline/pipeline';
import { BoundedList } from './bounded';
import { ChannelTable, type Channel } from './channels';
import type { DeviceContext } from './context';
import type { FaultDesk } from './faultDesk';
import type { DeviceProfile } from './profile';
import { RateMeter } from './rate';

/** What the receiving side tells its device, in stream order. */
export interface IntakeListener {
  /** The stream broke before the next batch: what came meanwhile is not known. */
  onGap(): void;
  /** A batch whose samples are in the store already, as the value faults left them. */
  onBatch(batch: SampleBatch, columns: readonly NamedColumn[]): void;
  /** A frame refused before decoding. */
  onRejection(rejection: Rejection): void;
  /** The queue let go of bytes. */
  onQueueDropped(bytes: number): void;
  /** See `PipelineListener.onFlow`. */
  onFlow(flowing: boolean): void;
  onChange(): void;
}

const KEPT_REJECTIONS = 500;
const KEPT_LOG_LINES = 1000;
/** The rate is over a second: after that long without samples it is 0 and has to be shown so. */
const SETTLE_MS = 1100;

/**
 * The receiving side of a device: chunks in, samples in the store, every byte counted.
 *
 *   source ─ receive ─┬─ link, byte faults ─ framer ─ frame faults ─ queue ─ … ─ value faults ─ store
 *                     └─ here a recorder taps: bytes as they arrived, undamaged
 */
export class Intake {
  private readonly channelTable: ChannelTable;
  private readonly pipeline: Pipeline;
  private readonly rate = new RateMeter();
  private readonly rejectionList = new BoundedList<Rejection>(KEPT_REJECTIONS);
  private readonly logList = new BoundedList<LogLine>(KEPT_LOG_LINES);
  private format: string;
  private received = 0;
  private droppedAtSource = 0;
  private cancelSettle: (() => void) | undefined;

  constructor(
    profile: DeviceProfile,
    private readonly context: DeviceContext,
    private readonly desk: FaultDesk,
    private readonly listener: IntakeListener,
  ) {
    const { store, pool, latency, clock } = context;
    this.format = profile.format.kind === 'auto' ? 'detecting' : profile.format.kind;
    this.channelTable = new ChannelTable(profile.id, store);
    const options = { ...profile, policy: profile.dropPolicy, frameFaults: desk.frames };
    this.pipeline = new Pipeline(options, pool, latency, clock.nowMs, {
      onBatch: (batch) => this.onBatch(batch),
      onFramerRejection: (rejection) => {
        this.rejectionList.push(rejection);
        listener.onRejection(rejection);
      },
      onFormat: (label) => {
        this.format = label;
        listener.onChange();
      },
      onQueueDropped: (bytes) => listener.onQueueDropped(bytes),
      onFlow: (flowing) => listener.onFlow(flowing),
    });
  }

  get channels(): readonly Channel[] {
    return this.channelTable.all;
  }
  get channelRevision(): number {
    return this.channelTable.revision;
  }
  get straysLetGo(): number {
    return this.channelTable.straysLetGo;
  }
  get refusedSamples(): number {
    return this.channelTable.refused;
  }
  /** A channel by its id. */
  channelOf(channelId: string): Channel | undefined {
    return this.channelTable.byId(channelId);
  }
  /** The last rejected frames, oldest first. */
  get rejections(): readonly Rejection[] {
    return this.rejectionList.all;
  }
  /** The last lines that were not telemetry, oldest first. */
  get log(): readonly LogLine[] {
    return this.logList.all;
  }
  get samplesPerSecond(): number {
    return this.rate.read(this.context.clock.nowMs());
  }
  /** `csv, detected (0.98)`, `keyValue`, `detecting`. */
  get formatLabel(): string {
    return this.format;
  }
  get queueBlocks(): number {
    return this.pipeline.queuedBlocks;
  }
  /** What ends a frame; undefined while the format is not known. */
  get delimiter(): number | undefined {
    return this.pipeline.delimiter;
  }

  /** The id that a channel of this name has. */
  channelId(name: string): string {
    return this.channelTable.idOf(name);
  }

  /** All that was counted, faults included; `waitingAtSource` = what the transport still holds. */
  counters(waitingAtSource: number): DeviceCounters {
    const { receive, frames, values } = this.desk;
    const c = this.pipeline.counters;
    return {
      bytesIn: this.received + this.droppedAtSource + waitingAtSource,
      bytesInjected: receive.injected + frames.injected,
      bytesAccepted: c.bytesAccepted,
      bytesRejected: c.bytesRejected,
      bytesDroppedSource: this.droppedAtSource,
      bytesDroppedQueue: c.bytesDropped,
      bytesDroppedFault: receive.dropped + frames.dropped,
      bytesWaiting: waitingAtSource + receive.held + frames.held + this.pipeline.waitingBytes,
      framesAccepted: c.framesAccepted,
      framesRejected: c.framesRejected,
      blocksDropped: c.blocksDropped,
      samples: c.samples,
      nonFinite: c.nonFinite + values.madeNaN,
      logLines: c.logLines,
    };
  }

  /** Takes one chunk off the link; its bytes are the intake's from now on. */
  receive(chunk: Chunk): void {
    this.received += chunk.bytes.length;
    this.desk.receive.push(chunk);
  }

  /** Takes what the link and byte faults have passed on. */
  damaged(chunk: Chunk): void {
    this.pipeline.push(chunk);
  }

  /** Takes whole frames that a frame fault had held. */
  releaseFrames(frames: Uint8Array): void {
    this.pipeline.release(frames);
  }

  /** The source let go of bytes here. */
  sourceDropped(bytes: number, timeMs: number): void {
    this.droppedAtSource += bytes;
    this.breakStream(timeMs);
  }

  /** A link has opened: what comes next may begin inside a frame. */
  beginStream(mayStartInsideFrame: boolean): void {
    this.pipeline.beginStream(mayStartInsideFrame);
  }

  /** The link broke, or was let go of. What a fault still holds came before: it must not end up behind. */
  breakStream(timeMs: number): void {
    this.desk.receive.flush();
    this.desk.frames.flush();
    this.pipeline.breakStream(timeMs);
  }

  /** Lets go of all samples; what is under way is not delivered. */
  dispose(): void {
    this.cancelSettle?.();
    this.pipeline.dispose();
    this.channelTable.dispose();
  }

  private onBatch({ batch, columns, gapBefore, startMs }: OrderedBatch): void {
    const { store, clock } = this.context;
    if (gapBefore) {
      this.channelTable.gap(startMs);
      this.listener.onGap();
    }
    const damaged = this.desk.damage(columns);
    this.channelTable.ingest(damaged, this.desk.damagedAt(startMs));
    store.publish();
    for (const rejection of batch.rejections) this.rejectionList.push(rejection);
    for (const line of batch.log) this.logList.push(line);
    this.rate.add(batch.samples, clock.nowMs());
    this.cancelSettle ??= clock.after(SETTLE_MS, () => this.settle());
    this.listener.onBatch(batch, damaged);
  }

  /** One timer for many batches: it asks again only while samples still come. */
  private settle(): void {
    const flows = this.samplesPerSecond > 0;
    const { clock } = this.context;
    this.cancelSettle = flows ? clock.after(SETTLE_MS, () => this.settle()) : undefined;
    this.listener.onChange();
  }
}

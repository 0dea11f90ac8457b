import type { Explanation } from '../decode/explain';
import type { Guess } from '../decode/guess';
import type { FormatSetting } from '../decode/parseFormat';
import type {
  Chunk,
  DeviceCounters,
  FormatState,
  NamedColumn,
  Rejection,
  SampleBatch,
} from '../model';
import { PipelineCounters } from '../pipeline/counters';
import type { OrderedBatch, Pipeline } from '../pipeline/pipeline';
import type { WorkerPool } from '../pipeline/workerPool';
import { BoundedList } from './bounded';
import { ChannelTable, type Channel } from './channels';
import type { DeviceContext } from './context';
import type { DebugBook } from './debugBook';
import type { DeviceFaults } from './faults';
import { LogBook } from './logBook';
import type { DeviceProfile } from './profile';
import { RateMeter } from './rate';
import type { DeviceEvidence, Inquire, Troubles } from './troubles';

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
  /** The format is another one now, or what is known of it is. */
  onFormat(state: FormatState): void;
  onChange(): void;
}

const KEPT_REJECTIONS = 500;
/** Of a device whose link was never open. */
const NOTHING = { counters: new PipelineCounters(), recentBytes: new Uint8Array(0) };
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
  /** Undefined until `load`. */
  private pipeline: Pipeline | undefined;
  private troubles: Troubles | undefined;
  /** Of a device whose decoder is a script. */
  private readonly ownPool: WorkerPool | undefined;
  private readonly rate = new RateMeter();
  private readonly rejectionList = new BoundedList<Rejection>(KEPT_REJECTIONS);
  private readonly logBook = new LogBook();
  private formatState: FormatState;
  private disposed = false;
  private asked: FormatSetting;
  private received = 0;
  private droppedAtSource = 0;
  private cancelSettle: (() => void) | undefined;

  constructor(
    private readonly profile: DeviceProfile,
    private readonly context: DeviceContext,
    private readonly faults: DeviceFaults,
    private readonly debug: Pick<DebugBook, 'runningMs' | 'heard'>,
    private readonly listener: IntakeListener,
  ) {
    const { format } = profile;
    this.asked = format;
    this.formatState = stateOf(format);
    this.ownPool = format.kind === 'script' ? context.makeScriptPool(format) : undefined;
    this.channelTable = new ChannelTable(profile.id, context.store);
  }

  /**
   * Loads what cuts, detects and explains, and starts a worker; must have resolved before a link opens. Not sooner, because a
   * window whose devices are all closed needs none of it.
   */
  async load(): Promise<void> {
    const pool = this.ownPool ?? this.context.pool;
    pool.warm();
    if (this.pipeline !== undefined) return;
    const { Pipeline, Troubles } = await import('./receiving');
    if (this.disposed) return;
    const { context, faults, listener, profile } = this;
    const { latency, clock } = context;
    const inquire: Inquire = (inquiry, done) =>
      context.pool.ask({ kind: 'remedies', inquiry }, done);
    this.troubles = new Troubles(clock.nowMs, inquire, () => listener.onChange());
    const options = {
      ...profile,
      format: this.asked,
      policy: profile.dropPolicy,
      frameFaults: faults.frameFaults,
    };
    this.pipeline = new Pipeline(options, pool, latency, clock.nowMs, {
      onBatch: (batch) => this.onBatch(batch),
      onFramerRejection: (rejection) => {
        this.rejectionList.push(rejection);
        listener.onRejection(rejection);
      },
      onFormat: (state) => this.onFormat(state),
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
  /** The lines that were not telemetry, with their times. */
  get log(): LogBook {
    return this.logBook;
  }
  get samplesPerSecond(): number {
    return this.rate.read(this.debug.runningMs(this.context.clock.nowMs()));
  }
  /** What is known of the format. */
  get format(): FormatState {
    return this.formatState;
  }
  /** The last bytes that came, at most 4 KiB, oldest first. */
  get recentBytes(): Uint8Array {
    return (this.pipeline ?? NOTHING).recentBytes;
  }
  get queueBlocks(): number {
    return this.pipeline?.queuedBlocks ?? 0;
  }
  /** What ends a frame; undefined while the format is not known. */
  get delimiter(): number | undefined {
    return this.pipeline?.delimiter;
  }

  /** Reads what comes from now on in another format. */
  setFormat(asked: FormatSetting): void {
    this.asked = asked;
    if (this.pipeline === undefined) this.onFormat(stateOf(asked));
    else this.pipeline.setFormat(asked);
  }

  /** See `Device.explain`. */
  explain(): readonly Explanation[] {
    return this.troubles?.explain(this.evidence) ?? [];
  }

  /** See `Device.explained`. */
  async explained(): Promise<readonly Explanation[]> {
    return this.troubles?.explained(this.evidence) ?? [];
  }

  /** See `Device.guesses`. */
  guesses(): Promise<readonly Guess[]> {
    const { recentBytes: bytes } = this;
    return new Promise((resolve) => {
      this.context.pool.ask({ kind: 'guesses', bytes }, (guesses = []) => resolve(guesses));
    });
  }

  /** The id that a channel of this name has. */
  channelId(name: string): string {
    return this.channelTable.idOf(name);
  }

  /** All that was counted, faults included; `waitingAtSource` = what the transport still holds. */
  counters(waitingAtSource: number): DeviceCounters {
    const { received, framed, madeNaN } = this.faults;
    const c = (this.pipeline ?? NOTHING).counters;
    const waiting = this.pipeline?.waitingBytes ?? 0;
    return {
      bytesIn: this.received + this.droppedAtSource + waitingAtSource,
      bytesInjected: received.injected + framed.injected,
      bytesAccepted: c.bytesAccepted,
      bytesRejected: c.bytesRejected,
      bytesDroppedSource: this.droppedAtSource,
      bytesDroppedQueue: c.bytesDropped,
      bytesDroppedFault: received.dropped + framed.dropped,
      bytesWaiting: waitingAtSource + received.held + framed.held + waiting,
      framesAccepted: c.framesAccepted,
      framesRejected: c.framesRejected,
      blocksDropped: c.blocksDropped,
      samples: c.samples,
      nonFinite: c.nonFinite + madeNaN,
      logLines: c.logLines,
    };
  }

  /** Takes one chunk off the link; its bytes are the intake's from now on. */
  receive(chunk: Chunk): void {
    this.received += chunk.bytes.length;
    this.faults.receive(chunk);
  }

  /** Takes what the link and byte faults have passed on. */
  damaged(chunk: Chunk): void {
    this.path.push(chunk);
  }

  /** Takes whole frames that a frame fault had held. */
  releaseFrames(frames: Uint8Array): void {
    this.path.release(frames);
  }

  /** The source let go of bytes here. */
  sourceDropped(bytes: number, timeMs: number): void {
    this.droppedAtSource += bytes;
    this.breakStream(timeMs);
  }

  /** A link has opened: what comes next may begin inside a frame. */
  beginStream(mayStartInsideFrame: boolean): void {
    this.path.beginStream(mayStartInsideFrame);
  }

  /** The link broke, or was let go of. What a fault still holds came before: it must not end up behind. */
  breakStream(timeMs: number): void {
    this.faults.flushReceived();
    this.pipeline?.breakStream(timeMs);
  }

  /** Lets go of all samples; what is under way is not delivered. */
  async dispose(): Promise<void> {
    this.disposed = true;
    this.cancelSettle?.();
    this.pipeline?.dispose();
    this.channelTable.dispose();
    await this.ownPool?.dispose();
  }

  private get evidence(): DeviceEvidence {
    return {
      format: 'format' in this.formatState ? this.formatState.format : undefined,
      bytesIn: this.received,
      samples: (this.pipeline ?? NOTHING).counters.samples,
      rejections: this.rejectionList.all,
      log: this.logBook,
    };
  }

  private get path(): Pipeline {
    if (this.pipeline === undefined) throw new Error('A link was opened before `load`.');
    return this.pipeline;
  }

  private onFormat(state: FormatState): void {
    this.formatState = state;
    this.listener.onFormat(state);
  }

  private onBatch({ batch, columns, gapBefore, startMs }: OrderedBatch): void {
    const { store, clock } = this.context;
    if (gapBefore) {
      this.channelTable.gap(startMs);
      this.listener.onGap();
    }
    const damaged = this.faults.damage(columns);
    this.channelTable.ingest(damaged, this.faults.damagedAt(startMs));
    store.publish();
    for (const rejection of batch.rejections) this.rejectionList.push(rejection);
    this.logBook.add(batch.log, batch.logLines);
    if (batch.samples > 0) this.debug.heard(clock.nowMs());
    this.rate.add(batch.samples, this.debug.runningMs(clock.nowMs()));
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

/** What is known of a format before anything has come. */
function stateOf(asked: FormatSetting): FormatState {
  return asked.kind === 'auto' ? { kind: 'detecting' } : { kind: 'set', format: asked };
}

import type {
  DeviceCounters,
  DeviceFault,
  DeviceState,
  LinkState,
  LogLine,
  Rejection,
  Transition,
} from '../model';
import type { LatencyWindow } from '../pipeline/latency';
import { Pipeline, type OrderedBatch, type PipelineListener } from '../pipeline/pipeline';
import type { WorkerPool } from '../pipeline/workerPool';
import type { Store } from '../store/store';
import type { Transport, TransportListener } from '../transport/transport';
import { BoundedList } from './bounded';
import { Breaker, type LatchStore } from './breaker';
import { ChannelTable, type Channel } from './channels';
import type { DeviceClock } from './clock';
import type { DeviceProfile } from './profile';
import { RateMeter } from './rate';
import { Staleness } from './staleness';
import { STATE_NAMES } from './stateMachine';

export type { Latch, LatchStore } from './breaker';
export type { Channel } from './channels';

/** What all devices of a window share. */
export interface DeviceContext {
  readonly store: Store;
  readonly pool: WorkerPool;
  readonly latency: LatencyWindow;
  readonly clock: DeviceClock;
  readonly latches: LatchStore;
  readonly wallNow: () => number;
  readonly makeTransport: (profile: DeviceProfile, listener: TransportListener) => Transport;
  /** An error nobody awaits, such as a safe command that could not be sent. */
  readonly onBug: (error: unknown) => void;
}

const KEPT_REJECTIONS = 500;
const KEPT_LOG_LINES = 1000;
const KEPT_NOTES = 100;
/** The rate is over a second: after that long without samples it is 0 and has to be shown so. */
const SETTLE_MS = 1100;
const encoder = new TextEncoder();

/**
 * One target. Acts only on the operator's word, one action at a time, and tells everyone the result
 * as new state; every refusal is an Error whose message says what, why and the way out.
 */
export class Device {
  private readonly breaker: Breaker;
  private readonly channelTable: ChannelTable;
  private readonly pipeline: Pipeline;
  private readonly transport: Transport;
  private readonly staleness: Staleness;
  private readonly rate = new RateMeter();
  private readonly listeners = new Set<() => void>();
  private readonly rejectionList = new BoundedList<Rejection>(KEPT_REJECTIONS);
  private readonly logList = new BoundedList<LogLine>(KEPT_LOG_LINES);
  private readonly noteList = new BoundedList<string>(KEPT_NOTES);
  private linkState: LinkState = { kind: 'closed' };
  private deviceFault: DeviceFault = { kind: 'none' };
  private format: string;
  private droppedAtSource = 0;
  private actions: Promise<void> = Promise.resolve();
  private cancelSettle: (() => void) | undefined;

  constructor(
    readonly profile: DeviceProfile,
    private readonly context: DeviceContext,
  ) {
    const { store, pool, latency, clock, latches, wallNow } = context;
    this.format = profile.format.kind === 'auto' ? 'detecting' : profile.format.kind;
    this.channelTable = new ChannelTable(profile.id, store);
    this.breaker = new Breaker({
      deviceId: profile.id,
      failureThreshold: profile.failureThreshold,
      failureWindowMs: profile.failureWindowMs,
      latches,
      clock,
      wallNow,
      counters: () => this.counters,
      onTransition: (transition) => {
        this.onTransition(transition);
      },
    });
    this.staleness = new Staleness(profile.staleAfterMs, clock, (timeMs) => {
      this.breaker.fail('no frames', timeMs);
      this.changed();
    });
    const options = { ...profile, policy: profile.dropPolicy };
    this.pipeline = new Pipeline(options, pool, latency, clock.nowMs, this.pipelineListener());
    this.transport = context.makeTransport(profile, this.transportListener());
  }

  get state(): DeviceState {
    return this.breaker.state;
  }
  get cause(): string {
    return this.breaker.cause;
  }
  get sinceMs(): number {
    return this.breaker.sinceMs;
  }
  get history(): readonly Transition[] {
    return this.breaker.history;
  }
  get link(): LinkState {
    return this.linkState;
  }
  get channels(): readonly Channel[] {
    return this.channelTable.all;
  }
  /** The last rejected frames, oldest first. */
  get rejections(): readonly Rejection[] {
    return this.rejectionList.all;
  }
  /** The last lines that were not telemetry, oldest first. */
  get log(): readonly LogLine[] {
    return this.logList.all;
  }
  /** What was noted that is no failure. */
  get notes(): readonly string[] {
    return this.noteList.all;
  }
  get samplesPerSecond(): number {
    return this.rate.read(this.context.clock.nowMs());
  }
  get fault(): DeviceFault {
    return this.deviceFault;
  }
  get canFault(): boolean {
    return this.transport.setFault !== undefined;
  }
  /** `csv, detected (0.98)`, `keyValue`, `detecting`. */
  get formatLabel(): string {
    return this.format;
  }
  get queueBlocks(): number {
    return this.pipeline.queuedBlocks;
  }
  get queueBlocksMax(): number {
    return this.profile.queueBlocks;
  }

  get counters(): DeviceCounters {
    const c = this.pipeline.counters;
    const waitingAtSource = this.transport.waitingBytes;
    return {
      bytesIn: c.bytesIn + this.droppedAtSource + waitingAtSource,
      bytesInjected: 0,
      bytesAccepted: c.bytesAccepted,
      bytesRejected: c.bytesRejected,
      bytesDroppedSource: this.droppedAtSource,
      bytesDroppedQueue: c.bytesDropped,
      bytesDroppedFault: 0,
      bytesWaiting: this.pipeline.waitingBytes + waitingAtSource,
      framesAccepted: c.framesAccepted,
      framesRejected: c.framesRejected,
      blocksDropped: c.blocksDropped,
      samples: c.samples,
      nonFinite: c.nonFinite,
      logLines: c.logLines,
    };
  }

  /** Opens the link; does nothing when it is open. */
  connect(): Promise<void> {
    return this.serially(() => this.openLink());
  }

  /** Lets go of the link, always; a measuring device becomes Idle, SafeState stays. */
  disconnect(): Promise<void> {
    return this.serially(async () => {
      if (this.breaker.acting) this.breaker.apply('stop', 'disconnected');
      await this.transport.close();
    });
  }

  /** Opens the link where needed and measures. */
  start(): Promise<void> {
    return this.serially(async () => {
      this.refuseInSafeState('start');
      if (this.breaker.acting) return;
      await this.openLink();
      await this.command('START');
      this.breaker.apply('start', 'started');
      this.staleness.alive(this.context.clock.nowMs());
    });
  }

  /** Stops measuring. A device that knows no STOP is let go of, since nothing else would silence it. */
  stop(): Promise<void> {
    return this.serially(async () => {
      this.refuseInSafeState('stop');
      if (!this.breaker.acting) return;
      this.breaker.apply('stop', 'stopped');
      if (this.profile.commandSet === 'hub') await this.command('STOP');
      else await this.transport.close();
    });
  }

  /** The operator's way out of Error and SafeState. */
  reset(): Promise<void> {
    return this.serially(async () => {
      if (this.state === 'idle' || this.state === 'measuring') return;
      this.breaker.apply('reset', 'reset by the operator');
      await this.command('RESET');
    });
  }

  /** Sends one line; LF is added where it is missing. */
  send(text: string): Promise<void> {
    return this.serially(async () => {
      this.refuseInSafeState('send a command to');
      if (this.linkState.kind !== 'open') {
        const { name } = this.profile;
        throw new Error(`Could not send to ${name}: the link is not open. Connect it first.`);
      }
      await this.write(text);
    });
  }

  /** Sets or, with `none`, clears the device fault. */
  setFault(fault: DeviceFault): Promise<void> {
    return this.serially(async () => {
      const { setFault } = this.transport;
      if (setFault === undefined) {
        throw new Error(
          `${this.profile.name} has no device faults: only the simulator commits them.`,
        );
      }
      if (fault.kind !== 'none') this.refuseInSafeState('arm a fault on');
      await setFault.call(this.transport, fault);
      this.deviceFault = fault;
    });
  }

  /** Called when anything visible has changed, up to once a batch: throttle at the display. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Lets go of the link, the source process and all samples. May be called twice. */
  async dispose(): Promise<void> {
    this.listeners.clear();
    this.cancelSettle?.();
    this.staleness.dispose();
    await this.transport.dispose();
    this.pipeline.dispose();
    this.channelTable.dispose();
  }

  private serially(action: () => Promise<void>): Promise<void> {
    const result = this.actions.then(action);
    this.actions = result.catch(() => undefined);
    return result.finally(() => {
      this.changed();
    });
  }

  private refuseInSafeState(what: string): void {
    if (this.state !== 'safeState') return;
    const { name } = this.profile;
    throw new Error(
      `Could not ${what} ${name}: it is in ${STATE_NAMES.safeState} (${this.cause}). Reset it first.`,
    );
  }

  private async openLink(): Promise<void> {
    if (this.linkState.kind === 'open' || this.linkState.kind === 'reconnecting') return;
    await this.transport.open();
  }

  /** Sends a command of the hub's set where the device speaks it and can be reached. */
  private async command(line: string): Promise<void> {
    if (this.profile.commandSet === 'hub' && this.linkState.kind === 'open') await this.write(line);
  }

  private write(text: string): Promise<void> {
    return this.transport.write(encoder.encode(text.endsWith('\n') ? text : `${text}\n`));
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }

  private background(action: Promise<void>): void {
    action.catch(this.context.onBug);
  }

  private transportListener(): TransportListener {
    return {
      onChunk: (chunk) => {
        this.pipeline.push(chunk);
      },
      onLink: (state, lost) => {
        this.onLink(state, lost);
      },
      onDropped: (bytes, timeMs) => {
        this.droppedAtSource += bytes;
        this.pipeline.breakStream(timeMs);
      },
      onFatal: (reason) => {
        this.breaker.apply('fatal', reason);
        this.changed();
      },
      onNote: (text) => {
        this.noteList.push(text);
      },
    };
  }

  private pipelineListener(): PipelineListener {
    return {
      onBatch: (batch) => {
        this.onBatch(batch);
      },
      onFramerRejection: (rejection) => {
        this.rejectionList.push(rejection);
        this.breaker.rejected(rejection);
        this.changed();
      },
      onFormat: (label) => {
        this.format = label;
        this.changed();
      },
      onFlow: (flowing) => {
        this.transport.setFlowing(flowing);
      },
    };
  }

  private onBatch({ batch, columns, gapBefore, startMs }: OrderedBatch): void {
    const nowMs = this.context.clock.nowMs();
    if (gapBefore) this.channelTable.gap(startMs);
    this.channelTable.ingest(columns);
    this.context.store.publish();
    for (const rejection of batch.rejections) this.rejectionList.push(rejection);
    for (const line of batch.log) this.logList.push(line);
    if (batch.acceptedFrames > 0) this.staleness.alive(nowMs);
    this.rate.add(batch.samples, nowMs);
    this.cancelSettle ??= this.context.clock.after(SETTLE_MS, () => {
      this.settle();
    });
    this.breaker.observe(batch);
    this.changed();
  }

  /** One timer for many batches: it asks again only while samples still come. */
  private settle(): void {
    this.cancelSettle = undefined;
    if (this.samplesPerSecond > 0) {
      this.cancelSettle = this.context.clock.after(SETTLE_MS, () => {
        this.settle();
      });
    }
    this.changed();
  }

  private onLink(state: LinkState, lost: boolean): void {
    const nowMs = this.context.clock.nowMs();
    const opened = state.kind === 'open' && this.linkState.kind !== 'open';
    this.linkState = state;
    this.staleness.watching = state.kind === 'open' && this.breaker.acting;
    if (opened) {
      this.pipeline.beginStream(this.transport.mayStartInsideFrame);
      this.breaker.beginStream();
      this.background(this.greet());
    } else if (state.kind !== 'open') {
      this.pipeline.breakStream(nowMs);
    }
    if (lost) this.breaker.fail('link lost', nowMs);
    this.changed();
  }

  /** A board that was reset or plugged in again is Idle: it is told what it was doing. */
  private async greet(): Promise<void> {
    for (const line of this.profile.onConnect) await this.write(line);
    if (this.breaker.acting) await this.command('START');
  }

  private onTransition(transition: Transition): void {
    this.staleness.watching = this.linkState.kind === 'open' && this.breaker.acting;
    const { safeCommand } = this.profile;
    if (transition.to !== 'safeState' || safeCommand === '') return;
    if (this.linkState.kind !== 'open') return;
    this.noteList.push(`Safe command sent: ${safeCommand}`);
    this.background(this.write(safeCommand));
  }
}

import { t } from '@vscode/l10n';
import { faultKind } from '../faultKinds';
import type {
  Alarm,
  ArmedFault,
  Chunk,
  DeviceCounters,
  DeviceState,
  FaultScore,
  FaultSpec,
  Limit,
  LineEnding,
  LinkState,
  LogLine,
  Rejection,
  Transition,
} from '../model';
import { Pipeline, type OrderedBatch, type PipelineListener } from '../pipeline/pipeline';
import type { Transport, TransportListener } from '../transport/transport';
import { Limits, type LimitChange } from '../watch/limits';
import { BoundedList } from './bounded';
import { Breaker } from './breaker';
import { ChannelTable, type Channel } from './channels';
import { HUB_COMMANDS, LINE_ENDINGS } from './commands';
import type { DeviceContext } from './context';
import { countersOf, type Received } from './countersOf';
import { EventLog } from './eventLog';
import { FaultDesk } from './faultDesk';
import { limitText } from './limitText';
import type { DeviceProfile } from './profile';
import { RateMeter } from './rate';
import { SentLines } from './sentLines';
import { Staleness } from './staleness';
import { STATE_NAMES } from './stateMachine';

export type { Latch, LatchStore } from './breaker';
export type { Channel } from './channels';
export type { DeviceContext } from './context';

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
  private format: string;
  private readonly received: Received = { bytes: 0, droppedAtSource: 0 };
  private readonly desk: FaultDesk;
  private readonly watch: Limits;
  private readonly sent = new SentLines();
  /** Writes of the line that is being sent. */
  private writes: Promise<void>[] | undefined;
  /** What happened, the last 5,000 events. */
  readonly events: EventLog;
  private actions: Promise<void> = Promise.resolve();
  private cancelSettle: (() => void) | undefined;

  constructor(
    readonly profile: DeviceProfile,
    private readonly context: DeviceContext,
  ) {
    const { store, pool, latency, clock, latches, wallNow } = context;
    this.events = new EventLog(profile.id);
    this.desk = this.makeDesk();
    this.watch = new Limits((change) => {
      this.onLimit(change);
    });
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
    const options = { ...profile, policy: profile.dropPolicy, frameFaults: this.desk.frames };
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
  get channelCount(): number {
    return this.channelTable.count;
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
  /** What was noted that is no failure. */
  get notes(): readonly string[] {
    return this.noteList.all;
  }
  get samplesPerSecond(): number {
    return this.rate.read(this.context.clock.nowMs());
  }
  /** Armed faults, in the order in which they were armed. */
  get faults(): readonly ArmedFault[] {
    return this.desk.all;
  }
  /** Over all faults since the score was cleared. */
  get score(): FaultScore {
    return this.desk.score;
  }
  /** True where the device commits faults on request. */
  get canFault(): boolean {
    return this.transport.setFault !== undefined;
  }
  /** True where the link has modem lines. */
  get canGlitch(): boolean {
    return this.transport.glitchDtr !== undefined;
  }
  get limits(): readonly Limit[] {
    return this.watch.all;
  }
  get alarms(): readonly Alarm[] {
    return this.watch.alarms;
  }
  /** The device's own commands; none for a device that only prints. */
  get commands(): readonly string[] {
    return this.profile.commandSet === 'hub' ? HUB_COMMANDS : [];
  }
  /** Lines that were sent, newest first. */
  get sentLines(): readonly string[] {
    return this.sent.all;
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
    const { received, desk, pipeline } = this;
    return countersOf(received, this.transport.waitingBytes, desk, pipeline);
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

  /** Sends one line, ended as asked; LF unless the text has one already. */
  send(text: string, ending?: LineEnding): Promise<void> {
    return this.serially(async () => {
      this.refuseInSafeState(t('send a command to'));
      if (this.linkState.kind !== 'open') {
        const { name } = this.profile;
        throw new Error(t('Could not send to {0}: the link is not open. Connect it first.', name));
      }
      this.sent.add(text);
      this.events.add(this.nowMs(), { kind: 'sent', text: text.slice(0, 200) });
      await this.write(ending === undefined ? withLf(text) : text + LINE_ENDINGS[ending]);
    });
  }

  /** Arms a fault; see FAULT_KINDS for what each does. Rejects with a plain message when it cannot be. */
  arm(spec: FaultSpec): Promise<ArmedFault> {
    return this.serially(() => {
      const acts = spec.direction === 'send' || spec.kind === 'dtrGlitch';
      if (acts || faultKind(spec.kind)?.level === 'device') {
        this.refuseInSafeState(t('arm a fault on'));
      }
      return this.desk.arm(spec);
    });
  }

  /** Disarms one fault; does nothing when it is not armed. */
  disarm(faultId: number): Promise<void> {
    return this.serially(() => this.desk.disarm(faultId, t('by the user')));
  }

  disarmAll(): Promise<void> {
    return this.serially(() => this.desk.disarmAll(t('by the user')));
  }

  clearScore(): void {
    this.desk.clearScore();
    this.changed();
  }

  /** Puts a mark of the user's on the time line. */
  mark(timeMs: number, text: string): void {
    this.events.add(timeMs, { kind: 'mark', text: text.slice(0, 200) });
    this.changed();
  }

  /** Replaces all limits; alarms of limits that stay as they are go on. */
  setLimits(limits: readonly Limit[]): void {
    this.watch.set(limits);
    this.changed();
  }

  /** The user has seen the alarms. */
  acknowledge(): void {
    this.watch.acknowledge();
    this.changed();
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
    this.desk.dispose();
    await this.transport.dispose();
    this.pipeline.dispose();
    this.channelTable.dispose();
  }

  private serially<T>(action: () => Promise<T>): Promise<T> {
    const result = this.actions.then(action);
    this.actions = result.then(
      () => undefined,
      () => undefined,
    );
    return result.finally(() => {
      this.changed();
    });
  }

  private refuseInSafeState(what: string): void {
    if (this.state !== 'safeState') return;
    const { name } = this.profile;
    throw new Error(
      t('Could not {0} {1}: it is in SafeState ({2}). Reset it first.', what, name, this.cause),
    );
  }

  private async openLink(): Promise<void> {
    if (this.linkState.kind === 'open' || this.linkState.kind === 'reconnecting') return;
    await this.transport.open();
  }

  /** Sends a command of the hub's set where the device speaks it and can be reached. */
  private async command(line: string): Promise<void> {
    if (this.profile.commandSet === 'hub' && this.linkState.kind === 'open') {
      await this.write(withLf(line));
    }
  }

  /** Through the faults of the send path; resolves when what passed them at once is written. */
  private async write(text: string): Promise<void> {
    const before = this.writes;
    const writes: Promise<void>[] = [];
    this.writes = writes;
    this.desk.toDevice({ timeMs: this.nowMs(), bytes: encoder.encode(text) });
    this.writes = before;
    await Promise.all(writes);
  }

  private toWire(chunk: Chunk): void {
    const written = this.transport.write(chunk.bytes);
    if (this.writes === undefined) this.background(written);
    else this.writes.push(written);
  }

  private nowMs(): number {
    return this.context.clock.nowMs();
  }

  private makeDesk(): FaultDesk {
    return new FaultDesk({
      name: this.profile.name,
      context: this.context,
      transport: () => this.transport,
      log: this.events,
      toPipeline: (chunk) => this.pipeline.push(chunk),
      toWire: (chunk) => this.toWire(chunk),
      releaseFrames: (frames) => this.pipeline.release(frames),
      changed: () => this.changed(),
    });
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
        this.received.bytes += chunk.bytes.length;
        this.desk.receive.push(chunk);
      },
      onLink: (state, lost) => {
        this.onLink(state, lost);
      },
      onDropped: (bytes, timeMs) => {
        this.received.droppedAtSource += bytes;
        this.events.add(timeMs, { kind: 'dropped', stage: 'source', bytes });
        this.pipeline.breakStream(timeMs);
      },
      onFatal: (reason) => {
        this.desk.onDeviceFatal(this.nowMs());
        this.breaker.apply('fatal', reason);
        this.changed();
      },
      onNote: (text) => {
        this.note(text);
      },
      onInjected: (count, timeMs) => {
        this.desk.onDeviceHit(timeMs, count);
      },
    };
  }

  private pipelineListener(): PipelineListener {
    return {
      onBatch: (batch) => {
        this.onBatch(batch);
      },
      onFramerRejection: (rejection) => {
        this.onRejection(rejection);
        this.breaker.rejected(rejection);
        this.changed();
      },
      onFormat: (label) => {
        this.format = label;
        this.changed();
      },
      onQueueDropped: (bytes) => {
        this.events.add(this.nowMs(), { kind: 'dropped', stage: 'queue', bytes });
      },
      onFlow: (flowing) => {
        this.transport.setFlowing(flowing);
      },
    };
  }

  private onBatch({ batch, columns, gapBefore, startMs }: OrderedBatch): void {
    const nowMs = this.context.clock.nowMs();
    if (gapBefore) this.channelTable.gap(startMs);
    const damaged = this.desk.damage(columns);
    this.channelTable.ingest(damaged, this.desk.damages);
    this.context.store.publish();
    for (const rejection of batch.rejections) this.onRejection(rejection);
    for (const line of batch.log) this.logList.push(line);
    if (batch.acceptedFrames > 0) this.staleness.alive(nowMs);
    this.rate.add(batch.samples, nowMs);
    this.cancelSettle ??= this.context.clock.after(SETTLE_MS, () => {
      this.settle();
    });
    this.breaker.observe(batch);
    this.watch.observe(damaged, (name) => this.channelTable.idOf(name));
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

  private onRejection(rejection: Rejection): void {
    const { timeMs, cause, detail } = rejection;
    this.rejectionList.push(rejection);
    if (cause === 'partial') return;
    this.events.add(timeMs, { kind: 'rejected', cause, frames: 1, detail: detail.slice(0, 200) });
    this.desk.detect(timeMs, cause);
  }

  private onLimit({ limit, raised, timeMs, value, unit }: LimitChange): void {
    this.events.add(timeMs, { kind: 'limit', limit, raised, value, unit });
    if (!raised) return;
    const text = limitText(limit, unit);
    this.desk.detect(timeMs, text);
    if (limit.action === 'safeState') this.breaker.apply('fatal', text);
  }

  private note(text: string): void {
    this.noteList.push(text);
    this.events.add(this.nowMs(), { kind: 'note', text: text.slice(0, 200) });
  }

  private onLink(state: LinkState, lost: boolean): void {
    const nowMs = this.context.clock.nowMs();
    const goesOn = state.kind === 'reconnecting' && this.linkState.kind === 'reconnecting';
    if (!goesOn) this.events.add(nowMs, { kind: 'link', link: state });
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
    for (const line of this.profile.onConnect) await this.write(withLf(line));
    if (this.breaker.acting) await this.command('START');
  }

  private onTransition(transition: Transition): void {
    const { from, to, cause, timeMs } = transition;
    this.events.add(timeMs, { kind: 'state', from, to, cause });
    if (to === 'error' || to === 'safeState') this.desk.detect(timeMs, STATE_NAMES[to]);
    this.staleness.watching = this.linkState.kind === 'open' && this.breaker.acting;
    if (to === 'safeState') this.enterSafeState();
  }

  /** Stops acting: what damages the way to the device goes, then the safe command is sent. */
  private enterSafeState(): void {
    const why = t('the device went to SafeState');
    this.background(this.desk.disarmAll(why, ({ direction }) => direction === 'send'));
    const { safeCommand } = this.profile;
    if (safeCommand === '' || this.linkState.kind !== 'open') return;
    this.note(t('Safe command sent: {0}', safeCommand));
    this.background(this.write(withLf(safeCommand)));
  }
}

function withLf(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

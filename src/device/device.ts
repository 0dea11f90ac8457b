import { t } from '@vscode/l10n';
import type { Explanation } from '../decode/explain';
import type { Guess } from '../decode/guess';
import type { FormatSetting } from '../decode/parseFormat';
import type { DebugChange, DebugSessionName } from '../debugFacts';
import { faultKind } from '../faultKinds';
import { listen } from '../listen';
import type {
  Alarm,
  ArmedFault,
  DeviceCounters,
  DeviceState,
  FaultScore,
  FaultSpec,
  FormatState,
  Limit,
  LineEnding,
  LinkState,
  NamedColumn,
  Rejection,
  Transition,
} from '../model';
import type { Channel } from './channels';
import type { DeviceContext } from './context';
import { DeviceCore } from './core';
import { actsOnDevice } from './deviceFault';
import type { EventLog } from './eventLog';
import type { LogBook } from './logBook';
import type { DeviceProfile } from './profile';

export type { Latch, LatchStore } from './breaker';
export type { Channel } from './channels';
export type { DeviceContext } from './context';

const MAX_TEXT = 200;

/**
 * One target. Acts only on the operator's word, one action at a time, and tells everyone the result
 * as new state; every refusal is an Error whose message says what, why and the way out.
 */
export class Device {
  private readonly core: DeviceCore;
  private readonly listeners = new Set<() => void>();
  private actions: Promise<void> = Promise.resolve();

  constructor(
    private definition: DeviceProfile,
    private readonly context: DeviceContext,
  ) {
    this.core = new DeviceCore(definition, context, () => this.changed());
  }

  get profile(): DeviceProfile {
    return this.definition;
  }
  /** What happened, the last 5,000 events. */
  get events(): EventLog {
    return this.core.events;
  }
  get state(): DeviceState {
    return this.core.breaker.state;
  }
  get cause(): string {
    return this.core.breaker.cause;
  }
  get sinceMs(): number {
    return this.core.breaker.sinceMs;
  }
  get history(): readonly Transition[] {
    return this.core.breaker.history;
  }
  get link(): LinkState {
    return this.core.link;
  }
  get channels(): readonly Channel[] {
    return this.core.intake.channels;
  }
  /** Grows whenever a channel appears or is let go. */
  get channelRevision(): number {
    return this.core.intake.channelRevision;
  }
  /** Channels made of garbage that were let go, as new ones came. */
  get straysLetGo(): number {
    return this.core.intake.straysLetGo;
  }
  /** Samples of channels beyond MAX_CHANNELS: decoded, and not kept. */
  get refusedSamples(): number {
    return this.core.intake.refusedSamples;
  }
  /** A channel by its id. */
  channelOf(channelId: string): Channel | undefined {
    return this.core.intake.channelOf(channelId);
  }
  /** The last rejected frames, oldest first. */
  get rejections(): readonly Rejection[] {
    return this.core.intake.rejections;
  }
  /** The lines that were not telemetry, with their times. */
  get log(): LogBook {
    return this.core.intake.log;
  }
  /** What was noted that is no failure. */
  get notes(): readonly string[] {
    return this.core.notes.all;
  }
  get samplesPerSecond(): number {
    return this.core.intake.samplesPerSecond;
  }
  /** Armed faults, in the order in which they were armed. */
  get faults(): readonly ArmedFault[] {
    return this.core.faults.all;
  }
  /** Over all faults since the score was cleared. */
  get score(): FaultScore {
    return this.core.faults.score;
  }
  /** True where the device commits faults on request. */
  get canFault(): boolean {
    return this.core.transport.setFault !== undefined;
  }
  /** True where the link can be broken on purpose: `disconnect`. */
  get canBreakLink(): boolean {
    return this.core.transport.dropLink !== undefined;
  }
  /** True where the link has modem lines: `dtrGlitch`. */
  get canGlitch(): boolean {
    return this.core.transport.glitchDtr !== undefined;
  }
  get limits(): readonly Limit[] {
    return this.core.watch.all;
  }
  get alarms(): readonly Alarm[] {
    return this.core.watch.alarms;
  }
  /** The device's own commands; none for a device that only prints. */
  get commands(): readonly string[] {
    return this.core.outbox.commands;
  }
  /** Lines that were sent, newest first. */
  get sentLines(): readonly string[] {
    return this.core.outbox.sentLines;
  }
  /** What is known of the wire format. */
  get format(): FormatState {
    return this.core.intake.format;
  }
  /** The last bytes that came, at most 4 KiB, oldest first. */
  get recentBytes(): Uint8Array {
    return this.core.intake.recentBytes;
  }
  get queueBlocks(): number {
    return this.core.intake.queueBlocks;
  }
  get queueBlocksMax(): number {
    return this.profile.queueBlocks;
  }

  get counters(): DeviceCounters {
    return this.core.intake.counters(this.core.transport.waitingBytes);
  }

  /** Opens the link; does nothing when it is open. */
  connect(): Promise<void> {
    return this.serially(() => this.openLink());
  }

  /** Lets go of the link, always; a measuring device becomes Idle, SafeState stays. */
  disconnect(): Promise<void> {
    return this.serially(async () => {
      if (this.core.breaker.acting) this.core.breaker.apply('stop', t('disconnected'));
      this.core.endRelease();
      await this.core.transport.close();
    });
  }

  /** Gives up, at once, a link that takes long to open; what waits for it rejects. */
  async giveUpOpening(): Promise<void> {
    if (this.link.kind === 'opening') await this.core.transport.close();
  }

  /** Opens the link where needed and measures. */
  start(): Promise<void> {
    return this.serially(async () => {
      this.refuseInSafeState((name, why) =>
        t('Could not start {0}: it is in SafeState ({1}). Reset it first.', name, why),
      );
      if (this.core.breaker.acting) return;
      await this.openLink();
      await this.core.outbox.command('START');
      this.core.breaker.apply('start', t('started'));
      this.core.staleness.alive(this.context.clock.nowMs());
    });
  }

  /** Stops measuring. A device that knows no STOP is let go of, since nothing else would silence it. */
  stop(): Promise<void> {
    return this.serially(async () => {
      this.refuseInSafeState((name, why) =>
        t('Could not stop {0}: it is in SafeState ({1}). Reset it first.', name, why),
      );
      if (!this.core.breaker.acting) return;
      this.core.breaker.apply('stop', t('stopped'));
      if (this.core.outbox.speaksHub) await this.core.outbox.command('STOP');
      else {
        this.core.endRelease();
        await this.core.transport.close();
      }
    });
  }

  /** The operator's way out of Error and SafeState. */
  reset(): Promise<void> {
    return this.serially(async () => {
      if (this.state === 'idle' || this.state === 'measuring') return;
      this.core.breaker.apply('reset', t('reset by the operator'));
      await this.core.outbox.command('RESET');
    });
  }

  /** Sends one line; its ending is added where it is missing. */
  send(text: string, ending: LineEnding = 'lf'): Promise<void> {
    return this.serially(async () => {
      this.refuseInSafeState((name, why) =>
        t('Could not send to {0}: it is in SafeState ({1}). Reset it first.', name, why),
      );
      if (this.core.link.kind !== 'open') {
        const { name } = this.profile;
        throw new Error(t('Could not send to {0}: the link is not open. Connect it first.', name));
      }
      await this.core.outbox.send(text, ending);
    });
  }

  /** Arms a fault; see FAULT_KINDS for what each does. Rejects with a plain message when it cannot be. */
  arm(spec: FaultSpec): Promise<ArmedFault> {
    return this.serially(() => {
      if (actsOnDevice(spec) || faultKind(spec.kind)?.level === 'device') {
        this.refuseInSafeState((name, why) =>
          t('Could not arm a fault on {0}: it is in SafeState ({1}). Reset it first.', name, why),
        );
      }
      return this.core.faults.arm(spec);
    });
  }

  /** Disarms one fault; does nothing when it is not armed. */
  disarm(faultId: number): Promise<void> {
    return this.serially(() => this.core.faults.disarm(faultId, t('by the user')));
  }

  disarmAll(): Promise<void> {
    return this.serially(() => this.core.faults.disarmAll(t('by the user')));
  }

  clearScore(): void {
    this.core.faults.clearScore();
    this.changed();
  }

  /**
   * Reads what comes from now on in another format, or detects it again; the link and all samples stay. Not for a script,
   * which has a thread of its own: that device is made anew.
   */
  setFormat(format: FormatSetting): void {
    if (format.kind === 'script' || this.definition.format.kind === 'script') {
      throw new Error('A script needs a device made for it.');
    }
    this.definition = { ...this.definition, format };
    this.core.intake.setFormat(format);
  }

  /**
   * Why bytes that arrive are not plotted, the most frequent trouble first; empty when all are, or none has been looked at yet:
   * a change is told of then. Looked at anew once a second at most.
   */
  explain(): readonly Explanation[] {
    return this.core.intake.explain();
  }

  /** The same, once it has been looked at. */
  explained(): Promise<readonly Explanation[]> {
    return this.core.intake.explained();
  }

  /** The formats that fit the last bytes, the best first; found by a worker. */
  guesses(): Promise<readonly Guess[]> {
    return this.core.intake.guesses();
  }

  /** Why a channel has no value now, where its source knows; undefined otherwise. */
  problemOf(channel: string): string | undefined {
    return this.core.transport.problemOf?.(channel);
  }

  /** Puts a mark of the user's on the time line. */
  mark(timeMs: number, text: string): void {
    this.core.events.add(timeMs, { kind: 'mark', text: text.slice(0, MAX_TEXT) });
    this.changed();
  }

  /** True while a debugger holds the target. */
  get halted(): boolean {
    return this.core.debug.halted;
  }

  /** How much of a time range a debugger held the target. */
  haltedMs(fromMs: number, toMs: number): number {
    return this.core.debug.haltedMs(fromMs, toMs);
  }

  /** Name of the debug session for which the port is let go of; undefined while it is our own. */
  get releasedFor(): string | undefined {
    return this.core.release.session;
  }

  /** Lets go of the port for a debug session, and keeps what it was doing; does nothing while the link is closed. */
  release(session: DebugSessionName): Promise<void> {
    return this.serially(async () => {
      if (this.link.kind !== 'closed') await this.core.letGo(session);
    });
  }

  /** Opens the port again where it is let go of, and goes on. Rejects when it cannot yet be opened; it may be tried again. */
  takeBack(): Promise<void> {
    return this.serially(async () => {
      if (this.releasedFor !== undefined) await this.openLink();
    });
  }

  /** The port does not come back: the device is Idle for that reason. */
  giveUpPort(reason: string): Promise<void> {
    return this.serially(() => {
      if (this.releasedFor === undefined) return Promise.resolve();
      if (this.core.breaker.acting) this.core.breaker.apply('stop', reason);
      this.core.endRelease(reason);
      return Promise.resolve();
    });
  }

  /** Takes in what a debug session has done to the target. */
  debugged(session: DebugSessionName, change: DebugChange): void {
    this.core.debugged(session, change);
  }

  /** Called with the samples of each batch, in order, once they are stored; the returned function ends it. */
  onSamples(listener: (columns: readonly NamedColumn[]) => void): () => void {
    return listen(this.core.sampleListeners, listener);
  }

  /** Replaces all limits; alarms of limits that stay as they are go on. */
  setLimits(limits: readonly Limit[]): void {
    this.core.setLimits(limits);
    this.changed();
  }

  /** The user has seen the alarms. */
  acknowledge(): void {
    this.core.watch.acknowledge();
    this.changed();
  }

  /** Called when anything visible has changed, up to once a batch: throttle at the display. */
  onChange(listener: () => void): () => void {
    return listen(this.listeners, listener);
  }

  /** Lets go of the link, the source process and all samples. May be called twice. */
  async dispose(): Promise<void> {
    this.listeners.clear();
    await this.core.dispose();
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

  private refuseInSafeState(words: (name: string, why: string) => string): void {
    if (this.state === 'safeState') throw new Error(words(this.profile.name, this.cause));
  }

  private async openLink(): Promise<void> {
    if (this.core.link.kind === 'open' || this.core.link.kind === 'reconnecting') return;
    const { intake, transport } = this.core;
    await Promise.all([intake.load(), transport.load()]);
    await transport.open();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

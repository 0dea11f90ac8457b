import { t } from '@vscode/l10n';
import type { DebugChange, DebugSessionName } from '../debugFacts';
import type { DeviceState, FormatState, Limit, LinkState, NamedColumn, Transition } from '../model';
import { twoDecimals } from '../numberFormat';
import type { Transport, TransportListener } from '../transport/transport';
import { Limits } from '../watch/limits';
import { BoundedList } from './bounded';
import { Breaker } from './breaker';
import type { DeviceContext } from './context';
import { DebugBook } from './debugBook';
import { EventLog } from './eventLog';
import { DeviceFaults } from './faults';
import { Intake } from './intake';
import { Outbox } from './outbox';
import { Outcomes } from './outcomes';
import type { DeviceProfile } from './profile';
import { Release } from './release';
import { Staleness } from './staleness';
import { STATE_NAMES } from './stateMachine';

const KEPT_NOTES = 100;
const MAX_TEXT = 200;
/** A board that a debugger has reset listens after so long. */
const BOOT_MS = 500;

/** The parts of one device, wired to each other, and what they do when something happens to it unasked. */
export class DeviceCore {
  readonly events: EventLog;
  readonly debug: DebugBook;
  readonly release: Release;
  readonly breaker: Breaker;
  readonly faults: DeviceFaults;
  readonly intake: Intake;
  readonly outbox: Outbox;
  readonly watch: Limits;
  readonly transport: Transport;
  readonly staleness: Staleness;
  readonly notes = new BoundedList<string>(KEPT_NOTES);
  readonly sampleListeners = new Set<(columns: readonly NamedColumn[]) => void>();
  private readonly outcomes: Outcomes;
  private linkState: LinkState = { kind: 'closed' };
  private wasReset = false;
  private cancelGreeting: (() => void) | undefined;

  constructor(
    private readonly profile: DeviceProfile,
    private readonly context: DeviceContext,
    private readonly changed: () => void,
  ) {
    this.events = new EventLog(profile.id);
    this.debug = new DebugBook(this.events, (halted, timeMs) => this.onHalt(halted, timeMs));
    this.release = new Release(this.events);
    this.breaker = this.makeBreaker();
    this.staleness = new Staleness(profile.staleAfterMs, context.clock, (timeMs) => {
      this.fail(t('no frames'), timeMs);
      this.changed();
    });
    this.faults = this.makeFaults();
    this.outcomes = new Outcomes(this.breaker, this.events, this.faults);
    this.watch = new Limits((change) => this.outcomes.limit(change));
    this.intake = this.makeIntake();
    this.outbox = this.makeOutbox();
    this.transport = context.makeTransport(profile, this.transportListener());
  }

  get link(): LinkState {
    return this.linkState;
  }

  /** Replaces all limits; alarms of limits that stay as they are go on. */
  setLimits(limits: readonly Limit[]): void {
    this.watch.set(limits);
    this.outcomes.keepRaised(this.watch.alarms);
  }

  /** Takes in what a debug session has done to the target. */
  debugged(session: DebugSessionName, change: DebugChange): void {
    this.debug.note(session, change);
    // What was cut off in the middle of a frame was cut off on purpose.
    if (change.act === 'reset' || change.act === 'launched') {
      this.breaker.beginStream();
      this.wasReset = true;
    }
    this.greetAfterReset();
    this.changed();
  }

  /** Lets go of the link for a debug session. What the device was doing stays its state, for `takeBack`. */
  async letGo(session: DebugSessionName): Promise<void> {
    this.release.begin(session, this.nowMs());
    await this.transport.close();
  }

  /** The port is nobody's business any more, though it may not be open: the user, or the port itself, has said so. */
  endRelease(reason?: string): void {
    if (this.release.session === undefined) return;
    this.release.end(this.nowMs());
    this.linkState = reason === undefined ? { kind: 'closed' } : { kind: 'closed', reason };
    this.events.add(this.nowMs(), { kind: 'link', link: this.linkState });
  }

  /** Lets go of everything. May be called twice. */
  async dispose(): Promise<void> {
    this.staleness.dispose();
    this.cancelGreeting?.();
    this.faults.dispose();
    await this.transport.dispose();
    await this.intake.dispose();
  }

  private nowMs(): number {
    return this.context.clock.nowMs();
  }

  private note(text: string): void {
    this.notes.push(text);
    this.events.add(this.nowMs(), { kind: 'note', text: text.slice(0, MAX_TEXT) });
  }

  private makeBreaker(): Breaker {
    const { id: deviceId, failureThreshold, failureWindowMs } = this.profile;
    return new Breaker({
      ...this.context,
      deviceId,
      failureThreshold,
      failureWindowMs,
      counters: () => this.intake.counters(this.transport.waitingBytes),
      onTransition: (transition) => this.onTransition(transition),
    });
  }

  private makeFaults(): DeviceFaults {
    return new DeviceFaults({
      name: this.profile.name,
      context: this.context,
      transport: () => this.transport,
      isOpen: () => this.linkState.kind === 'open',
      log: this.events,
      toPipeline: (chunk) => this.intake.damaged(chunk),
      toWire: (chunk) => this.outbox.toWire(chunk),
      releaseFrames: (frames) => this.intake.releaseFrames(frames),
      delimiter: () => this.intake.delimiter,
      onNote: (text) => this.note(text),
      changed: () => this.changed(),
    });
  }

  private makeIntake(): Intake {
    const { clock } = this.context;
    return new Intake(this.profile, this.context, this.faults, this.debug, {
      onGap: () => this.watch.gap(),
      onBatch: (batch, columns) => {
        if (batch.acceptedFrames > 0) this.staleness.alive(clock.nowMs());
        this.outcomes.decoded(batch);
        this.watch.observe(columns, (name) => this.intake.channelId(name));
        for (const listener of this.sampleListeners) listener(columns);
        this.changed();
      },
      onRejection: (rejection) => {
        this.outcomes.refused(rejection);
        this.changed();
      },
      onQueueDropped: (bytes) => {
        this.events.add(clock.nowMs(), { kind: 'dropped', stage: 'queue', bytes });
      },
      onFlow: (flowing) => this.transport.setFlowing(flowing),
      onFormat: (state) => this.onFormat(state),
      onChange: () => this.changed(),
    });
  }

  private onFormat(state: FormatState): void {
    if (state.kind === 'detected' && state.formerly !== undefined) {
      const { format, formerly, score } = state;
      this.note(
        t(
          'The stream has changed: {0} now ({1}), formerly {2}.',
          format.kind,
          twoDecimals(score),
          formerly,
        ),
      );
    }
    this.changed();
  }

  private makeOutbox(): Outbox {
    return new Outbox({
      profile: this.profile,
      clock: this.context.clock,
      isOpen: () => this.linkState.kind === 'open',
      throughFaults: (chunk) => this.faults.send(chunk),
      write: (bytes) => this.transport.write(bytes),
      onSent: (line) => {
        this.events.add(this.nowMs(), { kind: 'sent', text: line.slice(0, MAX_TEXT) });
      },
      onNote: (text) => this.note(text),
    });
  }

  private transportListener(): TransportListener {
    return {
      onChunk: (chunk) => this.intake.receive(chunk),
      onLink: (state, lost) => this.onLink(state, lost),
      onDropped: (bytes, timeMs) => {
        this.events.add(timeMs, { kind: 'dropped', stage: 'source', bytes });
        this.intake.sourceDropped(bytes, timeMs);
      },
      onFatal: (reason) => {
        const timeMs = this.nowMs();
        const fault = this.faults.onDeviceFatal(timeMs);
        if (this.breaker.acting) this.detectFailure('safeState', timeMs);
        this.breaker.apply('fatal', fault ?? reason);
        this.changed();
      },
      onInjected: (count, timeMs) => this.faults.onDeviceHit(timeMs, count),
      onNote: (text) => this.note(text),
    };
  }

  private onLink(state: LinkState, lost: boolean): void {
    const nowMs = this.nowMs();
    const former = this.linkState.kind;
    this.linkState = this.released(state);
    // An attempt is no event, its outcome is; and further ones say nothing new. Nor does what lasts while it is let go of.
    const isNew = state.kind !== 'opening' && state.kind !== former;
    if (isNew && this.release.session === undefined) {
      this.events.add(nowMs, { kind: 'link', link: state });
    }
    this.watchForSilence();
    if (state.kind !== 'open') {
      this.faults.discardSent();
      this.intake.breakStream(nowMs);
    } else if (former !== 'open') {
      this.intake.beginStream(this.transport.mayStartInsideFrame);
      this.breaker.beginStream();
      this.inBackground(this.greet());
    }
    if (lost) this.linkLost(nowMs);
    this.changed();
  }

  /** A port that is let go of is closed for that reason, whatever the attempts to take it back say, until it is open. */
  private released(state: LinkState): LinkState {
    const { session } = this.release;
    if (session === undefined) return state;
    if (state.kind === 'open') {
      const nowMs = this.nowMs();
      this.release.end(nowMs);
      this.debug.expectAway(nowMs);
      return state;
    }
    return { kind: 'closed', reason: t('released for debug session {0}', session) };
  }

  /** A debugger holds the target, or lets it go: nothing comes of what it cannot send meanwhile. */
  private onHalt(halted: boolean, timeMs: number): void {
    this.breaker.heldFromMs = halted ? timeMs : Infinity;
    this.watch.gap();
    this.watchForSilence();
  }

  private watchForSilence(): void {
    const isOpen = this.linkState.kind === 'open';
    this.staleness.watching = isOpen && this.breaker.acting && !this.debug.halted;
  }

  private linkLost(nowMs: number): void {
    if (!this.breaker.acting) return;
    if (this.debug.excuses(nowMs)) this.note(t('Link lost while the debugger had the target'));
    else this.fail(t('link lost'), nowMs);
  }

  /** A failure that is no frame. */
  private fail(cause: string, timeMs: number): void {
    if (!this.breaker.acting) return;
    this.breaker.fail(cause, timeMs);
    this.detectFailure(this.breaker.state, timeMs);
  }

  private detectFailure(state: DeviceState, timeMs: number): void {
    this.faults.detect({ kind: 'state', timeMs, by: STATE_NAMES[state] });
  }

  /** Nobody waits for it: that it failed, which is mostly a link that broke meanwhile, is noted. */
  private inBackground(sending: Promise<void>): void {
    sending.catch((error: unknown) => {
      this.note(t('Not sent: {0}', error instanceof Error ? error.message : String(error)));
    });
  }

  /** The link may have stayed open: nobody else would tell a board that has booted anew. */
  private greetAfterReset(): void {
    if (!this.wasReset || this.debug.halted) return;
    this.wasReset = false;
    this.cancelGreeting?.();
    this.cancelGreeting = this.context.clock.after(BOOT_MS, () => {
      this.wasReset = this.debug.halted;
      if (!this.wasReset && this.linkState.kind === 'open') this.inBackground(this.greet());
    });
  }

  /** A board that was reset or plugged in again is Idle: it is told what it was doing. */
  private async greet(): Promise<void> {
    for (const line of this.profile.onConnect) await this.outbox.write(line);
    if (this.breaker.acting) await this.outbox.command('START');
  }

  private onTransition({ from, to, cause, timeMs }: Transition): void {
    this.events.add(timeMs, { kind: 'state', from, to, cause });
    this.watchForSilence();
    if (to !== 'safeState') return;
    // First, so that nothing damages the safe command.
    this.faults.stopActing(t('the device is in SafeState'));
    const { safeCommand } = this.profile;
    if (safeCommand === '' || this.linkState.kind !== 'open') return;
    this.note(t('Safe command sent: {0}', safeCommand));
    this.inBackground(this.outbox.write(safeCommand));
  }
}

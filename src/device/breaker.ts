import { t } from '@vscode/l10n';
import { rejectText } from '../causeWords';
import type { DeviceCounters, DeviceState, Rejection, SampleBatch, Transition } from '../model';
import { BoundedList } from './bounded';
import type { DeviceClock } from './clock';
import { FailureWindow } from './failures';
import { INITIAL, step, type DeviceEvent, type Machine } from './stateMachine';

/** What survives a reload of the window: why a device is in SafeState, and since when. */
export interface Latch {
  readonly cause: string;
  readonly wallMs: number;
}

/** Where latches are kept; VS Code's workspace state in the extension. */
export interface LatchStore {
  get(deviceId: string): Latch | undefined;
  set(deviceId: string, latch: Latch | undefined): void;
}

export interface BreakerOptions {
  readonly deviceId: string;
  readonly failureThreshold: number;
  readonly failureWindowMs: number;
  readonly latches: LatchStore;
  readonly clock: DeviceClock;
  readonly wallNow: () => number;
  readonly counters: () => DeviceCounters;
  readonly onTransition: (transition: Transition) => void;
}

const HISTORY = 1000;

/** Runs the state machine of one device: counts failures, keeps the history, holds the latch. */
export class Breaker {
  private machine: Machine = INITIAL;
  private readonly window: FailureWindow;
  private readonly transitions = new BoundedList<Transition>(HISTORY);
  private readonly causes = new Map<string, number>();
  private lastCause = '';
  private enteredMs: number;
  private sawGoodFrame = false;
  /** What happens from this time on is no failure: a debugger holds the target. */
  heldFromMs = Infinity;

  constructor(private readonly options: BreakerOptions) {
    this.window = new FailureWindow(options.failureWindowMs);
    this.enteredMs = options.clock.nowMs();
    const latch = options.latches.get(options.deviceId);
    if (latch !== undefined) {
      this.machine = { state: 'safeState', failures: options.failureThreshold };
      this.lastCause = latch.cause;
      this.enteredMs += latch.wallMs - options.wallNow();
    }
  }

  get state(): DeviceState {
    return this.machine.state;
  }

  /** The last transition's cause, as shown. */
  get cause(): string {
    return this.lastCause;
  }

  /** When the state was entered. */
  get sinceMs(): number {
    return this.enteredMs;
  }

  /** The last 1,000 transitions, oldest first. */
  get history(): readonly Transition[] {
    return this.transitions.all;
  }

  /** True while frames are expected: failures count only then. */
  get acting(): boolean {
    return this.machine.state === 'measuring' || this.machine.state === 'error';
  }

  /** A link has opened: nothing before its first good frame is a failure. */
  beginStream(): void {
    this.sawGoodFrame = false;
  }

  /** An operator's word, or a fault the device cannot go on from. */
  apply(event: Exclude<DeviceEvent, 'failure' | 'trip' | 'goodFrame'>, cause: string): void {
    this.advance(event, cause, this.options.clock.nowMs());
    if (event === 'reset' || event === 'start' || event === 'stop') {
      this.window.clear();
      this.causes.clear();
    }
  }

  /** A failure that needs no frame: the link broke, or nothing came for too long. */
  fail(cause: string, timeMs: number): void {
    if (!this.acting || timeMs >= this.heldFromMs || !this.window.counts(cause, timeMs)) return;
    const times = (this.causes.get(cause) ?? 0) + 1;
    this.causes.set(cause, times);
    this.advance('failure', this.describe(cause), timeMs);
  }

  /** A frame that was refused; before the first good frame, and for a partial one, it is no failure. */
  rejected(rejection: Rejection): void {
    if (this.sawGoodFrame && rejection.cause !== 'partial') {
      this.fail(rejectText(rejection.cause), rejection.timeMs);
    }
  }

  /** Good frames and rejections of a batch, in the order in which they arrived. */
  observe(batch: SampleBatch): void {
    for (const rejection of batch.rejections) {
      if (rejection.goodBefore > 0) this.good(rejection.timeMs);
      this.rejected(rejection);
    }
    if (batch.goodAfter > 0) this.good(batch.lastGoodMs);
  }

  private good(timeMs: number): void {
    this.sawGoodFrame = true;
    if (this.machine.failures === 0 && this.machine.state === 'measuring') return;
    this.causes.clear();
    this.advance('goodFrame', t('good frame'), timeMs);
  }

  /** `checksum ×3, framing ×2`: most frequent first. */
  private describe(cause: string): string {
    if (this.causes.size === 1) {
      const times = this.causes.get(cause) ?? 1;
      return times === 1 ? cause : `${cause} ×${times}`;
    }
    const sorted = [...this.causes].sort((a, b) => b[1] - a[1]);
    return sorted.map(([name, n]) => (n === 1 ? name : `${name} ×${n}`)).join(', ');
  }

  private advance(event: DeviceEvent, cause: string, timeMs: number): void {
    const from = this.machine.state;
    this.machine = step(this.machine, event, this.options.failureThreshold);
    const to = this.machine.state;
    if (from === to) {
      if (event === 'failure') this.lastCause = cause;
      return;
    }
    this.lastCause = cause;
    this.enteredMs = timeMs;
    const wallMs = this.options.wallNow();
    this.latch(from, to, { cause, wallMs });
    const transition = { timeMs, wallMs, from, to, cause, counters: this.options.counters() };
    this.transitions.push(transition);
    this.options.onTransition(transition);
  }

  private latch(from: DeviceState, to: DeviceState, latch: Latch): void {
    const { latches, deviceId } = this.options;
    if (to === 'safeState') latches.set(deviceId, latch);
    else if (from === 'safeState') latches.set(deviceId, undefined);
  }
}

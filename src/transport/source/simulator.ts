import { t } from '@vscode/l10n';
import type { DeviceFault } from '../../model';
import type { SimulatorOptions } from '../transport';
import { CommandReader } from './commandReader';
import type { SourceLink, SourceLinkListener } from './link';
import { SimulatedDevice } from './simulatedDevice';

/** Below this the timer costs more than the frames do. */
const MIN_TICK_MS = 4;
/** How long frames are made at a stretch, before commands are heard again. */
const MAX_BUSY_MS = 8;
/** A machine this far behind does not bear the rate: the device goes slower instead of catching up. */
const MAX_BEHIND_MS = 500;

/** Time as the simulator meets it; tests turn it by hand. `after` returns what cancels it. */
export interface SimulatorClock {
  nowMs(): number;
  after(delayMs: number, call: () => void): () => void;
}

/** The machine's own time. */
export function realClock(nowMs: () => number): SimulatorClock {
  return {
    nowMs,
    after: (delayMs, call) => {
      if (delayMs > 0) {
        const timer = setTimeout(call, delayMs);
        return () => clearTimeout(timer);
      }
      const immediate = setImmediate(call);
      return () => clearImmediate(immediate);
    },
  };
}

/** Runs a simulated device in real time until it is closed. Its first frame comes after this returns. */
export function openSimulator(
  options: SimulatorOptions,
  fault: DeviceFault,
  listener: SourceLinkListener,
  clock: SimulatorClock,
): SourceLink {
  return new Simulator(options, fault, listener, clock);
}

class Simulator implements SourceLink {
  private readonly device: SimulatedDevice;
  private readonly commands = new CommandReader((command) => this.onCommand(command));
  private nextDueMs: number;
  private cancelTick: (() => void) | undefined;
  private closed = false;
  private saidSlow = false;

  constructor(
    private readonly options: SimulatorOptions,
    fault: DeviceFault,
    private readonly listener: SourceLinkListener,
    private readonly clock: SimulatorClock,
  ) {
    this.device = new SimulatedDevice(options);
    this.device.setFault(fault);
    this.nextDueMs = clock.nowMs();
    this.schedule(0);
  }

  write(bytes: Uint8Array): Promise<void> {
    this.commands.push(bytes);
    return Promise.resolve();
  }

  setFault(fault: DeviceFault): void {
    this.device.setFault(fault);
  }

  glitchDtr(): Promise<void> {
    return Promise.reject(new Error('The simulated device has no DTR line.'));
  }

  close(): Promise<void> {
    this.closed = true;
    this.cancelTick?.();
    return Promise.resolve();
  }

  private onCommand(command: string): void {
    if (this.closed) return;
    const { periodMs, sending } = this.device;
    const answer = this.device.command(command);
    const nowMs = this.clock.nowMs();
    this.listener.onData(nowMs, answer);
    if (this.device.sending !== sending) this.nextDueMs = nowMs;
    else if (this.device.periodMs !== periodMs) this.nextDueMs = nowMs + this.device.periodMs;
    else return;
    this.schedule(this.nextDueMs - nowMs);
  }

  private schedule(delayMs: number): void {
    this.cancelTick?.();
    this.cancelTick = undefined;
    if (this.closed || !this.device.sending) return;
    this.cancelTick = this.clock.after(delayMs, () => this.tick());
  }

  /** Sends what is due by the clock: a late timer makes a larger chunk, never a slower device. */
  private tick(): void {
    const startMs = this.clock.nowMs();
    let nowMs = startMs;
    while (this.device.sending && nowMs >= this.nextDueMs && nowMs - startMs < MAX_BUSY_MS) {
      this.send(Math.floor((nowMs - this.nextDueMs) / this.device.periodMs) + 1);
      nowMs = this.clock.nowMs();
    }
    if (nowMs - this.nextDueMs > MAX_BEHIND_MS + this.device.periodMs) this.fallBehind(nowMs);
    const untilDueMs = this.nextDueMs - nowMs;
    this.schedule(untilDueMs <= 0 ? 0 : Math.max(MIN_TICK_MS, untilDueMs));
  }

  private send(due: number): void {
    const { bytes, frames, struck } = this.device.produce(due);
    this.nextDueMs += frames * this.device.periodMs;
    const nowMs = this.clock.nowMs();
    // Before the bytes: whoever notices the damage knows already that it was done on purpose.
    if (struck > 0) this.listener.onInjected(struck, nowMs);
    this.listener.onData(nowMs, bytes);
    if (this.device.state !== 'SafeState') return;
    this.listener.onData(this.clock.nowMs(), this.device.safeStateEvent());
    this.listener.onFatal(t('the simulated fault'));
  }

  private fallBehind(nowMs: number): void {
    this.nextDueMs = nowMs;
    if (this.saidSlow) return;
    this.saidSlow = true;
    this.listener.onNote(
      t(
        'The simulator fell behind {0} frames/s and went on from there; it sends what this machine bears.',
        this.options.rateHz,
      ),
    );
  }
}

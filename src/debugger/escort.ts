import { t } from '@vscode/l10n';
import type { DeviceClock } from '../device/clock';
import type { Device } from '../device/device';
import type { WhileDebugging } from '../device/whileDebugging';
import type { Transition } from '../model';

/** What goes with the sessions of a device needs of it. */
export type EscortedDevice = Pick<
  Device,
  | 'profile'
  | 'state'
  | 'link'
  | 'halted'
  | 'history'
  | 'releasedFor'
  | 'onChange'
  | 'connect'
  | 'disconnect'
  | 'start'
  | 'stop'
  | 'release'
  | 'takeBack'
  | 'giveUpPort'
>;

/** What an escort needs of the window. */
export interface EscortParts {
  readonly clock: DeviceClock;
  /** False once the device is gone. */
  readonly isThere: () => boolean;
  /** True while a task that comes before the session is still running. */
  readonly isPreparing: () => boolean;
  readonly onProblem: (message: string) => void;
  /** The device is as it was before. */
  readonly onDone: () => void;
}

/** A launch of which nothing was heard for so long, and whose tasks are done, has been given up. */
export const LAUNCH_MS = 10_000;
/** A board that has just begun to run listens after so long. */
export const BOOT_MS = 500;
/** A tool may hold the port for a while after its session: it is tried for so long. */
export const TAKE_BACK_MS = 15_000;
const RETRY_MS = 300;

/**
 * Goes with the debug sessions of one device: lets go of its port before the first, measures meanwhile, and leaves it as it was
 * once the last has ended. What the user does meanwhile is the user's, and stays.
 */
export class Escort<D extends EscortedDevice> {
  private readonly wasLinked: boolean;
  private readonly sessions = new Set<string>();
  private cancelLaunch: (() => void) | undefined;
  private cancelRun: (() => void) | undefined;
  /** Our own START; undefined while the measuring, if any, is the user's. */
  private mine: Transition | undefined;
  private steps: Promise<void> = Promise.resolve();

  constructor(
    readonly device: D,
    private readonly wishes: WhileDebugging,
    private readonly parts: EscortParts,
  ) {
    this.wasLinked = device.link.kind !== 'closed';
  }

  /** A session of this name is about to be launched; resolves once the port is free for it. */
  expect(name: string): Promise<void> {
    this.awaitLaunch();
    if (this.wishes.releasePort === 'never') return Promise.resolve();
    return this.step(() => this.device.release({ id: '', name, seenBy: 'adapter' }));
  }

  /** The session has started: its program is loaded. */
  began(sessionId: string): void {
    if (this.sessions.has(sessionId)) return;
    this.sessions.add(sessionId);
    this.cancelLaunch?.();
    if (this.wishes.releasePort === 'untilStarted') void this.step(() => this.takeBack(false));
    if (this.wishes.measure) this.measureOnceItRuns();
  }

  ended(sessionId: string): void {
    if (!this.sessions.delete(sessionId) || this.isBusy()) return;
    void this.step(() => this.restore());
  }

  /** Waits for nothing any more; the device stays as it is. */
  dispose(): void {
    this.sessions.clear();
    this.cancelLaunch?.();
    this.cancelRun?.();
  }

  private isBusy(): boolean {
    return this.sessions.size > 0 || this.cancelLaunch !== undefined;
  }

  /** One after the other; what goes wrong is told, and the next goes on. */
  private step(act: () => Promise<void>): Promise<void> {
    this.steps = this.steps.then(act).catch((error: unknown) => {
      this.parts.onProblem(error instanceof Error ? error.message : String(error));
    });
    return this.steps;
  }

  private awaitLaunch(): void {
    this.cancelLaunch?.();
    const { clock, isPreparing } = this.parts;
    const cancel = clock.after(LAUNCH_MS, () => {
      this.cancelLaunch = undefined;
      if (isPreparing()) this.awaitLaunch();
      else if (!this.isBusy()) void this.step(() => this.restore());
    });
    this.cancelLaunch = () => {
      cancel();
      this.cancelLaunch = undefined;
    };
  }

  private measureOnceItRuns(): void {
    const { device } = this;
    if (this.cancelRun !== undefined) return;
    let cancel: (() => void) | undefined;
    const look = () => {
      if (device.halted) {
        cancel?.();
        cancel = undefined;
        return;
      }
      cancel ??= this.parts.clock.after(BOOT_MS, () => {
        this.cancelRun?.();
        void this.step(() => this.start());
      });
    };
    const off = device.onChange(look);
    this.cancelRun = () => {
      off();
      cancel?.();
      this.cancelRun = undefined;
    };
    look();
  }

  private async start(): Promise<void> {
    const { device } = this;
    if (!this.isBusy() || isActing(device)) return;
    await device.start();
    this.mine = device.history.at(-1);
  }

  private async restore(): Promise<void> {
    if (this.isBusy()) return;
    this.cancelRun?.();
    await this.takeBack(true);
    if (this.isBusy()) return;
    if (this.isMine) await this.stopMine();
    if (!this.isBusy()) this.parts.onDone();
  }

  /** False once the user, or SafeState, has had a say. */
  private get isMine(): boolean {
    const { mine, device } = this;
    if (mine === undefined || !isActing(device)) return false;
    const later = device.history.slice(device.history.indexOf(mine) + 1);
    return later.every(({ to }) => to === 'measuring' || to === 'error');
  }

  private async stopMine(): Promise<void> {
    const { device } = this;
    this.mine = undefined;
    await device.stop();
    if (this.wasLinked) await device.connect();
    else await device.disconnect();
  }

  /** `atEnd`: given up as soon as another session wants it. */
  private async takeBack(atEnd: boolean): Promise<void> {
    const { device, parts } = this;
    const untilMs = parts.clock.nowMs() + TAKE_BACK_MS;
    while (device.releasedFor !== undefined && parts.isThere() && !(atEnd && this.isBusy())) {
      try {
        await device.takeBack();
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (parts.clock.nowMs() >= untilMs) {
          const { releasedFor } = device;
          const message = t('the port is not back after debug session {0}: {1}', releasedFor, why);
          await device.giveUpPort(message);
          throw new Error(`${device.profile.name}: ${message}`);
        }
        await new Promise<void>((resolve) => parts.clock.after(RETRY_MS, resolve));
      }
    }
  }
}

function isActing({ state }: EscortedDevice): boolean {
  return state === 'measuring' || state === 'error';
}

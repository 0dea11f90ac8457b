import type { DeviceClock } from '../device/clock';
import { Escort, type EscortedDevice } from './escort';
import { launchPlan, type Launch, type LaunchProblem, type PlannedDevice } from './launchPlan';

/** What escorts need of the window. */
export interface EscortsParts<D> {
  readonly clock: DeviceClock;
  readonly devices: { readonly all: readonly D[] };
  readonly focus: { readonly device: D | undefined };
  /** True while a task that was to come before the launch is still running. */
  readonly isPreparing: (launch: Launch) => boolean;
  /** Something is wrong with a launch configuration or a device: each cause once. */
  readonly onProblem: (message: string, device: D | undefined) => void;
  /** A launch configuration has been read; undefined = nothing is wrong with it. */
  readonly onRead: (launch: Launch, problem: LaunchProblem | undefined) => void;
}

/** A launch is held back for so long at most, whatever the port does. */
export const HOLD_MS = 3000;

/** What goes with the debug sessions of a window, device by device. */
export class Escorts<D extends EscortedDevice & PlannedDevice> {
  private readonly byDevice = new Map<D, Escort<D>>();
  private readonly bySession = new Map<string, Escort<D>>();
  /** By the name of the launch: its configuration may be another's when the session has started. */
  private readonly expected = new Map<string, Escort<D>>();
  private readonly told = new Set<string>();

  constructor(private readonly parts: EscortsParts<D>) {}

  /** A session is about to be launched; resolves when it may be, 3 s later at most. May be asked twice. */
  async expect(launch: Launch): Promise<void> {
    const escort = this.escortFor(launch);
    if (escort === undefined) return;
    this.expected.set(launch.name, escort);
    let cancel: (() => void) | undefined;
    const limit = new Promise<void>((resolve) => {
      cancel = this.parts.clock.after(HOLD_MS, resolve);
    });
    await Promise.race([escort.expect(launch.name), limit]);
    cancel?.();
  }

  /** A session has started. */
  began(sessionId: string, launch: Launch): void {
    const escort = this.expected.get(launch.name) ?? this.escortFor(launch);
    this.expected.delete(launch.name);
    if (escort === undefined) return;
    this.bySession.set(sessionId, escort);
    escort.began(sessionId);
  }

  /** A session is over. */
  ended(sessionId: string): void {
    this.bySession.get(sessionId)?.ended(sessionId);
    this.bySession.delete(sessionId);
  }

  dispose(): void {
    for (const escort of this.byDevice.values()) escort.dispose();
    for (const map of [this.byDevice, this.bySession, this.expected]) map.clear();
  }

  /** The one that is with the device already, as it began; undefined where nothing goes with the session. */
  private escortFor(launch: Launch): Escort<D> | undefined {
    const { devices, focus } = this.parts;
    const plan = launchPlan(launch, devices.all, focus.device);
    const problem = plan !== undefined && 'message' in plan ? plan : undefined;
    this.parts.onRead(launch, problem);
    if (problem !== undefined) this.tell(problem.message);
    if (plan === undefined || 'message' in plan) return undefined;
    this.told.clear();
    const { device, wishes } = plan;
    const present = this.byDevice.get(device);
    if (present !== undefined) return present;
    const escort = new Escort(device, wishes, {
      clock: this.parts.clock,
      isThere: () => devices.all.includes(device),
      isPreparing: () => this.parts.isPreparing(launch),
      onProblem: (message) => this.parts.onProblem(message, device),
      onDone: () => this.forget(escort),
    });
    this.byDevice.set(device, escort);
    return escort;
  }

  private forget(escort: Escort<D>): void {
    this.byDevice.delete(escort.device);
    for (const [name, one] of this.expected) if (one === escort) this.expected.delete(name);
  }

  /** Asked before the launch and at its start: once is enough. */
  private tell(message: string): void {
    if (this.told.has(message)) return;
    this.told.clear();
    this.told.add(message);
    this.parts.onProblem(message, this.parts.focus.device);
  }
}

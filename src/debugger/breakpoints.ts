import { t } from '@vscode/l10n';
import type { BreakpointFact } from '../debugFacts';
import type { DeviceClock } from '../device/clock';
import type { Device } from '../device/device';
import { listen } from '../listen';
import type * as armed from './armed';
import type { BreakpointWatch, WatchedDevice } from './breakpointWatch';
import type { TelemetryBreakpoint } from './parseBreakpoints';
import type { PausableSession, PauseOutcome } from './pause';

/** A device that breakpoints watch and whose sessions they pause. */
export type BreakableDevice = WatchedDevice & {
  readonly profile: { readonly id: string; readonly name: string };
  readonly events: Pick<Device['events'], 'onFact' | 'begin'>;
};

/** What breakpoints need of the window. */
export interface BreakpointParts<D extends BreakableDevice> {
  readonly devices: { readonly all: readonly D[]; onChange(listener: () => void): () => void };
  readonly clock: DeviceClock;
  /** The debug sessions of a device that can be paused. */
  readonly sessionsOf: (device: D) => readonly PausableSession[];
  /** The setting, checked for nothing. */
  readonly read: () => unknown;
  /** Something that the user has to know, once a cause. */
  readonly onProblem: (message: string) => void;
}

/** A breakpoint and what it has done since the window came up. */
export interface BreakpointState {
  readonly breakpoint: TelemetryBreakpoint;
  /** How often its condition came to hold. */
  readonly hits: number;
  /** What became of the last pause; undefined before the first. */
  readonly last: BreakpointFact | undefined;
}

/** A target that was asked to halt has so long, threads and all: js-debug takes 3 s in code that only waits. */
export const PAUSE_LIMIT_MS = 5000;

/**
 * The telemetry breakpoints of a window: each watches its devices and pauses their debug sessions. What reads and watches
 * them is loaded with the first: many workspaces have none.
 */
export class Breakpoints<D extends BreakableDevice> {
  private states: readonly { -readonly [K in keyof BreakpointState]: BreakpointState[K] }[] = [];
  private watches: BreakpointWatch[] = [];
  private wrong: readonly string[] = [];
  /** Pauses under way: what else is hit meanwhile shares them. */
  private readonly pausing = new Map<D, Promise<readonly PauseOutcome[]>>();
  private readonly told = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private readonly off: () => void;
  private loaded: typeof armed | undefined;
  private isOver = false;

  constructor(private readonly parts: BreakpointParts<D>) {
    this.off = parts.devices.onChange(() => this.watch());
  }

  /** In the order of the setting. */
  get all(): readonly BreakpointState[] {
    return this.states;
  }

  /** What is wrong with the setting, one message each. */
  get problems(): readonly string[] {
    return this.wrong;
  }

  /** Reads the setting, for the first time or again; a breakpoint that stays as it is keeps its count. */
  async apply(): Promise<void> {
    if (this.loaded === undefined && isEmpty(this.parts.read())) return;
    this.loaded ??= await import('./armed');
    if (this.isOver) return;
    const { breakpoints, problems } = this.loaded.parseBreakpoints(this.parts.read());
    this.wrong = problems;
    const known = new Map(this.states.map((state) => [keyOf(state.breakpoint), state]));
    this.states = breakpoints.map((breakpoint) => {
      const { hits = 0, last } = known.get(keyOf(breakpoint)) ?? {};
      return { breakpoint, hits, last };
    });
    this.watch();
    this.changed();
  }

  /** Called when a breakpoint comes, goes, is hit, or its pause has an outcome. */
  onChange(listener: () => void): () => void {
    return listen(this.listeners, listener);
  }

  dispose(): void {
    this.isOver = true;
    this.off();
    this.listeners.clear();
    for (const watch of this.watches.splice(0)) watch.dispose();
  }

  /** There is one, so its code has been loaded. */
  private get code(): typeof armed {
    if (this.loaded === undefined) throw new Error('A breakpoint was hit before there was one.');
    return this.loaded;
  }

  private watch(): void {
    for (const watch of this.watches.splice(0)) watch.dispose();
    const { devices, clock } = this.parts;
    for (const device of devices.all) {
      for (const state of this.states) {
        const { breakpoint } = state;
        if (!breakpoint.enabled || !isFor(breakpoint, device)) continue;
        const onHit = (timeMs: number) => {
          this.hit(state, device, timeMs);
        };
        this.watches.push(
          new this.code.BreakpointWatch(device, breakpoint.condition, clock, onHit),
        );
      }
    }
  }

  private hit(state: (typeof this.states)[number], device: D, timeMs: number): void {
    state.hits++;
    if (state.hits % state.breakpoint.hitCount !== 0) {
      this.changed();
      return;
    }
    const { when } = state.breakpoint;
    const asked: BreakpointFact = { kind: 'breakpoint', when, outcome: 'asked', detail: '' };
    const event = device.events.begin(timeMs, asked);
    state.last = asked;
    this.changed();
    void this.pauseAll(device).then((outcomes) => {
      const fact = this.factOf(when, outcomes, device, timeMs);
      event.end(timeMs, fact);
      state.last = fact;
      this.changed();
    });
  }

  /** Never rejects: what went wrong is an outcome. */
  private pauseAll(device: D): Promise<readonly PauseOutcome[]> {
    const underWay = this.pausing.get(device);
    if (underWay !== undefined) return underWay;
    const { clock, sessionsOf } = this.parts;
    const { pause } = this.code;
    const all = Promise.all(sessionsOf(device).map((one) => pause(one, clock, PAUSE_LIMIT_MS)));
    this.pausing.set(device, all);
    return all.finally(() => this.pausing.delete(device));
  }

  private factOf(
    when: string,
    outcomes: readonly PauseOutcome[],
    device: D,
    timeMs: number,
  ): BreakpointFact {
    const { noSessionText, pauseText } = this.code;
    const texts = outcomes.map((outcome) => pauseText(outcome, PAUSE_LIMIT_MS));
    const detail = outcomes.length === 0 ? noSessionText(device.profile.name) : texts.join('; ');
    const halts = outcomes.flatMap((one) => (one.kind === 'halted' ? [one.timeMs] : []));
    const failed = outcomes.length === 0 || outcomes.some(({ kind }) => isFailure(kind));
    this.tell(when, failed ? detail : undefined);
    if (halts.length === 0) {
      const outcome = failed ? 'failed' : 'halted';
      return { kind: 'breakpoint', when, outcome, detail };
    }
    const latencyMs = Math.max(0, Math.min(...halts) - timeMs);
    return { kind: 'breakpoint', when, outcome: 'halted', latencyMs, detail };
  }

  /** Each cause once, until it has gone well again. */
  private tell(when: string, problem: string | undefined): void {
    const message = t(
      'Telemetry breakpoint {0} was hit. {1}.',
      when,
      (problem ?? '').replace(/\.$/, ''),
    );
    if (problem === undefined) {
      this.told.clear();
      return;
    }
    if (this.told.has(message)) return;
    this.told.add(message);
    this.parts.onProblem(message);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

function isEmpty(setting: unknown): boolean {
  return setting === undefined || (Array.isArray(setting) && setting.length === 0);
}

function isFailure(kind: PauseOutcome['kind']): boolean {
  return kind !== 'halted' && kind !== 'already';
}

function isFor({ device }: TelemetryBreakpoint, { profile }: BreakableDevice): boolean {
  return device === undefined || device === profile.name || device === profile.id;
}

function keyOf({ when, device }: TelemetryBreakpoint): string {
  return JSON.stringify([when, device]);
}

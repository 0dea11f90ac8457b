import { t } from '@vscode/l10n';
import type { FaultScript, FaultScriptStep, FaultSpec } from '../model';
import { parseFaultSpec } from './parseFault';
import type { FaultClock } from './stage';

const MAX_STEPS = 200;
const MAX_AT_S = 86_400;
const MAX_NAME = 64;

/** A fault script as a setting gives it, checked; or, in words, why it is none. Steps come out in time order. */
export function parseScript(value: unknown): FaultScript | string {
  if (typeof value !== 'object' || value === null)
    return t('A fault script must be an object with name and steps.');
  const { name, steps } = value as Record<string, unknown>;
  if (typeof name !== 'string' || name.trim() === '' || name.length > MAX_NAME) {
    return t('name: must be a text of 1 to {0} characters.', MAX_NAME);
  }
  if (!Array.isArray(steps)) return t('{0}: steps must be a list.', name);
  if (steps.length > MAX_STEPS) {
    return t('{0}: {1} steps; at most {2} are allowed.', name, steps.length, MAX_STEPS);
  }
  const parsed: FaultScriptStep[] = [];
  for (const [i, step] of steps.entries()) {
    const one = parseStep(step);
    if (typeof one === 'string') return t('{0}, step {1}: {2}', name, i + 1, one);
    parsed.push(one);
  }
  parsed.sort((a, b) => a.atS - b.atS);
  return { name, steps: parsed };
}

function parseStep(value: unknown): FaultScriptStep | string {
  if (typeof value !== 'object' || value === null)
    return t('must be an object with atS and fault.');
  const { atS, fault } = value as Record<string, unknown>;
  if (typeof atS !== 'number' || !(atS >= 0 && atS <= MAX_AT_S)) {
    return t('atS: must be a number of seconds from 0 to {0}.', MAX_AT_S);
  }
  const spec = parseFaultSpec(fault);
  return typeof spec === 'string' ? spec : { atS, fault: spec };
}

/** When the last fault of a script ends, in seconds after its start; for one without an end, when it is armed. */
export function scriptLengthS({ steps }: FaultScript): number {
  return steps.reduce((end, { atS, fault }) => Math.max(end, atS + (fault.durationS ?? 0)), 0);
}

/** What a script acts on: a device. */
export interface ScriptTarget {
  arm(spec: FaultSpec): Promise<{ readonly id: number }>;
  disarm(faultId: number): Promise<void>;
}

/**
 * A fault script under way, on the device's clock. `finished` resolves when the last step's time is over or the run was
 * cancelled, and rejects with the first step's refusal, after which no other step is armed.
 */
export class ScriptRun {
  readonly startMs: number;
  readonly lengthS: number;
  readonly finished: Promise<void>;
  private readonly cancels: (() => void)[] = [];
  private readonly armed: number[] = [];
  private readonly arming: Promise<void>[] = [];
  private reached = 0;
  private settle: { resolve: () => void; reject: (error: unknown) => void };
  private over = false;

  constructor(
    readonly script: FaultScript,
    private readonly target: ScriptTarget,
    private readonly clock: FaultClock,
  ) {
    this.startMs = clock.nowMs();
    this.lengthS = scriptLengthS(script);
    this.settle = { resolve: () => undefined, reject: () => undefined };
    this.finished = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    // Whoever asks is told; that nobody asks is no error.
    this.finished.catch(() => undefined);
    for (const step of script.steps) {
      this.at(step.atS, () => {
        const arming = this.arm(step.fault);
        this.arming.push(arming);
        return arming;
      });
    }
    this.at(this.lengthS, async () => {
      // The last step may have no time of its own: it is armed at this very moment, and stays.
      await Promise.allSettled(this.arming);
      this.end();
    });
  }

  get isOver(): boolean {
    return this.over;
  }

  /** Steps that have been armed. */
  get steps(): number {
    return this.reached;
  }

  /** The share of its time that is over, 0 to 1. */
  get progress(): number {
    if (this.over || this.lengthS === 0) return 1;
    return Math.min(1, (this.clock.nowMs() - this.startMs) / (this.lengthS * 1000));
  }

  /** Arms nothing more, and disarms what it has armed. */
  async cancel(): Promise<void> {
    if (this.over) return;
    this.end();
    await Promise.all(this.armed.map((id) => this.target.disarm(id)));
  }

  private at(seconds: number, act: () => Promise<void>): void {
    const cancel = this.clock.after(seconds * 1000, () => {
      act().catch((error: unknown) => {
        this.stop();
        this.settle.reject(error);
      });
    });
    this.cancels.push(cancel);
  }

  private async arm(spec: FaultSpec): Promise<void> {
    if (this.over) return;
    const { id } = await this.target.arm(spec);
    this.armed.push(id);
    this.reached++;
    // Cancelled while the device was asked.
    if (this.isOver) await this.target.disarm(id);
  }

  private end(): void {
    this.stop();
    this.settle.resolve();
  }

  private stop(): void {
    this.over = true;
    for (const cancel of this.cancels) cancel();
  }
}

import { cpus } from 'node:os';

/** What is to be reached, of the median or of its ratio to the reference; printed, never asserted. */
export interface Goal {
  readonly of: 'median' | 'ratio';
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** One line of the table: a value per run, and the reference's, taken in turns in the same run. */
export interface Figure {
  /** `decode.csv8`, as `--only` and the JSON name it. */
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly reference?: readonly number[];
  /** What the reference is, or what the value means, in a few words. */
  readonly against: string;
  readonly goal?: Goal;
}

/** Work that is measured together, in a process of its own. */
export interface Bench {
  /** Names of its figures, or what they begin with. */
  readonly names: readonly string[];
  /** It has to be over by then; 5 minutes where nothing is said. */
  readonly limitMs?: number;
  /**
   * `wanted` says which names were asked for: what nobody wants need not be measured. `tell` takes figures as soon as they are
   * known, so that they count even where a later one fails; the rest is returned.
   */
  run(
    wanted: (name: string) => boolean,
    tell: (figures: readonly Figure[]) => void,
  ): Promise<readonly Figure[]> | readonly Figure[];
}

/** True when one name is the other or begins with it at a dot. */
export function related(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

/** The middle value; of an even count the upper one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

/** Nearest-rank percentile. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Waits, without holding the thread. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const QUIET_SHARE = 0.2;
const QUIET_STEP_MS = 500;
const QUIET_STEPS = 3;
const QUIET_LIMIT_MS = 30_000;

/** Waits until this machine has had little to do for 1.5 s; for 30 s at most, as others may use it too. */
export async function untilQuiet(): Promise<void> {
  const endMs = nowMs() + QUIET_LIMIT_MS;
  for (let quiet = 0; quiet < QUIET_STEPS && nowMs() < endMs;) {
    const before = processorMs();
    await pause(QUIET_STEP_MS);
    const after = processorMs();
    const share = (after.busy - before.busy) / Math.max(1, after.all - before.all);
    quiet = share < QUIET_SHARE ? quiet + 1 : 0;
  }
}

/** Of all processors since the machine came up. */
function processorMs(): { busy: number; all: number } {
  let busy = 0;
  let idle = 0;
  for (const { times } of cpus()) {
    busy += times.user + times.nice + times.sys + times.irq;
    idle += times.idle;
  }
  return { busy, all: busy + idle };
}

/** Monotonic milliseconds with the origin that all processes of this machine share. */
export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Processor time of this process, all threads, in milliseconds. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

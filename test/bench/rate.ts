import { cpuMs, type Figure, type Goal } from './harness';

/** Work on one thread beside its reference. */
export interface RateWork {
  readonly name: string;
  readonly unit: string;
  readonly against: string;
  /** Units a call does: a rate is `amount` divided by the call's seconds. */
  readonly amount: number;
  readonly run: () => unknown;
  readonly reference: () => unknown;
  readonly goal?: Goal;
}

const RUNS = 5;
/** One run repeats the work for so long, so that a clock tick or a collection weighs little. */
const RUN_MS = 60;
const WARM_UP_MS = 300;
/** Reading the CPU clock is a system call, as dear as a small piece of work. */
const WORK_PER_CLOCK = 20;

/**
 * Units a second of processor time, all threads counted, so that neither a busy machine nor garbage
 * collected beside the work flatters anyone. Turns are taken: what slows one run down slows both.
 */
export function measureRate(work: RateWork): Figure {
  const own: number[] = [];
  const others: number[] = [];
  rate(work.run, work.amount, WARM_UP_MS);
  rate(work.reference, work.amount, WARM_UP_MS);
  for (let i = 0; i < RUNS; i++) {
    own.push(rate(work.run, work.amount, RUN_MS));
    others.push(rate(work.reference, work.amount, RUN_MS));
  }
  const { name, unit, against, goal } = work;
  const figure = { name, unit, against, values: own, reference: others };
  return goal === undefined ? figure : { ...figure, goal };
}

function rate(work: () => unknown, amount: number, atLeastMs: number): number {
  const start = cpuMs();
  let done = 0;
  let elapsedMs = 0;
  do {
    for (let i = 0; i < WORK_PER_CLOCK; i++) work();
    done += WORK_PER_CLOCK;
    elapsedMs = cpuMs() - start;
  } while (elapsedMs < atLeastMs);
  return (done * amount * 1000) / elapsedMs;
}

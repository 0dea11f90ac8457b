/** One line of the table: the work and its reference, timed in turns in the same run. */
export interface BenchRow {
  /** `decode.csv8`, as `--only` and the JSON name it. */
  readonly name: string;
  readonly unit: string;
  /** What `reference` is, in a few words. */
  readonly against: string;
  /** Units per run: a rate is `amount` divided by the run's seconds. */
  readonly amount: number;
  /** `cpu`: of this process, for work on one thread, so that a shared machine shows less in it. */
  readonly clock: 'cpu' | 'wall';
  readonly run: () => unknown;
  readonly reference: () => unknown;
}

/** What is printed and written of a row; rates are in units a second. */
export interface BenchResult {
  readonly name: string;
  readonly unit: string;
  readonly against: string;
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly reference: number;
  readonly ratio: number;
}

const RUNS = 7;
/** One run repeats the work for so long, so that a clock tick or a collection weighs little. */
const RUN_MS = 200;
const WARM_UP_MS = 500;
/** Reading the CPU clock is a system call, as dear as a small piece of work. */
const WORK_PER_CLOCK = 20;

/** Times a row against its reference. Turns are taken, so that a busy machine slows down both. */
export function measure(row: BenchRow): BenchResult {
  const nowMs = row.clock === 'cpu' ? cpuMs : wallMs;
  const own: number[] = [];
  const others: number[] = [];
  rate(row.run, row.amount, WARM_UP_MS, nowMs);
  rate(row.reference, row.amount, WARM_UP_MS, nowMs);
  for (let i = 0; i < RUNS; i++) {
    own.push(rate(row.run, row.amount, RUN_MS, nowMs));
    others.push(rate(row.reference, row.amount, RUN_MS, nowMs));
  }
  own.sort((a, b) => a - b);
  others.sort((a, b) => a - b);
  const median = own[RUNS >> 1];
  const reference = others[RUNS >> 1];
  const { name, unit, against } = row;
  const range = { min: own[0], median, max: own[RUNS - 1] };
  return { name, unit, against, ...range, reference, ratio: median / reference };
}

function wallMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** All threads, so that collecting garbage beside the work is not free of charge. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

function rate(work: () => unknown, amount: number, atLeastMs: number, nowMs: () => number): number {
  const start = nowMs();
  let done = 0;
  let elapsedMs = 0;
  do {
    for (let i = 0; i < WORK_PER_CLOCK; i++) work();
    done += WORK_PER_CLOCK;
    elapsedMs = nowMs() - start;
  } while (elapsedMs < atLeastMs);
  return (done * amount * 1000) / elapsedMs;
}

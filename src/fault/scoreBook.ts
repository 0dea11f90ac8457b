import type { FaultLevel, FaultScore } from '../model';
import { NO_SCORE } from './noScore';
import type { Burst } from './stage';

/** Numbers of injections, both included; from 1 per fault. */
export interface Numbers {
  readonly first: number;
  readonly last: number;
}

/** A burst that may still be caught. */
interface Pending {
  readonly timeMs: number;
  untilMs: number;
  readonly first: number;
  last: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const KEPT_MISSED = 20;
/** Bursts of one fault that wait for their detection; in a flood of more the oldest are given up as missed. */
const MAX_PENDING = 4096;
/** Given up at once: one by one would move the whole list for every burst. */
const GIVEN_UP = 1024;

/** The score of one fault, and its bursts that may still be caught, by time. */
export class ScoreBook {
  /** False once the fault is armed no more. */
  isOpen = true;
  /** Limits that this fault has raised and that have not cleared. */
  readonly standing = new Set<string>();
  private sums: Mutable<FaultScore> = { ...NO_SCORE };
  private lastNumber = 0;
  private pending: Pending[] = [];

  /** `channel` is the only one that the fault can harm; undefined = any. */
  constructor(
    readonly level: FaultLevel,
    readonly channel?: string,
  ) {}

  get score(): FaultScore {
    return { ...this.sums };
  }

  /** True when nothing can change any more. */
  get isDone(): boolean {
    return !this.isOpen && this.pending.length === 0;
  }

  /** When the damage of the burst that is next to be judged ends; Infinity when none is pending. */
  get nextUntilMs(): number {
    return this.pending.reduce((least, { untilMs }) => Math.min(least, untilMs), Infinity);
  }

  /** Numbers new injections and counts them; unless `isKnown`, they wait for their detection. */
  add(bursts: readonly Burst[], isKnown: boolean): Numbers {
    const first = this.lastNumber + 1;
    for (const burst of bursts) {
      if (isKnown) this.lastNumber += burst.count;
      else this.append(burst);
    }
    const numbers = { first, last: this.lastNumber };
    this.count(numbers);
    return numbers;
  }

  /** Counts injections as pending. */
  count({ first, last }: Numbers): void {
    this.sums.injected += last - first + 1;
    this.sums.pending += last - first + 1;
  }

  /** Pending injections were caught, or missed. */
  settle({ first, last }: Numbers, by: string | undefined): void {
    const count = last - first + 1;
    this.sums.pending -= count;
    if (by === undefined) {
      this.sums.missed += count;
      this.sums.missedNumbers = [...this.sums.missedNumbers, ...lastNumbers(first, last)].slice(
        -KEPT_MISSED,
      );
    } else {
      this.sums.caught += count;
      this.sums.caughtBy = by;
    }
  }

  /** How well a detection at `timeMs` fits a pending burst: less is better; undefined when it fits none. */
  rank(timeMs: number, slackMs: number, withinMs: number): number | undefined {
    const at = this.indexFor(timeMs, slackMs, withinMs);
    if (at === undefined) return undefined;
    const agoMs = timeMs - this.pending[at].timeMs;
    // Behind the detection only within the slack, and only when nothing before it is as near.
    return agoMs >= 0 ? agoMs : slackMs - agoMs;
  }

  /** Takes the burst that fits best; its injections are pending no more. */
  take(timeMs: number, slackMs: number, withinMs: number): Numbers | undefined {
    const at = this.indexFor(timeMs, slackMs, withinMs);
    return at === undefined ? undefined : this.pending.splice(at, 1)[0];
  }

  /** Takes all bursts whose damage had ended by `timeMs`, and those that are too many. */
  takeUntil(timeMs: number): readonly Numbers[] {
    const surplus = this.isFlooded ? this.pending.length - MAX_PENDING + GIVEN_UP : 0;
    const isDue = ({ untilMs }: Pending, i: number) => untilMs <= timeMs || i < surplus;
    const due = this.pending.filter(isDue);
    if (due.length > 0) this.pending = this.pending.filter((one, i) => !isDue(one, i));
    return joined(due);
  }

  /** True when more wait than are kept. */
  get isFlooded(): boolean {
    return this.pending.length > MAX_PENDING;
  }

  /** Forgets the score and what is pending; numbers go on. */
  clear(): void {
    this.sums = { ...NO_SCORE };
    this.pending = [];
    this.standing.clear();
  }

  private append({ timeMs, count, untilMs = timeMs, joins = false }: Burst): void {
    const former = this.pending.at(-1);
    const first = this.lastNumber + 1;
    this.lastNumber += count;
    if (joins && former?.last === first - 1) {
      former.last = this.lastNumber;
      former.untilMs = Math.max(former.untilMs, untilMs);
      return;
    }
    // Kept in order, for the search.
    const startMs = Math.max(timeMs, former?.timeMs ?? -Infinity);
    this.pending.push({ timeMs: startMs, untilMs, first, last: this.lastNumber });
  }

  private indexFor(timeMs: number, slackMs: number, withinMs: number): number | undefined {
    const { pending } = this;
    const behind = firstAfter(pending, timeMs);
    const before = behind - 1;
    const caughtLate = before >= 0 && pending[before].untilMs >= timeMs - withinMs;
    if (before >= 0 && pending[before].timeMs >= timeMs - slackMs) return before;
    if (behind < pending.length && pending[behind].timeMs <= timeMs + slackMs) return behind;
    return caughtLate ? before : undefined;
  }
}

/** Runs of numbers, so that a flood is few facts. */
function joined(bursts: readonly Numbers[]): Numbers[] {
  const runs: Numbers[] = [];
  for (const { first, last } of bursts) {
    const former = runs.at(-1);
    if (former?.last === first - 1) runs[runs.length - 1] = { first: former.first, last };
    else runs.push({ first, last });
  }
  return runs;
}

/** Index of the first burst after `timeMs`; bursts are in time order. */
function firstAfter(pending: readonly Pending[], timeMs: number): number {
  let low = 0;
  let high = pending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pending[middle].timeMs <= timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lastNumbers(first: number, last: number): number[] {
  const from = Math.max(first, last - KEPT_MISSED + 1);
  return Array.from({ length: last - from + 1 }, (_, i) => from + i);
}

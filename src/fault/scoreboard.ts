import type { FaultScore } from '../model';
import type { FaultClock } from './stage';

/** Hits of one fault at one time: what strikes together cannot be told apart. */
interface Hits {
  readonly faultId: number;
  readonly timeMs: number;
  readonly first: number;
  readonly last: number;
  settled: boolean;
}

/** What the scoreboard tells: numbers of the hits that were caught, or that nothing caught in time. */
export interface ScoreListener {
  onCaught(faultId: number, first: number, last: number, by: string, timeMs: number): void;
  onMissed(faultId: number, first: number, last: number, timeMs: number): void;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const KEPT_MISSED = 20;
/** A frame's time lies up to so much before its chunk's, at which the hit is recorded. */
const SLACK_MS = 20;
/** What was rejected in time may still be on its way through the pool. */
const GRACE_MS = 250;
const MAX_HITS = 10_000;

/**
 * Matches hits with what they caused. A detection (a rejection, a limit, a state change) belongs to the latest hit before it,
 * if that is not older than the time to be caught in, and to what struck together with it. A hit that was caught
 * already takes the detections that follow from the first, such as the state change after a rejection, and no
 * older hit is credited with them.
 */
export class Scoreboard {
  private hits: Hits[] = [];
  private readonly scores = new Map<number, Mutable<FaultScore>>();
  private overall = emptyScore();
  private cancel: (() => void) | undefined;

  constructor(
    private readonly catchWithinMs: number,
    private readonly clock: FaultClock,
    private readonly listener: ScoreListener,
  ) {}

  /** Over all faults since the last `clear`. */
  get total(): FaultScore {
    return { ...this.overall, missedNumbers: [...this.overall.missedNumbers] };
  }

  /** One fault's score. */
  of(faultId: number): FaultScore {
    const score = this.scores.get(faultId) ?? emptyScore();
    return { ...score, missedNumbers: [...score.missedNumbers] };
  }

  /** A fault struck `count` times at `timeMs`; returns the numbers of these hits, from 1 per fault. */
  hit(faultId: number, timeMs: number, count: number): { first: number; last: number } {
    const score = this.scoreOf(faultId);
    const first = score.injected + 1;
    const last = score.injected + count;
    for (const one of [score, this.overall]) {
      one.injected += count;
      one.pending += count;
    }
    this.hits.push({ faultId, timeMs, first, last, settled: false });
    if (this.hits.length > MAX_HITS) this.expire(this.hits[0].timeMs + 1);
    this.wait();
    return { first, last };
  }

  /** Something was noticed at `timeMs`. */
  detect(timeMs: number, by: string): void {
    const latest = this.latestBefore(timeMs + SLACK_MS);
    if (latest === undefined || latest.timeMs < timeMs - this.catchWithinMs) return;
    for (const hits of this.hits) {
      if (hits.timeMs !== latest.timeMs || hits.settled) continue;
      hits.settled = true;
      const count = hits.last - hits.first + 1;
      for (const score of [this.scoreOf(hits.faultId), this.overall]) {
        score.pending -= count;
        score.caught += count;
        score.caughtBy = by;
      }
      this.listener.onCaught(hits.faultId, hits.first, hits.last, by, timeMs);
    }
  }

  /** Forgets the total, and the hits that may still be caught. */
  clear(): void {
    this.hits = [];
    this.overall = emptyScore();
    this.scores.clear();
    this.cancel?.();
    this.cancel = undefined;
  }

  /** A fault is armed no more and its hits are settled: its own score is not asked for again. */
  forget(faultId: number): void {
    if (!this.hits.some((hits) => hits.faultId === faultId && !hits.settled)) {
      this.scores.delete(faultId);
    }
  }

  private latestBefore(timeMs: number): Hits | undefined {
    let latest: Hits | undefined;
    for (const hits of this.hits) {
      if (hits.timeMs <= timeMs && (latest === undefined || hits.timeMs >= latest.timeMs)) {
        latest = hits;
      }
    }
    return latest;
  }

  private wait(): void {
    if (this.cancel !== undefined || this.hits.length === 0) return;
    const dueMs = this.hits[0].timeMs + this.catchWithinMs + GRACE_MS;
    this.cancel = this.clock.after(Math.max(1, dueMs - this.clock.nowMs()), () => {
      this.cancel = undefined;
      this.expire(this.clock.nowMs() - this.catchWithinMs - GRACE_MS);
      this.wait();
    });
  }

  /** Hits before `timeMs` were caught, or are missed now. */
  private expire(timeMs: number): void {
    const due = this.hits.filter((hits) => hits.timeMs <= timeMs);
    this.hits = this.hits.filter((hits) => hits.timeMs > timeMs);
    for (const { faultId, first, last, settled } of due) {
      if (settled) continue;
      for (const score of [this.scoreOf(faultId), this.overall]) {
        score.pending -= last - first + 1;
        score.missed += last - first + 1;
        score.missedNumbers = lastNumbers(score.missedNumbers, first, last);
      }
      this.listener.onMissed(faultId, first, last, this.clock.nowMs());
    }
  }

  private scoreOf(faultId: number): Mutable<FaultScore> {
    let score = this.scores.get(faultId);
    if (score === undefined) {
      score = emptyScore();
      this.scores.set(faultId, score);
    }
    return score;
  }
}

function emptyScore(): Mutable<FaultScore> {
  return { injected: 0, caught: 0, missed: 0, pending: 0, missedNumbers: [], caughtBy: '' };
}

function lastNumbers(known: readonly number[], first: number, last: number): number[] {
  const from = Math.max(first, last - KEPT_MISSED + 1);
  const more = Array.from({ length: last - from + 1 }, (_, i) => from + i);
  return [...known, ...more].slice(-KEPT_MISSED);
}

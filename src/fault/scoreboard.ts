import type { FaultLevel, FaultScore } from '../model';
import { ScoreBook, type Numbers } from './scoreBook';
import type { Burst, FaultClock } from './stage';

/** What the scoreboard tells: numbers of the injections that were caught, or that nothing caught in time. */
export interface ScoreListener {
  onCaught(faultId: number, numbers: Numbers, by: string, timeMs: number): void;
  onMissed(faultId: number, numbers: Numbers, timeMs: number): void;
}

/**
 * Something was noticed. `rejection` = one frame was refused; `state` = the device failed for a reason that is no frame: a
 * broken link, silence, its own fault; `limit` = a limit was raised.
 */
export interface Detection {
  readonly kind: 'rejection' | 'state' | 'limit';
  readonly timeMs: number;
  /** In words: `checksum`, `rpm > 3,500`, `SafeState`. */
  readonly by: string;
  /** Of a limit: the channel that it watches. */
  readonly channel?: string;
  /** Refused frames that it stands for, from this time on; 1 unless told. */
  readonly frames?: number;
}

/** Frame times and injection times are interpolated within a chunk, which is read at least so often. */
const SLACK_MS = 20;
/** What was refused in time may still be on its way through the pool. */
const GRACE_MS = 250;
/** Nobody sees the score change faster. */
const MIN_WAIT_MS = 25;

/**
 * Matches injections with what noticed them. The rules, so that the score can be believed:
 *
 * One detection accounts for one burst: the injections of one fault in one frame, or of one moment. It is the latest burst
 * up to the detection's time, within the time to be caught in; what lies within SLACK_MS of it goes first, since times are no
 * better than that. A burst that was accounted for is out, so two damaged frames need two rejections, and a rejection
 * never covers for a silent frame before it. Two faults that strike one frame share one rejection: it counts for one.
 *
 * A value fault leaves the frame whole, so only a limit on its channel can notice it; and the limit that it raised goes on
 * to account for it until it clears: nobody raises a flag that is up. A failure by refused frames is not
 * counted beside the refusals.
 */
export class Scoreboard {
  private readonly books = new Map<number, ScoreBook>();
  private overall = new ScoreBook('device');
  private cancel: (() => void) | undefined;

  constructor(
    private readonly catchWithinMs: number,
    private readonly clock: FaultClock,
    private readonly listener: ScoreListener,
  ) {}

  /** Over all faults since the last `clear`, armed or not. */
  get total(): FaultScore {
    return this.overall.score;
  }

  /** One fault's score since it was armed, or since the last `clear`. */
  of(faultId: number): FaultScore {
    return (this.books.get(faultId) ?? new ScoreBook('device')).score;
  }

  /** A fault is armed; `channel` is the only one that it can harm. */
  open(faultId: number, level: FaultLevel, channel?: string): void {
    this.books.set(faultId, new ScoreBook(level, channel));
  }

  /** A fault is armed no more; what is pending may still be caught. */
  close(faultId: number): void {
    const book = this.books.get(faultId);
    if (book === undefined) return;
    book.isOpen = false;
    this.forgetDone();
  }

  /** A fault struck; returns the numbers of these injections, from 1 per fault. */
  hit(faultId: number, bursts: readonly Burst[]): Numbers {
    const book = this.books.get(faultId);
    if (book === undefined) return { first: 0, last: 0 };
    const standing = [...book.standing].at(0);
    const numbers = book.add(bursts, standing !== undefined);
    this.overall.count(numbers);
    if (standing !== undefined) {
      this.caught(faultId, book, numbers, standing, bursts[bursts.length - 1].timeMs);
    }
    if (book.isFlooded) this.expire(-Infinity);
    this.wait();
    return numbers;
  }

  /** Something was noticed. */
  detect(detection: Detection): void {
    const { frames = 1 } = detection;
    for (let left = frames; left > 0 && this.detectOne(detection); left--);
  }

  /** A limit is crossed no more. */
  limitCleared(by: string): void {
    for (const book of this.books.values()) book.standing.delete(by);
  }

  /** Begins anew: what is pending counts no more. Numbers go on, since events bear them. */
  clear(): void {
    this.overall = new ScoreBook('device');
    for (const book of this.books.values()) book.clear();
    this.forgetDone();
    this.stop();
  }

  /** Keeps no timer. */
  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  private detectOne(detection: Detection): boolean {
    const { kind, timeMs, by } = detection;
    let best: { faultId: number; book: ScoreBook; rank: number } | undefined;
    for (const [faultId, book] of this.books) {
      if (!mayCause(book, detection)) continue;
      const rank = book.rank(timeMs, SLACK_MS, this.catchWithinMs);
      if (rank !== undefined && (best === undefined || rank < best.rank)) {
        best = { faultId, book, rank };
      }
    }
    const numbers = best?.book.take(timeMs, SLACK_MS, this.catchWithinMs);
    if (best === undefined || numbers === undefined) return false;
    if (kind === 'limit' && best.book.level === 'value') best.book.standing.add(by);
    this.caught(best.faultId, best.book, numbers, by, timeMs);
    return true;
  }

  private caught(
    faultId: number,
    book: ScoreBook,
    numbers: Numbers,
    by: string,
    timeMs: number,
  ): void {
    book.settle(numbers, by);
    this.overall.settle(numbers, by);
    this.listener.onCaught(faultId, numbers, by, timeMs);
    this.forgetDone();
  }

  private wait(): void {
    if (this.cancel !== undefined) return;
    const dueMs = Math.min(...[...this.books.values()].map((book) => book.nextUntilMs));
    if (dueMs === Infinity) return;
    const waitMs = dueMs + this.catchWithinMs + GRACE_MS - this.clock.nowMs();
    this.cancel = this.clock.after(Math.max(MIN_WAIT_MS, Math.ceil(waitMs)), () => {
      this.cancel = undefined;
      this.expire(this.clock.nowMs() - this.catchWithinMs - GRACE_MS);
      this.wait();
    });
  }

  /** Bursts whose damage had ended by `timeMs` were caught, or are missed now. */
  private expire(timeMs: number): void {
    for (const [faultId, book] of this.books) {
      for (const numbers of book.takeUntil(timeMs)) {
        book.settle(numbers, undefined);
        this.overall.settle(numbers, undefined);
        this.listener.onMissed(faultId, numbers, this.clock.nowMs());
      }
    }
    this.forgetDone();
  }

  private forgetDone(): void {
    for (const [faultId, book] of this.books) if (book.isDone) this.books.delete(faultId);
  }
}

function mayCause(book: ScoreBook, { kind, channel }: Detection): boolean {
  if (book.level === 'value' && kind !== 'limit') return false;
  return book.channel === undefined || channel === undefined || book.channel === channel;
}

import { rejectText } from '../causeWords';
import type { Detection } from '../fault/scoreboard';
import type { Alarm, Limit, Rejection, SampleBatch } from '../model';
import type { LimitChange } from '../watch/limits';
import type { Breaker } from './breaker';
import type { EventLog } from './eventLog';
import { limitText } from './limitText';

/** Who is told of what was noticed: the fault desk, which scores it. */
export interface Detector {
  detect(detection: Detection): void;
  limitCleared(by: string): void;
}

const MAX_DETAIL = 200;

/** What became of received frames and values: an event each, the breaker's say, and the score. */
export class Outcomes {
  /** The words of each limit that is raised: those it was raised with, whatever its unit is by now. */
  private readonly raised = new Map<Limit, string>();

  constructor(
    private readonly breaker: Breaker,
    private readonly events: EventLog,
    private readonly detector: Detector,
  ) {}

  /** A frame refused before decoding. */
  refused(rejection: Rejection): void {
    this.note(rejection, 1);
    this.breaker.rejected(rejection);
  }

  /** Good frames and rejections of a batch, in the order in which they arrived. */
  decoded(batch: SampleBatch): void {
    const { rejections, rejectedFrames } = batch;
    rejections.forEach((rejection, i) => {
      // A batch lists 64 of them; the last one stands for the rest.
      const isLast = i === rejections.length - 1;
      this.note(rejection, isLast ? rejectedFrames - i : 1);
    });
    this.breaker.observe(batch);
  }

  /** A limit was raised or has cleared. */
  limit({ limit, raised, timeMs, value, unit }: LimitChange): void {
    this.events.add(timeMs, { kind: 'limit', limit, raised, value, unit });
    if (!raised) {
      this.clear(limit);
      return;
    }
    const by = limitText(limit, unit);
    this.raised.set(limit, by);
    this.detector.detect({ kind: 'limit', timeMs, by, channel: limit.channel });
    if (limit.action === 'safeState') this.breaker.apply('fatal', by);
  }

  /** Limits were replaced: one that is no more goes on catching nothing. */
  keepRaised(alarms: readonly Alarm[]): void {
    const kept = new Set(alarms.map(({ limit }) => limit));
    for (const limit of this.raised.keys()) if (!kept.has(limit)) this.clear(limit);
  }

  private clear(limit: Limit): void {
    const by = this.raised.get(limit);
    this.raised.delete(limit);
    if (by !== undefined) this.detector.limitCleared(by);
  }

  private note({ cause, detail, timeMs }: Rejection, frames: number): void {
    // The first line after open is cut by nobody's fault.
    if (cause === 'partial') return;
    this.events.add(timeMs, {
      kind: 'rejected',
      cause,
      frames,
      detail: detail.slice(0, MAX_DETAIL),
    });
    this.detector.detect({ kind: 'rejection', timeMs, by: rejectText(cause), frames });
  }
}

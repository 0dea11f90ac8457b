import type { TelemetryEvent } from '../src/model';
import { eventLook } from './eventLook';

/** Marks closer than this share one icon. */
export const MERGE_PX = 17;

/** Events that share a place: those with indexes `from` to `to` - 1 of the list they were made of. */
export interface MarkGroup {
  readonly from: number;
  readonly to: number;
  /** Of the first: where the icon is. */
  readonly timeMs: number;
  /** The end of the longest; that of the first when none lasts. */
  readonly lastMs: number;
  /** Index of the gravest, the first of several: it lends its icon. */
  readonly gravest: number;
}

/**
 * Groups events (by time) whose marks would be closer than `closeMs` to a group's first. Starts at the first of
 * all events, so that groups depend on the scale alone and do not flicker while the picture moves.
 */
export function groupMarks(
  events: readonly TelemetryEvent[],
  closeMs: number,
): readonly MarkGroup[] {
  const groups: MarkGroup[] = [];
  let from = 0;
  while (from < events.length) {
    const { timeMs } = events[from];
    let gravest = from;
    let { lastMs } = events[from];
    let to = from + 1;
    while (to < events.length && events[to].timeMs - timeMs < closeMs) {
      if (gravityOf(events[to]) > gravityOf(events[gravest])) gravest = to;
      if (events[to].lastMs > events[to].timeMs) lastMs = Math.max(lastMs, events[to].lastMs);
      to++;
    }
    groups.push({ from, to, timeMs, lastMs, gravest });
    from = to;
  }
  return groups;
}

function gravityOf(event: TelemetryEvent): number {
  return eventLook(event.fact).gravity;
}

/** The first group at or after a time. */
export function groupFrom(groups: readonly MarkGroup[], timeMs: number): number {
  let from = 0;
  let to = groups.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (groups[middle].timeMs < timeMs) from = middle + 1;
    else to = middle;
  }
  return from;
}

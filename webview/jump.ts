import type { TimeView } from './timeView';

/** So much of the span a jump stays behind the live edge: just as much as `TimeView` takes for standing. */
const BEHIND = 0.0025;

/**
 * Brings a time into the middle of the view, which stops following the live edge; something that lasts longer
 * than the view is shown whole. Infinite ends are taken as the point that is known.
 */
export function jumpTo(time: TimeView, fromMs: number, toMs: number): void {
  const begin = Number.isFinite(fromMs) ? fromMs : toMs;
  const end = Number.isFinite(toMs) ? toMs : Math.max(begin, time.nowMs);
  if (!Number.isFinite(begin)) return;
  const lasted = end - begin;
  const span = lasted > time.spanMs ? lasted * 1.2 : time.spanMs;
  const middle = lasted > time.spanMs ? begin + lasted / 2 : begin;
  const edgeMs = Number.isNaN(time.bounds.toMs) ? time.toMs : time.bounds.toMs;
  const right = Math.min(middle + span / 2, edgeMs - span * BEHIND);
  time.show(right - span, right);
}

import type { DeviceState } from '../src/model';
import { segmentsBetween, type StateSegment } from './segments';

/** A segment as it is drawn, in pixels from the strip's origin. */
export interface SegmentBar {
  readonly segment: StateSegment;
  readonly leftPx: number;
  readonly widthPx: number;
}

/** Shorter ones are drawn as wide as this, above their neighbours. */
export const LEAST_PX = 3;

/** The graver state is drawn above. */
export const STATE_GRAVITY: Readonly<Record<DeviceState, number>> = {
  measuring: 0,
  idle: 1,
  error: 2,
  safeState: 3,
};

/**
 * Bars of the segments between two times, at most one for every 3 px and each at least 3 px wide: where several
 * share a place, the gravest is shown, so that a short Error cannot hide. Bounded by width, not by segments.
 */
export function segmentBars(
  segments: readonly StateSegment[],
  range: { readonly fromMs: number; readonly toMs: number },
  pxPerMs: number,
): readonly SegmentBar[] {
  const [first, end] = segmentsBetween(segments, range.fromMs, range.toMs);
  const bars: SegmentBar[] = [];
  for (let i = first; i < end; i++) {
    const segment = segments[i];
    const left = Math.round((Math.max(segment.fromMs, range.fromMs) - range.fromMs) * pxPerMs);
    const right = Math.round((Math.min(segment.toMs, range.toMs) - range.fromMs) * pxPerMs);
    const bar = { segment, leftPx: left, widthPx: Math.max(LEAST_PX, right - left) };
    const before = bars.at(-1);
    // Both are too short to be told apart: the graver one speaks for them.
    const sharesPlace =
      before !== undefined && before.widthPx === LEAST_PX && left < before.leftPx + LEAST_PX;
    if (!sharesPlace) bars.push(bar);
    else if (right - left > LEAST_PX) {
      const cut = before.leftPx + LEAST_PX;
      bars.push({ segment, leftPx: cut, widthPx: Math.max(LEAST_PX, right - cut) });
    } else if (gravity(segment) > gravity(before.segment)) {
      bars[bars.length - 1] = { ...before, segment };
    }
  }
  return bars;
}

function gravity(segment: StateSegment): number {
  return STATE_GRAVITY[segment.state];
}

/** The bar at a pixel, the gravest where several lie; undefined where there is none. */
export function barAt(bars: readonly SegmentBar[], px: number): SegmentBar | undefined {
  let best: SegmentBar | undefined;
  for (const bar of bars) {
    if (px < bar.leftPx - 1 || px > bar.leftPx + bar.widthPx) continue;
    if (best === undefined || gravity(bar.segment) >= gravity(best.segment)) best = bar;
  }
  return best;
}

import type { Series } from '../series';

/**
 * The row that a pointer at `timeMs` means: the nearer end of the line under it. Where there is no line,
 * in a gap or past an end, only a row within `reachMs`: a value is never shown where none is known.
 */
export function rowAt(source: Series, timeMs: number, reachMs: number): number | undefined {
  const after = source.firstAt(timeMs);
  const before = after - 1;
  const exists = (i: number) => i >= 0 && i < source.length && !Number.isNaN(source.lo(i));
  const [left, right] = [exists(before), exists(after)];
  const toLeft = left ? timeMs - source.timeMs(before) : Infinity;
  const toRight = right ? source.timeMs(after) - timeMs : Infinity;
  const nearer = toLeft < toRight ? before : after;
  return (left && right) || Math.min(toLeft, toRight) <= reachMs ? nearer : undefined;
}

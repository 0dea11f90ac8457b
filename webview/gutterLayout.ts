/** Labels in the gutter are at least this far apart, from middle to middle. */
export const LABEL_GAP_PX = 20;

/**
 * Places labels as near to where they belong as `gapPx` between neighbours and the room from `lowPx` to
 * `highPx` allow, in their order (least squares). With more labels than room the gap shrinks.
 * `wanted` need not be sorted; the answer has its order.
 */
export function spreadLabels(
  wanted: readonly number[],
  lowPx: number,
  highPx: number,
  gapPx = LABEL_GAP_PX,
): number[] {
  const { length } = wanted;
  const room = Math.max(0, highPx - lowPx);
  const gap = length > 1 ? Math.min(gapPx, room / (length - 1)) : gapPx;
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  // Without the gaps it is a search for the nearest rising sequence: neighbours out of order share their mean.
  const runs: { sum: number; count: number }[] = [];
  order.forEach((index, rank) => {
    runs.push({ sum: wanted[index] - rank * gap, count: 1 });
    for (;;) {
      const last = runs.at(-1);
      const before = runs.at(-2);
      if (last === undefined || before === undefined) break;
      if (before.sum / before.count < last.sum / last.count) break;
      runs.pop();
      before.sum += last.sum;
      before.count += last.count;
    }
  });
  const placed = new Array<number>(length);
  let rank = 0;
  for (const { sum, count } of runs) {
    for (let k = 0; k < count; k++, rank++) {
      const low = lowPx;
      const high = highPx - (length - 1) * gap;
      placed[order[rank]] = clamp(sum / count, low, Math.max(low, high)) + rank * gap;
    }
  }
  return placed;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

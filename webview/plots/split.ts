/** Moves the border below plot `index` by `deltaPx`; neither neighbour gets lower than `leastPx`. */
export function moveSplit(
  heights: readonly number[],
  index: number,
  deltaPx: number,
  leastPx: number,
): number[] {
  const { min, max } = splitRange(heights, index, leastPx);
  const upper = Math.min(max, Math.max(min, heights[index] + deltaPx));
  const both = heights[index] + heights[index + 1];
  return heights.map((height, i) =>
    i === index ? upper : i === index + 1 ? both - upper : height,
  );
}

/** How low and how high plot `index` can get at the cost of the one below it, in pixels. */
export function splitRange(
  heights: readonly number[],
  index: number,
  leastPx: number,
): { min: number; max: number } {
  const both = heights[index] + heights[index + 1];
  const min = Math.min(leastPx, both / 2);
  return { min, max: both - min };
}

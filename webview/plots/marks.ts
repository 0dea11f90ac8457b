/** The nearest mark after (1) or before (-1) a time; undefined when there is none. Times rise. */
export function nextMark(times: readonly number[], timeMs: number, by: 1 | -1): number | undefined {
  return by > 0 ? times.find((time) => time > timeMs) : times.findLast((time) => time < timeMs);
}

/** Rows of pixels from top to bottom. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
}

/** What has to find a place, in pixels of the plot's body. */
export interface Placing {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly cursorX: number;
  readonly area: { readonly left: number; readonly right: number } & Band;
  /** Where it is now: it stays while it covers nothing. */
  readonly y: number | undefined;
  /** The rows which the curves take between two columns. */
  readonly curves: (fromX: number, toX: number) => readonly Band[];
}

const BESIDE_PX = 10;
const AIR_PX = 4;
/** Where there is no room beside the cursor there may be some further away, in widths of the read-out. */
const SHIFTS = [0, 0.5, 1];

/**
 * Finds a place for the read-out right of the cursor, else left of it, between the curves: over none of the
 * lines it reads as long as there is room anywhere; else where it covers least.
 */
export function placeReadOut(placing: Placing): { x: number; y: number } {
  const { widthPx, cursorX, area } = placing;
  const right = Math.round(cursorX + BESIDE_PX);
  const left = Math.round(cursorX - BESIDE_PX - widthPx);
  const sides = SHIFTS.flatMap((shift) => [right + shift * widthPx, left - shift * widthPx])
    .map(Math.round)
    .filter((x) => x >= area.left && x + widthPx <= area.right);
  for (const x of sides) {
    const y = placeBeside(x, placing);
    if (y !== undefined) return { x, y };
  }
  const x = sides.at(0) ?? Math.max(area.left, Math.min(area.right - widthPx, right));
  return { x, y: leastCovering(x, placing) };
}

/** The row at which it covers nothing; undefined when there is none. */
function placeBeside(x: number, placing: Placing): number | undefined {
  const { widthPx, heightPx, area, y } = placing;
  const gaps = gapsOf(placing.curves(x, x + widthPx), area).filter(
    ({ top, bottom }) => bottom - top >= heightPx,
  );
  if (y !== undefined && gaps.some(({ top, bottom }) => y >= top && y + heightPx <= bottom)) {
    return y;
  }
  const size = ({ top, bottom }: Band) => bottom - top;
  const widest = gaps.reduce<Band | undefined>(
    (best, gap) => (best === undefined || size(gap) > size(best) ? gap : best),
    undefined,
  );
  return widest && Math.round((widest.top + widest.bottom - heightPx) / 2);
}

/** What is free between the curves, with a little air to them. */
function gapsOf(curves: readonly Band[], area: Band): Band[] {
  const taken = [...curves].sort((a, b) => a.top - b.top);
  const gaps: Band[] = [];
  let top = area.top + AIR_PX;
  for (const curve of taken) {
    if (curve.top - AIR_PX > top) gaps.push({ top, bottom: curve.top - AIR_PX });
    top = Math.max(top, curve.bottom + AIR_PX);
  }
  const bottom = area.bottom - AIR_PX;
  if (bottom > top) gaps.push({ top, bottom });
  return gaps;
}

function leastCovering(x: number, { widthPx, heightPx, area, curves }: Placing): number {
  const taken = curves(x, x + widthPx);
  const covered = (y: number) =>
    taken.reduce((sum, { top, bottom }) => {
      const overlap = Math.min(bottom, y + heightPx) - Math.max(top, y);
      return sum + Math.max(0, overlap + 1);
    }, 0);
  const ends = [area.top + AIR_PX, area.bottom - AIR_PX - heightPx];
  return covered(ends[0]) <= covered(ends[1]) ? ends[0] : Math.max(ends[0], ends[1]);
}

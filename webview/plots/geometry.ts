import type { StageGeometry } from '../stageGeometry';

const AXIS_PX = 58;
const NARROW_AXIS_PX = 52;
const GUTTER_PX = 94;
const NARROW_RIGHT_PX = 9;

/** Where the area of a plot begins and ends: the same for all plots of the stack. */
export interface PlotLayout {
  /** Room for so many value axes beside each plot; further ones scale their lines unseen. */
  readonly axisColumns: number;
  readonly axisPx: number;
  /** Right of the area: names and limit handles, or a little air. */
  readonly rightPx: number;
}

/** What stands left and right of the curves, for a stack whose plots have up to so many value axes. */
export function layoutOf(narrow: boolean, axes: number): PlotLayout {
  return narrow
    ? { axisColumns: 1, axisPx: NARROW_AXIS_PX, rightPx: NARROW_RIGHT_PX }
    : { axisColumns: axes, axisPx: AXIS_PX, rightPx: GUTTER_PX };
}

/** The common area of plots of this width. */
export function geometryOf(plotsPx: number, layout: PlotLayout): StageGeometry {
  const leftPx = layout.axisColumns * layout.axisPx;
  const rightPx = Math.max(leftPx + 1, plotsPx - layout.rightPx);
  return { leftPx, rightPx, widthPx: rightPx - leftPx };
}

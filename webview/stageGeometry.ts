/** Horizontal place of all plots, lanes and the overview within the stage. */
export interface StageGeometry {
  readonly leftPx: number;
  readonly rightPx: number;
  readonly widthPx: number;
}

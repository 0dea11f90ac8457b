import { shownUnit } from '../format';
import type { PlotTheme } from '../plotTheme';
import type { AxisLayout } from './axisLayout';
import type { PlotLayout } from './geometry';

/** Half a label of a tick at either end of a value axis. */
export const AIR_PX = 7;

/** All options of a plot's chart. */
export function plotOptions(theme: PlotTheme, layout: PlotLayout, axes: AxisLayout) {
  const missing = Math.max(0, layout.axisColumns - axes.count);
  return {
    responsive: false,
    maintainAspectRatio: false,
    animation: false,
    parsing: false,
    normalized: true,
    layout: {
      padding: {
        top: AIR_PX,
        right: layout.rightPx,
        bottom: AIR_PX,
        left: missing * layout.axisPx,
      },
    },
    // The stage looks up by itself what is under the pointer.
    events: [],
    plugins: { legend: { display: false }, tooltip: { enabled: false }, annotation: {} },
    scales: {
      x: {
        type: 'telemetryTime',
        axis: 'x',
        position: 'bottom',
        min: 0,
        max: 1,
        gridColour: theme.grid,
        axisColour: theme.axis,
      },
      ...valueAxes(axes, theme, layout),
    },
  };
}

/** One value axis a unit, the first of them next to the area. */
function valueAxes(
  axes: AxisLayout,
  theme: PlotTheme,
  { axisPx, axisColumns }: PlotLayout,
): Record<string, object> {
  const scales: Record<string, object> = {};
  for (let i = 0; i < axes.count; i++) {
    const units = axes.unitsOf(i).map(shownUnit);
    scales[`y${String(i)}`] = {
      type: 'telemetryValue',
      axis: 'y',
      position: 'left',
      weight: i,
      display: i < axisColumns,
      min: 0,
      max: 1,
      grid: { color: theme.grid, drawOnChartArea: i === 0, tickLength: 4 },
      border: { color: theme.axis },
      ticks: {
        color: theme.secondary,
        font: { family: theme.font, size: 11 },
        autoSkip: false,
        padding: 3,
      },
      widthPx: axisPx,
      unitText:
        axes.count > 1 && axisColumns > 1 ? units.filter((unit) => unit !== '').join(', ') : '',
    };
  }
  return scales;
}

import type { Chart, InteractionItem, Plugin, TooltipItem } from 'chart.js';
import { valueText } from './format';
import { TelemetryLine } from './lineController';
import { rowAt } from './rowAt';
import { timeOfDay } from './timeText';

/** How far beside a line's end the pointer still means it. */
const REACH_PX = 4;

/** The row of each series nearest to the pointer in time, found by bisection. */
export function nearestTelemetry(
  chart: Pick<Chart, 'scales' | 'chartArea' | 'data' | 'getDatasetMeta'>,
  { x, y }: { x: number; y: number },
): InteractionItem[] {
  const { x: xScale } = chart.scales;
  const { left, right, top, bottom } = chart.chartArea;
  if (x < left || x > right || y < top || y > bottom) return [];
  const timeMs = xScale.getValueForPixel(x) ?? NaN;
  const items: InteractionItem[] = [];
  chart.data.datasets.forEach((_, datasetIndex) => {
    const meta = chart.getDatasetMeta(datasetIndex);
    const { controller } = meta;
    if (!(controller instanceof TelemetryLine)) return;
    const { source } = controller.dataset;
    const reachMs = (xScale.getValueForPixel(x + REACH_PX) ?? NaN) - timeMs;
    const index = rowAt(source, timeMs, reachMs);
    if (index === undefined) return;
    const value = source.hi(index);
    const element = meta.data[0];
    element.x = xScale.getPixelForValue(source.timeMs(index));
    element.y = meta.yScale?.getPixelForValue(value) ?? 0;
    // The tooltip looks its item up by index: the spare element stands for all of them.
    items.push({ element, datasetIndex, index: 0 });
    controller.hovered = index;
  });
  return items;
}

/** The words of the read-out: time, then name, value and unit of every series. */
export function readOut(wallOffsetMs: () => number) {
  const lineOf = (item: TooltipItem<'telemetryLine'>) => {
    const { controller } = item.chart.getDatasetMeta(item.datasetIndex);
    return controller instanceof TelemetryLine ? controller : undefined;
  };
  return {
    title(items: TooltipItem<'telemetryLine'>[]) {
      const line = items.length === 0 ? undefined : lineOf(items[0]);
      if (line === undefined) return '';
      return timeOfDay(line.dataset.source.timeMs(line.hovered) + wallOffsetMs(), 1);
    },
    label(item: TooltipItem<'telemetryLine'>) {
      const line = lineOf(item);
      if (line === undefined) return '';
      const { source, label, unit } = line.dataset;
      const lo = source.lo(line.hovered);
      const hi = source.hi(line.hovered);
      const range = lo === hi ? '' : `${valueText(lo, '')} … `;
      return `${label}  ${range}${valueText(hi, unit)}`;
    },
    labelColor(item: TooltipItem<'telemetryLine'>) {
      const colour = lineOf(item)?.dataset.colour ?? '#888888';
      return { backgroundColor: colour, borderColor: colour };
    },
  };
}

/** A line through what the read-out shows. */
export function cursorLine(colour: () => string): Plugin {
  return {
    id: 'telemetryCursor',
    afterDatasetsDraw({ ctx, chartArea, tooltip }) {
      const active = tooltip?.getActiveElements() ?? [];
      if (active.length === 0) return;
      const x = Math.round(active[0].element.x) + 0.5;
      ctx.save();
      ctx.globalAlpha = 0.8;
      ctx.strokeStyle = colour();
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
    },
  };
}

import type { Chart, Plugin } from 'chart.js';
import { gapLines, type Gap } from './gapWords';
import { TelemetryLine } from './lineController';

/** Below this height of the area a gap says only how long it is. */
const LOW_PX = 130;
const LINE_PX = 13;
const AIR_PX = 4;
/** Below the end ticks. */
const DROP_PX = 10;
/** The gaps of all visible series, each only once though several series have it. */
function gapsOf(chart: Chart): Gap[] {
  const found: Gap[] = [];
  chart.getSortedVisibleDatasetMetas().forEach(({ controller }) => {
    if (!(controller instanceof TelemetryLine)) return;
    for (const gap of controller.gaps) {
      const same = (other: Gap) =>
        Math.abs(other.fromX - gap.fromX) < LINE_PX && Math.abs(other.toX - gap.toX) < LINE_PX;
      if (!found.some(same)) found.push(gap);
    }
  });
  return found;
}

/** A label in a gap, in pixels of the canvas. */
export interface GapLabel {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What the last draw of a chart has written into its gaps. */
export const gapLabels = new WeakMap<Chart, readonly GapLabel[]>();

/** Writes into the gaps of a plot how long no values came. */
export function gapText(style: () => { colour: string; back: string; font: string }): Plugin {
  return {
    id: 'telemetryGaps',
    afterDatasetsDraw(chart) {
      const labels: GapLabel[] = [];
      gapLabels.set(chart, labels);
      const gaps = gapsOf(chart);
      if (gaps.length === 0) return;
      const { ctx } = chart;
      const { colour, back, font } = style();
      ctx.save();
      ctx.font = `11px ${font}`;
      ctx.textAlign = 'center';
      ctx.textBaseline = 'middle';
      for (const gap of gaps) labels.push(write(chart, gap, colour, back));
      ctx.restore();
    },
  };
}

function write(chart: Chart, gap: Gap, colour: string, back: string): GapLabel {
  const { ctx, chartArea: area } = chart;
  const left = Math.max(gap.fromX, area.left);
  const right = Math.min(gap.toX, area.right);
  const widthOf = (text: string) => ctx.measureText(text).width + 2 * AIR_PX;
  const fits = (text: string) => widthOf(text) <= right - left;
  const lines = gapLines(gap, area.bottom - area.top < LOW_PX, fits);
  const heightPx = lines.length * LINE_PX;
  const top = Math.max(area.top, Math.min(gap.y + DROP_PX, area.bottom - heightPx - AIR_PX));
  const x = (left + right) / 2;
  lines.forEach((line, i) => {
    const y = top + (i + 0.5) * LINE_PX;
    ctx.fillStyle = back;
    ctx.fillRect(x - widthOf(line) / 2, y - LINE_PX / 2, widthOf(line), LINE_PX);
    ctx.fillStyle = colour;
    ctx.fillText(line, x, y);
  });
  const half = Math.max(0, ...lines.map(widthOf)) / 2;
  return { left: x - half, right: x + half, top, bottom: top + heightPx };
}

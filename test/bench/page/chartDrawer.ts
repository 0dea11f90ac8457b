import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type Point,
} from 'chart.js';
import type { HeldColumns } from './heldColumns';

Chart.register(LineController, LineElement, PointElement, LinearScale);

/**
 * Chart.js as its documentation tunes it: no parsing, normalised, no animation, no points, fixed ranges; and it is
 * spared the samples, for it gets the same min/max columns.
 */
export class ChartDrawer {
  private readonly chart: Chart<'line', Point[]>;

  constructor(
    root: HTMLElement,
    private readonly held: HeldColumns,
    widthPx: number,
    heightPx: number,
  ) {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: widthPx, height: heightPx });
    root.append(canvas);
    this.chart = new Chart(canvas, {
      type: 'line',
      data: {
        datasets: held.series.map(() => ({ data: [], borderWidth: 1, borderColor: '#498dff' })),
      },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        responsive: false,
        events: [],
        elements: { point: { radius: 0 } },
        scales: {
          x: { type: 'linear', ticks: { maxRotation: 0, minRotation: 0, sampleSize: 8 } },
          y: { type: 'linear', min: 0, max: 100 },
        },
      },
    });
  }

  dispose(): void {
    this.chart.destroy();
  }

  draw(pageMs: number): void {
    const { fromMs, toMs } = this.held.viewAt(pageMs);
    this.held.series.forEach((series, k) => {
      const points: Point[] = [];
      for (let i = series.firstAt(fromMs); i < series.length; i++) {
        points.push(
          { x: series.timeMs(i), y: series.lo(i) },
          { x: series.timeMs(i), y: series.hi(i) },
        );
      }
      this.chart.data.datasets[k].data = points;
    });
    Object.assign(this.chart.options.scales?.x ?? {}, { min: fromMs, max: toMs });
    this.chart.update('none');
  }
}

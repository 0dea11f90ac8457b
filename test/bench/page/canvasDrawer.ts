import type { HeldColumns } from './heldColumns';

const COLOURS = [
  '#498dff',
  '#57f2ae',
  '#f58a1e',
  '#e05c9a',
  '#b18cff',
  '#ffd84a',
  '#5ad1e6',
  '#ff6b6b',
];

/** The floor: eight lines on a plain canvas, no axes, no legend. */
export class CanvasDrawer {
  private readonly canvas = document.createElement('canvas');
  private readonly context: CanvasRenderingContext2D;

  constructor(
    root: HTMLElement,
    private readonly held: HeldColumns,
    widthPx: number,
    heightPx: number,
  ) {
    Object.assign(this.canvas, { width: widthPx, height: heightPx });
    root.append(this.canvas);
    const context = this.canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    this.context = context;
  }

  dispose(): void {
    this.canvas.remove();
  }

  draw(pageMs: number): void {
    const { context: g, canvas } = this;
    const { fromMs, toMs } = this.held.viewAt(pageMs);
    const perMs = canvas.width / (toMs - fromMs);
    const perUnit = canvas.height / 100;
    g.clearRect(0, 0, canvas.width, canvas.height);
    this.held.series.forEach((series, k) => {
      g.strokeStyle = COLOURS[k];
      g.beginPath();
      for (let i = series.firstAt(fromMs); i < series.length; i++) {
        const x = Math.floor((series.timeMs(i) - fromMs) * perMs) + 0.5;
        const lo = canvas.height - series.lo(i) * perUnit;
        const hi = canvas.height - series.hi(i) * perUnit;
        // In turns, so that no diagonal joins two bars.
        g.lineTo(x, (i & 1) === 0 ? lo : hi);
        g.lineTo(x, (i & 1) === 0 ? hi : lo);
      }
      g.stroke();
    });
  }
}

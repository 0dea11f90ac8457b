/** Where a strip lies, in pixels of the chart. */
export interface StripPlace {
  readonly leftPx: number;
  readonly rightPx: number;
  readonly heightPx: number;
  /** Device pixels a pixel. */
  readonly ratio: number;
}

/**
 * Draws once what stands still while curves scroll, and copies it into each picture: text costs a canvas as much as a
 * curve does.
 */
export class AxisStrip {
  private readonly canvas = document.createElement('canvas');
  private x = 0;
  private ratio = 1;
  private drawn = false;

  /** What was drawn is no longer true. */
  forget(): void {
    this.drawn = false;
  }

  /** Where the strip ends, in pixels of the chart: at a whole device pixel. */
  get endPx(): number {
    return (this.x + this.canvas.width) / this.ratio;
  }

  /** Copies the strip to its place; `draw` draws it in the chart's coordinates when that has not been done. */
  copyTo(
    target: CanvasRenderingContext2D,
    place: StripPlace,
    draw: (ctx: CanvasRenderingContext2D) => void,
  ): void {
    if (!this.drawn) this.render(place, draw);
    const { canvas, x, ratio } = this;
    if (canvas.width === 0 || canvas.height === 0) return;
    target.drawImage(canvas, x / ratio, 0, canvas.width / ratio, canvas.height / ratio);
  }

  private render(
    { leftPx, rightPx, heightPx, ratio }: StripPlace,
    draw: (ctx: CanvasRenderingContext2D) => void,
  ): void {
    this.drawn = true;
    this.ratio = ratio;
    this.x = Math.floor(leftPx * ratio);
    // Setting a size clears a canvas too.
    this.canvas.width = Math.max(0, Math.ceil(rightPx * ratio) - this.x);
    this.canvas.height = Math.ceil(heightPx * ratio);
    const ctx = this.canvas.getContext('2d');
    if (ctx === null) return;
    ctx.setTransform(ratio, 0, 0, ratio, -this.x, 0);
    draw(ctx);
  }
}

/** A text as a picture, and its width in pixels. */
export interface LabelPicture {
  readonly canvas: HTMLCanvasElement;
  readonly widthPx: number;
}

/** As many as two views' worth of labels. */
const MAX_PICTURES = 64;

/**
 * Texts that come again in every frame at another place, each drawn once: copying one is a fifth of the cost of drawing it
 * as text.
 */
export class LabelPictures {
  private readonly pictures = new Map<string, LabelPicture>();

  constructor(
    private readonly heightPx: number,
    private readonly middlePx: number,
    private readonly ratio: number,
    private readonly style: { readonly font: string; readonly fillStyle: string },
  ) {}

  /** The picture of a text; its height is the one of all. */
  of(text: string): LabelPicture {
    const known = this.pictures.get(text);
    if (known !== undefined) return known;
    const made = this.make(text);
    // The oldest goes first: time only moves on.
    const [oldest] = this.pictures.keys();
    if (this.pictures.size >= MAX_PICTURES) this.pictures.delete(oldest);
    this.pictures.set(text, made);
    return made;
  }

  private make(text: string): LabelPicture {
    const { ratio, heightPx, middlePx, style } = this;
    const canvas = document.createElement('canvas');
    const ctx = canvas.getContext('2d');
    if (ctx === null) return { canvas, widthPx: 0 };
    ctx.font = style.font;
    canvas.width = Math.ceil((ctx.measureText(text).width + 2) * ratio);
    canvas.height = Math.round(heightPx * ratio);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    Object.assign(ctx, { ...style, textAlign: 'center', textBaseline: 'middle' });
    const widthPx = canvas.width / ratio;
    ctx.fillText(text, widthPx / 2, middlePx);
    return { canvas, widthPx };
  }
}

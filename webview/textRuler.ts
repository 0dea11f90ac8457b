/** Widths kept of one font; texts of events differ without end. */
const MAX_WIDTHS = 2000;

/** Measures texts of one font without touching the layout. */
export class TextRuler {
  private readonly context = document.createElement('canvas').getContext('2d');
  private widths = new Map<string, number>();
  private font = '';

  /** The text's width in CSS pixels. */
  widthOf(text: string): number {
    let width = this.widths.get(text);
    if (width === undefined) {
      width = this.context?.measureText(text).width ?? text.length * 7;
      if (this.widths.size >= MAX_WIDTHS) this.widths.clear();
      this.widths.set(text, width);
    }
    return width;
  }

  /** The font of an element; false when it was this one already. */
  setFontOf(element: Element): boolean {
    const { fontSize, fontFamily, fontWeight } = getComputedStyle(element);
    const font = `${fontWeight} ${fontSize} ${fontFamily}`;
    if (font === this.font || this.context === null) return false;
    this.font = font;
    this.context.font = font;
    this.widths.clear();
    return true;
  }
}

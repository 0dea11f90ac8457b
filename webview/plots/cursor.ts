/** Where the read-out is, and from where differences are counted while there is a second cursor. */
export interface ShownCursor {
  readonly atMs: number;
  readonly fromMs: number | undefined;
}

/**
 * The cursor over all plots: it follows the pointer, a click pins it as A, a second one sets B, a third begins
 * anew. Times in host milliseconds.
 */
export class Cursor {
  private hovered: number | undefined;
  private a: number | undefined;
  private b: number | undefined;

  /** Time of the first pinned cursor. */
  get aMs(): number | undefined {
    return this.a;
  }

  get bMs(): number | undefined {
    return this.b;
  }

  /** True once a click or a key has pinned it. */
  get pinned(): boolean {
    return this.a !== undefined;
  }

  /** What to read out: B against A, what is hovered against A, A, or what is hovered. */
  get shown(): ShownCursor | undefined {
    const { a, b, hovered } = this;
    if (a === undefined) {
      return hovered === undefined ? undefined : { atMs: hovered, fromMs: undefined };
    }
    const other = b ?? hovered;
    return other === undefined ? { atMs: a, fromMs: undefined } : { atMs: other, fromMs: a };
  }

  /** Follows the pointer; undefined = it left. */
  hover(timeMs: number | undefined): void {
    this.hovered = timeMs;
  }

  click(timeMs: number): void {
    if (this.a === undefined || this.b !== undefined) {
      this.a = timeMs;
      this.b = undefined;
    } else {
      this.b = timeMs;
    }
  }

  /** Moves the cursor that was pinned last. */
  moveTo(timeMs: number): void {
    if (this.b !== undefined) this.b = timeMs;
    else this.a = timeMs;
  }

  /** Unpins both; false when there was nothing to unpin. */
  clear(): boolean {
    const { pinned } = this;
    this.a = undefined;
    this.b = undefined;
    return pinned;
  }
}

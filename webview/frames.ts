/** A page that is hidden or covered gets no frames; it still has to answer. */
const LONGEST_WAIT_MS = 250;

/** Calls back at the next animation frame, or after 250 ms where the browser grants none. */
export class Frames {
  private frame: number | undefined;
  private timer: number | undefined;

  constructor(private readonly draw: (pageMs: number) => void) {}

  /** One call back soon; asking again before it changes nothing. */
  request(): void {
    if (this.frame !== undefined) return;
    this.cancel();
    this.frame = requestAnimationFrame(this.run);
    this.timer = window.setTimeout(this.run, LONGEST_WAIT_MS);
  }

  /** One call back in `ms`, unless one was requested sooner. */
  requestIn(ms: number): void {
    if (this.frame !== undefined || this.timer !== undefined) return;
    this.timer = window.setTimeout(this.run, ms);
  }

  cancel(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    window.clearTimeout(this.timer);
    this.frame = undefined;
    this.timer = undefined;
  }

  private readonly run = (): void => {
    this.cancel();
    this.draw(performance.now());
  };
}

import { Frames } from '../frames';
import { reducedMotion } from '../motion';

/** Where nothing may move, or nothing new comes, a picture is drawn four times a second. */
export const STEP_MS = 250;

/** One draw per animation frame for the whole page; four a second where motion is not wanted. */
export class Pace {
  private readonly frames: Frames;
  private lastMs = -Infinity;

  constructor(draw: (pageMs: number) => void) {
    this.frames = new Frames(draw);
  }

  /** Something has changed: draw as soon as may be. */
  request(): void {
    const waitMs = this.lastMs + STEP_MS - performance.now();
    if (waitMs > 0 && reducedMotion()) this.frames.requestIn(waitMs);
    else this.frames.request();
  }

  /** The picture moves by itself: at the display's rate, or slowly when only a gap can grow. */
  goOn(slowly: boolean): void {
    if (slowly || reducedMotion()) this.frames.requestIn(STEP_MS);
    else this.frames.request();
  }

  /** A picture was drawn. */
  drawn(pageMs: number): void {
    this.lastMs = pageMs;
  }
}

import type { FrameTimes } from './messages';

/**
 * Sums up the script of a page, frame by frame: all callbacks of animation frames, of timers and of messages that
 * were given to it. Made before anything else asks for a frame.
 */
export class FrameClock {
  private spentMs = 0;
  private lastFrameMs = NaN;
  private script: number[] = [];
  private interval: number[] = [];

  constructor() {
    const frame = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (call) => frame(this.timed(call));
    const next = (frameMs: number) => {
      // Asked for first, so it comes first: what was spent since then belongs to the frame before.
      frame(next);
      if (!Number.isNaN(this.lastFrameMs)) {
        this.script.push(this.spentMs);
        this.interval.push(frameMs - this.lastFrameMs);
      }
      this.spentMs = 0;
      this.lastFrameMs = frameMs;
    };
    frame(next);
  }

  /** The same function, timed. */
  timed<T>(call: (given: T) => void): (given: T) => void {
    return (given) => {
      const startMs = performance.now();
      call(given);
      this.spentMs += performance.now() - startMs;
    };
  }

  restart(): void {
    this.script = [];
    this.interval = [];
  }

  get times(): FrameTimes {
    return { script: this.script, interval: this.interval };
  }
}

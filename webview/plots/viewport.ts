import type { FromWebview } from '../../src/protocol';
import type { TimeView } from '../timeView';

/** Tells the host what is in view, once for every change of it. */
export class Viewport {
  private sent = '';

  constructor(private readonly post: (message: FromWebview) => void) {}

  /** All columns are to come anew: the page has let go of some. */
  forget(): void {
    this.sent = '';
  }

  /** One column for each of so many device pixels; `finestMs`: how far apart the densest samples lie. */
  tell(time: TimeView, devicePixels: number, finestMs: number | undefined): void {
    const { spanMs } = time;
    const columnMs = spanMs / Math.max(1, devicePixels);
    time.setGrid(columnMs, finestMs);
    const { standsAtMs } = time;
    const view = { spanMs, columnMs };
    const told = standsAtMs === undefined ? view : { ...view, endMs: standsAtMs };
    const key = JSON.stringify(told);
    if (key === this.sent) return;
    this.sent = key;
    this.post({ type: 'viewport', ...told });
  }
}

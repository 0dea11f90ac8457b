/**
 * Host time on the page. Messages arrive late, never early: the least delay seen is the best estimate, let
 * go of slowly so that a drift of the clocks is followed.
 */
export class HostClock {
  private offsetMs = -Infinity;
  private wallOffset = 0;

  /** Add to a host time to get Unix milliseconds. */
  get wallOffsetMs(): number {
    return this.wallOffset;
  }

  /** A message said that it was `hostMs` when it was sent. */
  sync(hostMs: number, pageMs: number, wallOffsetMs?: number): void {
    const offsetMs = hostMs - pageMs;
    const jumped = Math.abs(offsetMs - this.offsetMs) > 2000;
    this.offsetMs = jumped ? offsetMs : Math.max(offsetMs, this.offsetMs - 0.05);
    if (wallOffsetMs !== undefined) this.wallOffset = wallOffsetMs;
  }

  /** Host time at the page's `pageMs`. */
  at(pageMs: number): number {
    return pageMs + this.offsetMs;
  }

  /** False before the first message. */
  get known(): boolean {
    return Number.isFinite(this.offsetMs);
  }
}

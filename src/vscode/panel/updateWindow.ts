/** One display frame: appends within it become one update; the first after a longer silence goes at once. */
const FRAME_MS = 16;

/**
 * The stream comes before its pictures: they cost host, window and page much of two cores, and show what is late anyway. For each so
 * many bytes that wait they are a millisecond apart; four a second at least.
 */
const BYTES_PER_MS = 20_000;
const SLOWEST_MS = 250;

/**
 * While the page draws one update the next is on its way to it. There and back, with the wait for a frame, takes two frames:
 * with one under way the page got an update every third frame, with three a busy machine only piled them up.
 */
const UNDER_WAY = 2;

/**
 * When the next update may go to a page: so many are under way at most, each is answered once it has been drawn, and they
 * follow each other no faster than a display shows them, and slowly while the host is behind with what it has to decode. An answer counts
 * for all updates before its own.
 */
export class UpdateWindow {
  private last = 0;
  private drawn = 0;
  private sentMs = -Infinity;

  /**
   * How long the next update has to wait; undefined = until the page has answered. `waitingBytes`: of all streams, not
   * decoded yet; asked only where an update may go, since samples come far more often.
   */
  waitMs(nowMs: number, waitingBytes: () => number): number | undefined {
    if (this.last - this.drawn >= UNDER_WAY) return undefined;
    const everyMs = Math.min(SLOWEST_MS, Math.max(FRAME_MS, waitingBytes() / BYTES_PER_MS));
    return Math.max(0, this.sentMs + everyMs - nowMs);
  }

  /** An update goes now; its number. */
  send(nowMs: number): number {
    this.sentMs = nowMs;
    return ++this.last;
  }

  /** The page has drawn this update; false for an answer that its former self still gave. */
  answered(sequence: number): boolean {
    if (sequence <= this.drawn || sequence > this.last) return false;
    this.drawn = sequence;
    return true;
  }

  /** The page is another one: nothing is under way to it. */
  restart(): void {
    this.drawn = this.last;
  }
}

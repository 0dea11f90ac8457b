import type { Chunk } from '../model';
import type { FaultClock } from './stage';

/** Above this the newest bytes are dropped: a link that stands still for long must not fill the memory. */
const MAX_HELD_BYTES = 16 * 1024 * 1024;

/** Stands where a delivered chunk was, so that its bytes can go. */
const DELIVERED: Chunk = { timeMs: 0, bytes: new Uint8Array(0) };

/** Holds chunks until they are due, in order; one timer for all of them. */
export class DelayLine {
  private readonly queue: Chunk[] = [];
  private head = 0;
  private held = 0;
  private lastDueMs = -Infinity;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly clock: FaultClock,
    private readonly emit: (chunk: Chunk) => void,
    private readonly capacity = MAX_HELD_BYTES,
  ) {}

  get heldBytes(): number {
    return this.held;
  }

  /** When the last chunk is due, -Infinity when nothing is held. */
  get endMs(): number {
    return this.lastDueMs;
  }

  /** Takes bytes that are due at `dueMs`, or after those before them; false when there is no room. */
  push(bytes: Uint8Array, dueMs: number): boolean {
    if (this.held + bytes.length > this.capacity) return false;
    this.lastDueMs = Math.max(this.lastDueMs, dueMs);
    this.queue.push({ timeMs: this.lastDueMs, bytes });
    this.held += bytes.length;
    this.wait();
    return true;
  }

  /** Emits everything at once and waits no more. */
  flush(): void {
    this.cancel?.();
    this.cancel = undefined;
    const nowMs = this.clock.nowMs();
    while (this.head < this.queue.length) this.next(Math.min(nowMs, this.queue[this.head].timeMs));
    this.lastDueMs = -Infinity;
    this.compact();
  }

  private wait(): void {
    if (this.cancel !== undefined || this.head === this.queue.length) return;
    const delayMs = Math.max(0, this.queue[this.head].timeMs - this.clock.nowMs());
    this.cancel = this.clock.after(delayMs, () => {
      this.cancel = undefined;
      this.deliver();
      this.wait();
    });
  }

  private deliver(): void {
    const nowMs = this.clock.nowMs();
    while (this.head < this.queue.length && this.queue[this.head].timeMs <= nowMs) {
      this.next(this.queue[this.head].timeMs);
    }
    this.compact();
  }

  private next(timeMs: number): void {
    const { bytes } = this.queue[this.head];
    this.queue[this.head++] = DELIVERED;
    this.held -= bytes.length;
    this.emit({ timeMs, bytes });
  }

  private compact(): void {
    if (this.head < this.queue.length && this.head < 1024) return;
    this.queue.splice(0, this.head);
    this.head = 0;
  }
}

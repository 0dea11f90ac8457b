import type { DropPolicy } from '../model';

/** What the queue can bound: anything that carries bytes. */
export interface Sized {
  readonly bytes: { readonly length: number };
}

export interface QueueLimits {
  readonly capacity: number;
  readonly capacityBytes: number;
  readonly policy: DropPolicy;
}

/**
 * A first-in first-out queue bounded by count and by bytes, over a ring that never moves an item:
 *
 *     slots  [ . . h x x x t . ]     h = head (oldest), t = where the next goes
 *
 * Over either bound `dropOldest` lets go of the head, `dropNewest` of what is pushed, and `block`
 * refuses, leaving the item with the caller. Every item let go of is counted and handed to `onDrop`.
 */
export class BoundedQueue<T extends Sized> {
  private readonly slots: (T | undefined)[];
  private head = 0;
  private count = 0;
  private held = 0;
  private droppedItems = 0;
  private droppedTotal = 0;

  constructor(
    private readonly limits: QueueLimits,
    private readonly onDrop: (item: T) => void = () => undefined,
  ) {
    if (!(limits.capacity >= 1) || !(limits.capacityBytes >= 1)) {
      throw new RangeError('A queue needs room for at least one item and one byte.');
    }
    this.slots = new Array<T | undefined>(limits.capacity);
  }

  /** Items waiting. */
  get length(): number {
    return this.count;
  }

  /** Bytes waiting. */
  get bytes(): number {
    return this.held;
  }

  /** Items let go of since the queue was made. */
  get dropped(): number {
    return this.droppedItems;
  }

  /** Bytes let go of since the queue was made. */
  get droppedBytes(): number {
    return this.droppedTotal;
  }

  /** False only under `block`, when the item does not fit and stays the caller's. */
  push(item: T): boolean {
    const size = item.bytes.length;
    const { capacity, capacityBytes, policy } = this.limits;
    if (size > capacityBytes && policy !== 'block') {
      this.drop(item);
      return true;
    }
    if (this.count === capacity || this.held + size > capacityBytes) {
      // Alone in an empty queue an oversized item must pass under `block`, or it would wait for ever.
      if (policy === 'block' && this.count > 0) return false;
      if (policy === 'dropNewest') {
        this.drop(item);
        return true;
      }
      while (this.count > 0 && (this.count === capacity || this.held + size > capacityBytes)) {
        const oldest = this.shift();
        if (oldest !== undefined) this.drop(oldest);
      }
    }
    this.slots[(this.head + this.count) % capacity] = item;
    this.count++;
    this.held += size;
    return true;
  }

  /** The oldest item, left in place. */
  peek(): T | undefined {
    return this.count === 0 ? undefined : this.slots[this.head];
  }

  /** Takes the oldest item. */
  shift(): T | undefined {
    if (this.count === 0) return undefined;
    const item = this.slots[this.head];
    this.slots[this.head] = undefined;
    this.head = (this.head + 1) % this.limits.capacity;
    this.count--;
    if (item !== undefined) this.held -= item.bytes.length;
    return item;
  }

  private drop(item: T): void {
    this.droppedItems++;
    this.droppedTotal += item.bytes.length;
    this.onDrop(item);
  }
}

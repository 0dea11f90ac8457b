/** Samples a second over the last second, in slots of a tenth; 0 once nothing has come for a second. */
export class RateMeter {
  private readonly slots = new Float64Array(10);
  private slot = -Infinity;

  /** Adds samples that arrived at `nowMs`. */
  add(samples: number, nowMs: number): void {
    this.advance(nowMs);
    this.slots[this.slot % 10] += samples;
  }

  /** The rate at `nowMs`: the nine full slots and the share of the running one. */
  read(nowMs: number): number {
    this.advance(nowMs);
    const running = this.slot % 10;
    let sum = 0;
    for (let i = 0; i < 10; i++) if (i !== running) sum += this.slots[i];
    const runningShare = nowMs / 100 - this.slot;
    return (sum + this.slots[running]) / (0.9 + 0.1 * runningShare);
  }

  private advance(nowMs: number): void {
    const slot = Math.floor(nowMs / 100);
    if (slot - this.slot >= 10) this.slots.fill(0);
    else for (let s = this.slot + 1; s <= slot; s++) this.slots[s % 10] = 0;
    if (slot > this.slot) this.slot = slot;
  }
}

/** The newest `capacity` entries, oldest first; what falls out is counted. */
export class BoundedList<T> {
  private entries: T[] = [];
  private forgotten = 0;

  constructor(private readonly capacity: number) {}

  /** Oldest first. */
  get all(): readonly T[] {
    return this.entries.length > this.capacity
      ? this.entries.slice(this.entries.length - this.capacity)
      : this.entries;
  }

  /** Entries added since the list was made. */
  get total(): number {
    return this.forgotten + this.entries.length;
  }

  /** Adds the newest entry. */
  push(entry: T): void {
    this.entries.push(entry);
    // Trimmed at twice the capacity, so that a full list costs no move per entry.
    if (this.entries.length >= this.capacity * 2) {
      this.forgotten += this.entries.length - this.capacity;
      this.entries = this.entries.slice(this.entries.length - this.capacity);
    }
  }
}

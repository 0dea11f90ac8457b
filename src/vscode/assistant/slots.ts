/** So many of one thing at a time. */
export class Slots {
  private taken = 0;

  constructor(readonly count: number) {}

  /** Takes one and returns what gives it back; undefined when none is left. */
  take(): (() => void) | undefined {
    if (this.taken >= this.count) return undefined;
    this.taken++;
    let isTaken = true;
    return () => {
      if (isTaken) this.taken--;
      isTaken = false;
    };
  }
}

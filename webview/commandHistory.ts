/** Walks through lines that were sent, as a shell does; what was being typed comes back at the end. */
export class CommandHistory {
  private at = -1;
  private typed = '';

  /** A line was sent, or another device is in focus. */
  restart(): void {
    this.at = -1;
  }

  /**
   * One line back (1) or forward (-1) in `lines`, newest first; `present` is what stands in the field.
   * Undefined at either end.
   */
  move(by: 1 | -1, present: string, lines: readonly string[]): string | undefined {
    if (this.at === -1) this.typed = present;
    const to = this.at + by;
    if (to < -1 || to >= lines.length) return undefined;
    this.at = to;
    return to === -1 ? this.typed : lines[to];
  }
}

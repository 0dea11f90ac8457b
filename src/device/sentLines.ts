const KEPT = 50;

/** The lines that were sent to a device, newest first, each once. */
export class SentLines {
  private lines: readonly string[] = [];

  get all(): readonly string[] {
    return this.lines;
  }

  add(line: string): void {
    this.lines = [line, ...this.lines.filter((one) => one !== line)].slice(0, KEPT);
  }
}

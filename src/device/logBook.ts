import type { LogLine } from '../model';

/** A line's text takes two bytes a character at most, and as much again around it. */
const LINE_BYTES = 100;

/** The log channel of a device: lines that are no telemetry, with their times, the newest up to a bound in memory. */
export class LogBook {
  /** Lines that came, kept or not. */
  total = 0;
  private lines: LogLine[] = [];
  private first = 0;
  private bytes = 0;

  constructor(private readonly capacityBytes = 4 * 1024 * 1024) {}

  /** Lines that are kept. */
  get length(): number {
    return this.lines.length - this.first;
  }

  /** Oldest first. */
  get all(): readonly LogLine[] {
    return this.lines.slice(this.first);
  }

  /** The newest, oldest first, at most `count`. */
  last(count: number): readonly LogLine[] {
    return this.lines.slice(Math.max(this.first, this.lines.length - count));
  }

  /** Adds lines in stream order; `came` counts also those of them that were not handed on. */
  add(lines: readonly LogLine[], came: number): void {
    this.total += came;
    for (const line of lines) {
      this.lines.push(line);
      this.bytes += sizeOf(line);
    }
    while (this.bytes > this.capacityBytes) this.bytes -= sizeOf(this.lines[this.first++]);
    // Moved up seldom, so that a full book costs no move per line.
    if (this.first * 2 > this.lines.length) {
      this.lines = this.lines.slice(this.first);
      this.first = 0;
    }
  }
}

function sizeOf({ text }: LogLine): number {
  return text.length * 2 + LINE_BYTES;
}

import type { ScriptColumns } from './scriptColumns';

/** What a sample may bear beside its value. */
export interface SampleOptions {
  readonly unit?: string;
  /** On the device's clock, in milliseconds; without it the sample has the time at which its frame came. */
  readonly timeMs?: number;
}

const MAX_NAME = 128;
const MAX_UNIT = 16;
const MAX_TEXT = 512;

/** What a decoder script says of one frame. Its arguments are the user's: they are checked. */
export class FrameOutput {
  /** When the frame came, in milliseconds of the host's clock. */
  timeMs = 0;
  private lines: string[] = [];
  private reason: string | undefined;

  constructor(private readonly columns: ScriptColumns) {}

  /** A number, or a text, of a channel. Throws on what is neither. */
  sample(channel: string, value: number | string | boolean, options: SampleOptions = {}): void {
    if (typeof channel !== 'string' || channel === '' || channel.length > MAX_NAME) {
      throw new TypeError(`out.sample: the channel must be a text of 1 to ${MAX_NAME} characters.`);
    }
    const { unit = '', timeMs } = options;
    if (typeof unit !== 'string' || unit.length > MAX_UNIT) {
      throw new TypeError(`out.sample: the unit must be a text of at most ${MAX_UNIT} characters.`);
    }
    if (timeMs !== undefined && !Number.isFinite(timeMs)) {
      throw new TypeError('out.sample: timeMs must be a number of milliseconds.');
    }
    if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean') {
      throw new TypeError(
        `out.sample: ${channel} is ${typeof value}; it must be a number or a text.`,
      );
    }
    const plain = typeof value === 'boolean' ? Number(value) : value;
    this.columns.add(channel, unit, plain, timeMs ?? this.timeMs, timeMs !== undefined);
  }

  /** A line for the log. */
  log(text: unknown): void {
    this.lines.push(String(text).slice(0, MAX_TEXT));
  }

  /** Refuses the frame, with the reason; its samples do not count. */
  reject(reason: unknown): void {
    this.reason ??= String(reason).slice(0, MAX_TEXT);
  }

  /** Begins another frame. */
  begin(timeMs: number): void {
    this.timeMs = timeMs;
    this.lines = [];
    this.reason = undefined;
  }

  /** What was said beside samples. */
  end(): { readonly lines: readonly string[]; readonly reason: string | undefined } {
    return { lines: this.lines, reason: this.reason };
  }
}

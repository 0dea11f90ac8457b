import { explain, inquiryOf, type Evidence, type Explanation } from '../decode/explain';
import type { Inquiry, Remedy } from '../decode/remedies';
import type { NowMs } from '../model';
import type { LogBook } from './logBook';

/** Looked at anew after so long, and only when something has come. */
const FRESH_MS = 1000;
const LOG_LINES = 40;

/** Has an inquiry looked at elsewhere; `done` is told undefined when that failed. */
export type Inquire = (inquiry: Inquiry, done: (remedies?: readonly Remedy[]) => void) => void;

/** What a device knows of itself. */
export type DeviceEvidence = Omit<Evidence, 'log'> & { readonly log: LogBook };

/** Explains what is not plotted; has it looked at once a second at most, however often it is asked. */
export class Troubles {
  private last: readonly Explanation[] = [];
  private lastMs = -Infinity;
  private lastKey = '';
  private isLooking = false;
  private readonly waiting: ((explained: readonly Explanation[]) => void)[] = [];

  /** `onChange` is called when there is something new to be said. */
  constructor(
    private readonly nowMs: NowMs,
    private readonly inquire: Inquire,
    private readonly onChange: () => void,
  ) {}

  /** What is known: see `explain` of the decoders. */
  explain(evidence: DeviceEvidence): readonly Explanation[] {
    this.look(evidence);
    return this.last;
  }

  /** The same, once what is being looked at is known. */
  explained(evidence: DeviceEvidence): Promise<readonly Explanation[]> {
    this.look(evidence);
    return this.isLooking
      ? new Promise((resolve) => this.waiting.push(resolve))
      : Promise.resolve(this.last);
  }

  private look({ log, rejections, ...known }: DeviceEvidence): void {
    const { format, bytesIn, samples } = known;
    const nowMs = this.nowMs();
    const key = [format?.kind, bytesIn, samples, rejections.length, log.total].join();
    if (this.isLooking || key === this.lastKey || nowMs - this.lastMs < FRESH_MS) return;
    this.lastMs = nowMs;
    this.lastKey = key;
    this.isLooking = true;
    // As it is now: more may have come when the answer does.
    const evidence = { ...known, rejections: [...rejections], log: log.last(LOG_LINES) };
    this.inquire(inquiryOf(evidence), (remedies = []) => {
      this.isLooking = false;
      this.last = explain(evidence, remedies);
      for (const tell of this.waiting.splice(0)) tell(this.last);
      this.onChange();
    });
  }
}

import { explain, type Evidence, type Explanation } from '../decode/explain';
import type { NowMs } from '../model';
import type { LogBook } from './logBook';

/** Looked at anew after so long, and only when something has come. */
const FRESH_MS = 1000;
const LOG_LINES = 40;

/** Explains what is not plotted, at most once a second however often it is asked. */
export class Troubles {
  private last: readonly Explanation[] = [];
  private lastMs = -Infinity;
  private lastKey = '';

  constructor(private readonly nowMs: NowMs) {}

  /** See `explain`. */
  explain(evidence: Omit<Evidence, 'log'> & { readonly log: LogBook }): readonly Explanation[] {
    const { format, bytesIn, samples, rejections, log } = evidence;
    const nowMs = this.nowMs();
    const key = [format?.kind, bytesIn, samples, rejections.length, log.total].join();
    if (key === this.lastKey || nowMs - this.lastMs < FRESH_MS) return this.last;
    this.lastMs = nowMs;
    this.lastKey = key;
    this.last = explain({ ...evidence, log: log.last(LOG_LINES) });
    return this.last;
  }
}

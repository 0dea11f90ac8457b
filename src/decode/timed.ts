import type { SampleBatch } from '../model';
import type { TextTime } from '../wireFormat';
import type { ColumnKey } from './columns';
import { ROW_STAMP, type Fields, type LineGrammar, type Verdict } from './fields';
import { UNIT_MS } from './timeUnits';

/** A grammar one of whose channels is the time of its lines. */
export class TimedGrammar implements LineGrammar {
  private readonly wrapMs: number | undefined;
  /** The keys of the grammar, with the time of the device. */
  private readonly timed = new WeakMap<ColumnKey, ColumnKey>();

  constructor(
    private readonly grammar: LineGrammar,
    private readonly time: TextTime,
  ) {
    this.wrapMs = time.wrap === undefined ? undefined : time.wrap * UNIT_MS[time.unit];
  }

  get headers(): Pick<SampleBatch, 'pendingHeader' | 'header'> {
    return this.grammar.headers ?? {};
  }

  parse(bytes: Buffer, start: number, end: number, fields: Fields): Verdict {
    const verdict = this.grammar.parse(bytes, start, end, fields);
    if (verdict !== 'telemetry') return verdict;
    const at = this.placeOfTime(fields);
    if (at < 0) return 'telemetry';
    if (!Number.isFinite(fields.values[at])) {
      return { cause: 'decode', detail: `${String(this.time.channel)}: not a time` };
    }
    for (let n = 0; n < fields.count; n++) {
      const key = fields.keys[n];
      if (n === at) fields.keys[n] = ROW_STAMP;
      else if (typeof key !== 'number') fields.keys[n] = this.timedKey(key);
    }
    return 'telemetry';
  }

  private placeOfTime(fields: Fields): number {
    const { channel } = this.time;
    if (typeof channel === 'number') return channel <= fields.count ? channel - 1 : -1;
    for (let n = 0; n < fields.count; n++) {
      const key = fields.keys[n];
      if (typeof key !== 'number' && key.name === channel) return n;
    }
    return -1;
  }

  private timedKey(key: ColumnKey): ColumnKey {
    let timed = this.timed.get(key);
    if (timed === undefined) {
      const wrap = this.wrapMs === undefined ? {} : { wrapMs: this.wrapMs };
      timed = { ...key, deviceTime: true, ...wrap };
      this.timed.set(key, timed);
    }
    return timed;
  }
}

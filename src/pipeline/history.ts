import type { Column, ColumnMeta, NamedColumn, SampleBatch } from '../model';
import { DeviceTime } from './deviceTime';
import { SequenceGaps } from './sequenceGaps';
import { TextNumbers } from './textNumbers';

export type { NamedColumn } from '../model';

/** What a reader of the stream wants other than usual. */
export interface HistoryOptions {
  /** True leaves device times on the device's clock, unwrapped. */
  readonly keepDeviceTime?: boolean;
}

/**
 * What needs the frames before: names of CSV columns from the header in force, the device's time stamps laid on the
 * host's clock, numbers of texts, and gaps in sequence numbers. Fed in order, one per stream.
 */
export class StreamHistory {
  private header: readonly string[] = [];
  private pending: readonly string[] | undefined;
  private readonly deviceTime: DeviceTime;
  private readonly texts = new TextNumbers();
  private readonly gaps = new SequenceGaps();

  constructor({ keepDeviceTime = false }: HistoryOptions = {}) {
    this.deviceTime = new DeviceTime(!keepDeviceTime);
  }

  /** Frames that sequence numbers show to be missing. */
  get framesMissing(): number {
    return this.gaps.framesMissing;
  }

  /** The batch's columns, named and timed. */
  resolve(batch: SampleBatch): NamedColumn[] {
    this.adoptPending(batch);
    const times = this.deviceTime.resolve(batch.columns, batch.lastGoodMs);
    const named = batch.columns.map((column, i) => this.name(column, times[i]));
    for (const column of batch.columns) this.gaps.observe(column);
    if (batch.header !== undefined) this.header = batch.header;
    if (batch.pendingHeader !== undefined || batch.samples > 0) this.pending = batch.pendingHeader;
    return named;
  }

  /** A header row that ended the last batch counts when this one's rows have as many fields. */
  private adoptPending(batch: SampleBatch): void {
    if (this.pending === undefined) return;
    const positions = batch.columns.filter((c) => c.position !== undefined).length;
    if (positions === this.pending.length) this.header = this.pending;
  }

  private name(column: Column, times: Float64Array): NamedColumn {
    const { position, values, min, max } = column;
    const [name, unit] =
      position === undefined || position >= this.header.length
        ? [column.name, column.unit]
        : splitUnit(this.header[position], column.unit);
    const texts = column.isText === true ? this.texts.resolve(column) : undefined;
    return { name, unit, times, values, min, max, ...metaOf(column), ...texts };
  }
}

function metaOf({ labels, isText, point, noPlot }: Column): ColumnMeta {
  return {
    ...(labels === undefined ? {} : { labels }),
    ...(isText === undefined ? {} : { isText }),
    ...(point === undefined ? {} : { point }),
    ...(noPlot === undefined ? {} : { noPlot }),
  };
}

/** `temp [degC]` and `temp (degC)` carry their unit with them. */
function splitUnit(field: string, unit: string): [string, string] {
  const match = /^(.*?)\s*[[(]([^\])]{1,16})[\])]$/.exec(field);
  return match === null || match[1] === '' ? [field, unit] : [match[1], match[2]];
}

import type { Column, NamedColumn, SampleBatch } from '../model';

export type { NamedColumn } from '../model';

/** The device's clock is anchored anew when it runs ahead of the port, or falls behind, by more. */
const REANCHOR_MS = 2000;

/**
 * What needs the frames before: names of CSV columns from the header in force, and the device's
 * time stamps laid on the host's clock. Fed in order, one per stream.
 */
export class StreamHistory {
  private header: readonly string[] = [];
  private pending: readonly string[] | undefined;
  private deviceOffsetMs = NaN;

  /** The batch's columns, named and timed. */
  resolve(batch: SampleBatch): NamedColumn[] {
    this.adoptPending(batch);
    const named = batch.columns.map((column) => this.name(column, batch.lastGoodMs));
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

  private name(column: Column, portMs: number): NamedColumn {
    const { position, values, min, max } = column;
    const [name, unit] =
      position === undefined || position >= this.header.length
        ? [column.name, column.unit]
        : splitUnit(this.header[position], column.unit);
    const times = column.deviceTime ? this.toHostTime(column.times, portMs) : column.times;
    return { name, unit, times, values, min, max };
  }

  private toHostTime(deviceMs: Float64Array, portMs: number): Float64Array {
    const last = deviceMs[deviceMs.length - 1];
    if (!(Math.abs(last + this.deviceOffsetMs - portMs) <= REANCHOR_MS)) {
      this.deviceOffsetMs = portMs - last;
    }
    return deviceMs.map((ms) => ms + this.deviceOffsetMs);
  }
}

/** `temp [degC]` and `temp (degC)` carry their unit with them. */
function splitUnit(field: string, unit: string): [string, string] {
  const match = /^(.*?)\s*[[(]([^\])]{1,16})[\])]$/.exec(field);
  return match === null || match[1] === '' ? [field, unit] : [match[1], match[2]];
}

import { rangeOf } from '../decode/columns';
import { TextTable } from '../decode/textTable';
import type { Column } from '../model';

const MAX_COLUMNS = 1024;
/** A script that gives more of one block has lost its way. */
const MAX_SAMPLES = 1 << 20;

interface OpenColumn {
  readonly name: string;
  unit: string;
  readonly deviceTime: boolean;
  readonly texts: TextTable | undefined;
  count: number;
}

/** The samples that a script gives of one job, in the order in which it gives them. */
export class ScriptColumns {
  private readonly open: OpenColumn[] = [];
  private readonly byKey = new Map<string, number>();
  private readonly columnOf: number[] = [];
  private readonly times: number[] = [];
  private readonly values: number[] = [];

  get samples(): number {
    return this.values.length;
  }

  /** Adds one sample. Throws a RangeError when there are too many. */
  add(
    name: string,
    unit: string,
    value: number | string,
    timeMs: number,
    deviceTime: boolean,
  ): void {
    if (this.values.length === MAX_SAMPLES) {
      throw new RangeError(`More than ${MAX_SAMPLES} samples of one block.`);
    }
    const index = this.indexOf(name, unit, typeof value === 'string', deviceTime);
    const { texts } = this.open[index];
    this.columnOf.push(index);
    this.times.push(timeMs);
    this.values.push(typeof value === 'number' ? value : (texts?.numberOf(value) ?? NaN));
  }

  /** Where it stands now, to come back to. */
  mark(): { readonly samples: number; readonly channels: number } {
    return { samples: this.values.length, channels: this.open.length };
  }

  /** Takes back all that was added since the mark, channels as well. */
  cut({ samples, channels }: ReturnType<ScriptColumns['mark']>): void {
    this.columnOf.length = samples;
    this.times.length = samples;
    this.values.length = samples;
    this.open.length = channels;
    for (const [key, index] of this.byKey) if (index >= channels) this.byKey.delete(key);
  }

  /** All of them as columns over one buffer. */
  finish(): { columns: Column[]; samples: number; nonFinite: number } {
    const { open, columnOf, samples } = this;
    for (const index of columnOf) open[index].count++;
    const all = new Float64Array(samples * 2);
    let from = 0;
    const sorted = open.map(({ count }) => {
      const times = all.subarray(from, from + count);
      const values = all.subarray(from + count, from + 2 * count);
      from += 2 * count;
      return { times, values, next: 0 };
    });
    columnOf.forEach((index, i) => {
      const column = sorted[index];
      column.times[column.next] = this.times[i];
      column.values[column.next++] = this.values[i];
    });
    let nonFinite = 0;
    const columns: Column[] = [];
    open.forEach(({ name, unit, deviceTime, texts, count }, i) => {
      if (count === 0) return;
      const { times, values } = sorted[i];
      const range = rangeOf(values);
      nonFinite += range.nonFinite;
      const { min, max } = range;
      const meta = texts === undefined ? {} : { isText: true, labels: texts.labels };
      columns.push({ name, unit, deviceTime, times, values, min, max, ...meta });
    });
    return { columns, samples, nonFinite };
  }

  private indexOf(name: string, unit: string, isText: boolean, deviceTime: boolean): number {
    const key = `${deviceTime ? 'd' : 'p'}${isText ? 't' : 'n'}:${name}`;
    const known = this.byKey.get(key);
    if (known !== undefined) {
      this.open[known].unit ||= unit;
      return known;
    }
    if (this.open.length === MAX_COLUMNS) {
      throw new RangeError(`More than ${MAX_COLUMNS} channels of one block.`);
    }
    this.byKey.set(key, this.open.length);
    const texts = isText ? new TextTable() : undefined;
    this.open.push({ name, unit, deviceTime, texts, count: 0 });
    return this.open.length - 1;
  }
}

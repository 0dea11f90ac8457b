import { TextTable } from '../decode/textTable';
import type { Column } from '../model';

const MAX_CHANNELS = 256;

/** Values of a text channel under numbers that hold for the whole stream. */
export type NumberedTexts = Pick<Column, 'values' | 'min' | 'max' | 'labels'>;

/** Gives each text of a channel one number for good, where batches number theirs anew. Fed in stream order. */
export class TextNumbers {
  private readonly tables = new Map<string, TextTable>();

  /** The column's values and labels for good; undefined when there are too many text channels. */
  resolve({ name, values, labels }: Column): NumberedTexts | undefined {
    const table = this.tableOf(name);
    if (table === undefined || labels === undefined) return undefined;
    let min = Infinity;
    let max = -Infinity;
    const numbers = values.map((value) => {
      const text = labels.get(value);
      const number = text === undefined ? NaN : table.numberOf(text);
      if (number < min) min = number;
      if (number > max) max = number;
      return number;
    });
    return { values: numbers, min, max, labels: table.labels };
  }

  private tableOf(name: string): TextTable | undefined {
    let table = this.tables.get(name);
    if (table === undefined && this.tables.size < MAX_CHANNELS) {
      table = new TextTable();
      this.tables.set(name, table);
    }
    return table;
  }
}

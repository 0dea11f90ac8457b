import { meaningText, type Meaning } from '../src/meaningText';
import type { Statistics } from '../src/model';

/** One channel of the table as it is copied. */
export interface TableRow {
  readonly label: string;
  readonly unit: string;
  readonly latest: number;
  readonly meaning?: Meaning;
  /** Undefined while the host has not counted yet. */
  readonly row: Statistics | undefined;
}

/** The table with tabs between its cells: plain numbers at full precision, as a spreadsheet reads them. */
export function tableText(headings: readonly string[], rows: readonly TableRow[]): string {
  const number = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? '' : String(value);
  const lines = rows.map(({ label, unit, latest: known, meaning, row }) => {
    const latest = row?.latest ?? known;
    const isText = meaning?.isText === true;
    const numbers = [row?.min, row?.max, row?.mean, row?.deviation];
    const text = isText ? meaningText(latest, meaning) : undefined;
    return [
      oneLine(label),
      unit,
      text === undefined ? number(latest) : oneLine(text),
      ...numbers.map((one) => (isText ? '' : number(one))),
      number(row?.rate),
      number(row?.count),
    ].join('\t');
  });
  return [headings.join('\t'), ...lines].join('\n');
}

function oneLine(text: string): string {
  return text.replaceAll(/[\t\r\n]/g, ' ');
}

import type { Statistics } from '../src/model';

/** One channel of the table as it is copied. */
export interface TableRow {
  readonly label: string;
  readonly unit: string;
  readonly latest: number;
  /** Undefined while the host has not counted yet. */
  readonly row: Statistics | undefined;
}

/** The table with tabs between its cells: plain numbers at full precision, as a spreadsheet reads them. */
export function tableText(headings: readonly string[], rows: readonly TableRow[]): string {
  const number = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? '' : String(value);
  const lines = rows.map(({ label, unit, latest, row }) =>
    [
      label.replaceAll(/[\t\r\n]/g, ' '),
      unit,
      ...[row?.latest ?? latest, row?.min, row?.max, row?.mean, row?.deviation, row?.rate].map(
        number,
      ),
      number(row?.count),
    ].join('\t'),
  );
  return [headings.join('\t'), ...lines].join('\n');
}

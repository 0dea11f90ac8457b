import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { decodeRows } from './decode';
import { measure, type BenchResult, type BenchRow } from './harness';

/** Every group of rows; a new one is a file beside this and a line here. */
const groups: readonly (() => readonly BenchRow[])[] = [decodeRows];

function millions(rate: number): string {
  return (rate / 1e6).toFixed(rate < 1e7 ? 2 : 1).padStart(8);
}

function printed(result: BenchResult): string {
  const { name, min, median, max, reference, ratio, against } = result;
  const figures = [min, median, max, reference].map(millions).join(' ');
  return `${name.padEnd(22)}${figures} ${ratio.toFixed(2).padStart(7)}  M ${result.unit}; ${against}`;
}

function main(): void {
  const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
  const rows = groups.flatMap((group) => group());
  const chosen = rows.filter((row) => values.only === undefined || row.name === values.only);
  if (chosen.length === 0) {
    const names = rows.map((row) => row.name).join(', ');
    throw new Error(`No row is named ${String(values.only)}. Rows: ${names}.`);
  }
  console.log(
    `${os.cpus()[0]?.model ?? process.arch}, ${String(os.cpus().length)} cores, Node ${process.version}`,
  );
  const heads = ['min', 'median', 'max', 'ref'].map((head) => head.padStart(8)).join(' ');
  console.log(`${'name'.padEnd(22)}${heads} ${'ratio'.padStart(7)}`);
  const results = chosen.map((row) => {
    const result = measure(row);
    console.log(printed(result));
    return result;
  });
  if (values.json === undefined) return;
  const entries = results.map(({ name, median, unit, reference, ratio }) => [
    name,
    { median, unit, reference, ratio },
  ]);
  writeFileSync(values.json, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

main();

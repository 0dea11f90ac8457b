import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { decodeBenches } from './decode';
import { deviceBenches } from './devices';
import { formatBenches } from './formatBenches';
import { related, type Bench, type Figure } from './harness';
import { haltBenches } from './host/debugHalt';
import { workbenchBenches } from './host/workbench';
import { latencyBenches } from './latency';
import { memoryBenches } from './memory';
import { pathBenches } from './path';
import { queueBenches } from './queue';
import { renderBenches } from './render';
import { serialBenches } from './serial';
import { entryOf, headLine, lineOf, type Entry } from './table';

/** All there is to measure, in the order of the table. */
const benches: readonly Bench[] = [
  ...decodeBenches(),
  ...formatBenches(),
  ...pathBenches(),
  ...latencyBenches(),
  ...queueBenches(),
  ...memoryBenches(),
  ...deviceBenches(),
  ...serialBenches(),
  ...renderBenches(),
  ...workbenchBenches(),
  ...haltBenches(),
];

/** A process of its own must not take longer. */
const LIMIT_MS = 300_000;

interface Outcome {
  readonly entries: readonly (readonly [string, Entry])[];
  readonly failed: readonly string[];
}

/** Measures one bench in this process, and has kept what is known as soon as it is. */
async function measure(
  bench: Bench,
  only: string | undefined,
  keep: (entries: Outcome['entries']) => void,
): Promise<void> {
  const wanted = (name: string) => only === undefined || related(name, only);
  const tell = (figures: readonly Figure[]) => {
    const chosen = figures.filter(({ name }) => wanted(name));
    for (const figure of chosen) console.log(lineOf(figure));
    keep(chosen.map((figure) => [figure.name, entryOf(figure)] as const));
  };
  tell(await bench.run(wanted, tell));
}

/**
 * Measures each bench in a process of its own: what one has compiled, kept or left running must not
 * show in another, and one that fails does not end the rest.
 */
function measureApart(chosen: readonly Bench[], only: string | undefined): Outcome {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'telemetryhub-bench-'));
  const file = path.join(folder, 'one.json');
  const entries: (readonly [string, Entry])[] = [];
  const failed: string[] = [];
  for (const bench of chosen) {
    const which = ['--alone', String(benches.indexOf(bench)), '--json', file];
    const filter = only === undefined ? [] : ['--only', only];
    const args = ['--expose-gc', '--enable-source-maps', __filename, ...which, ...filter];
    const { limitMs: timeout = LIMIT_MS } = bench;
    rmSync(file, { force: true });
    const options = { stdio: 'inherit', timeout, killSignal: 'SIGTERM' } as const;
    const { status } = spawnSync(process.execPath, args, options);
    const measured = read(file);
    entries.push(...Object.entries(measured));
    if (status === 0) continue;
    const asked = bench.names.filter((name) => only === undefined || related(name, only));
    const missing = asked.filter(
      (name) => !Object.keys(measured).some((one) => related(one, name)),
    );
    failed.push(...(missing.length > 0 ? missing : asked.slice(-1)));
  }
  rmSync(folder, { recursive: true, force: true });
  return { entries, failed };
}

/** What a process has measured until it ended, however it did. */
function read(file: string): Record<string, Entry> {
  if (!existsSync(file)) return {};
  // This file's own form.
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Entry>;
}

function write(file: string, entries: Outcome['entries']): void {
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

function choose(only: string | undefined): readonly Bench[] {
  const chosen = benches.filter(
    ({ names }) => only === undefined || names.some((name) => related(name, only)),
  );
  if (chosen.length > 0) return chosen;
  const names = benches.flatMap((bench) => bench.names).join(', ');
  throw new Error(`Nothing is named ${String(only)}. There is: ${names}.`);
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { json: text, only: text, alone: text } });
  const { json, only, alone } = values;
  let outcome: Outcome;
  if (alone === undefined) {
    const cpu = os.cpus()[0]?.model ?? process.arch;
    console.log(`${cpu}, ${String(os.cpus().length)} cores, Node ${process.version}`);
    console.log(headLine());
    const startMs = performance.now();
    outcome = measureApart(choose(only), only);
    console.log(`${((performance.now() - startMs) / 60_000).toFixed(1)} min`);
  } else {
    // Ends as a process does that has come to its end: what it has started goes with it.
    process.once('SIGTERM', () => process.exit(1));
    const entries: (readonly [string, Entry])[] = [];
    await measure(benches[Number(alone)], only, (more) => {
      entries.push(...more);
      if (json !== undefined) write(json, entries);
    });
    outcome = { entries, failed: [] };
  }
  if (json !== undefined) write(json, outcome.entries);
  for (const name of outcome.failed) console.error(`${name}: could not be measured, see above`);
  process.exit(outcome.failed.length > 0 ? 1 : 0);
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});

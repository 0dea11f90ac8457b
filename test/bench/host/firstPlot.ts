import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../../scripts/bootstrap.mjs';
import { oneFileAtFirst, readAtOnce } from '../../../scripts/parts.mjs';
import type { Figure } from '../harness';
import { barePagePath } from '../paths';
import type { BenchHost } from './benchHost';

const RUNS = 3;

/** From a command in a fresh window to a curve. */
export async function measureFirstPlot(host: BenchHost): Promise<Figure[]> {
  host.board.start(8000, 8);
  const simulator: number[] = [];
  const port: number[] = [];
  const bare: number[] = [];
  const { probe, board } = host;
  const script = readFileSync(barePagePath, 'utf8');
  for (let i = 0; i < RUNS; i++) {
    await host.restart();
    simulator.push(await probe.ask('firstCurve', { command: 'telemetryhub.startSimulator' }));
    await host.restart();
    bare.push(await probe.ask('bareCurve', { script }));
    await host.restart();
    // Last, so that somebody reads the port when the board is stopped: its writes wait for that.
    const command = 'telemetryhub.connectSerial';
    port.push(await probe.ask('firstCurve', { command, argument: board.path }));
  }
  await host.board.stop();
  const goal = { of: 'median', atMost: 500 } as const;
  const what = 'command -> first curve reported by the page, extension not active before';
  const against = (source: string) => `${what}; ${source}; an empty page with a canvas`;
  const common = { unit: 'ms', reference: bare, goal };
  return [
    { name: 'first.plot', values: simulator, against: against('simulator'), ...common },
    { name: 'first.plot.serial', values: port, against: against('PTY'), ...common },
  ];
}

/** What activation takes, and the bundle it has to read. */
export async function measureActivation(host: BenchHost): Promise<Figure[]> {
  const runs: { loadMs: number; activateMs: number }[] = [];
  for (let i = 0; i < RUNS; i++) {
    await host.restart();
    runs.push(await host.probe.ask('activate', {}));
  }
  const { atOnce, all } = await packedBytes();
  return [
    {
      name: 'activate',
      unit: 'ms',
      values: runs.map(({ activateMs }) => activateMs),
      against: 'activate() until it resolves',
      goal: { of: 'median', atMost: 20 },
    },
    {
      name: 'activate.load',
      unit: 'ms',
      values: runs.map(({ loadMs }) => loadMs),
      against: 'reading and compiling the bundle before that',
    },
    {
      name: 'activate.bundle',
      unit: 'kB',
      values: [atOnce / 1000],
      against: `what activation reads, minified; with all that is loaded later ${(all / 1000).toFixed(0)} kB`,
      goal: { of: 'median', atMost: 150 },
    },
  ];
}

/** Bytes of the host's bundle as `npm run package` makes it: what is read at once, and all parts of it. */
async function packedBytes(): Promise<{ atOnce: number; all: number }> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/extension.ts'],
    outdir: 'dist',
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    splitting: true,
    target: 'node22',
    external: ['vscode'],
    legalComments: 'none',
    metafile: true,
    write: false,
    plugins: [oneFileAtFirst(path.join(root, 'src', 'extension.ts'))],
  });
  const { outputs } = metafile;
  const sum = (files: readonly string[]) => files.reduce((n, f) => n + outputs[f].bytes, 0);
  return { atOnce: sum(readAtOnce(outputs, 'dist/extension.js')), all: sum(Object.keys(outputs)) };
}

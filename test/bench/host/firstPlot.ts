import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../../scripts/bootstrap.mjs';
import { oneFileAtFirst, readAtOnce } from '../../../scripts/parts.mjs';
import { untilQuiet, type Figure } from '../harness';
import { barePagePath } from '../paths';
import type { ProbeRequests } from '../probe/requests';
import type { BenchHost } from './benchHost';
import { firstPaintedMs, watchFirst } from './drawnLog';

const RUNS = 3;
const SIMULATOR = 'telemetryhub.startSimulator';
const SERIAL = 'telemetryhub.connectSerial';

/** From a command in a fresh window to a curve; what activation takes of it, and the bundle it has to read. */
export async function measureStart(
  host: BenchHost,
  wanted: (name: string) => boolean,
): Promise<Figure[]> {
  const plots: Plots = { simulator: [], port: [], bare: [] };
  const activations: ProbeRequests['activate']['answer'][] = [];
  const { probe, board, workbench } = host;
  const firstCurve = async (command: string, argument?: string) => {
    const startMs = await probe.ask('firstCurve', { command, argument });
    return (await firstPaintedMs(workbench)) - startMs;
  };
  const script = readFileSync(barePagePath, 'utf8');
  const wantsPlots = wanted('first.plot');
  if (wantsPlots) {
    await watchFirst(workbench);
    board.start(8000, 8);
  }
  for (let i = 0; i < RUNS; i++) {
    if (wantsPlots) {
      await host.restart();
      plots.simulator.push(await firstCurve(SIMULATOR));
    }
    await host.restart();
    if (wantsPlots) {
      const startMs = await probe.ask('bareCurve', { script });
      plots.bare.push((await firstPaintedMs(workbench)) - startMs);
      await probe.ask('closeBare', {});
      await untilQuiet();
    }
    activations.push(await probe.ask('activate', {}));
    if (!wantsPlots) continue;
    await host.restart();
    // Last, so that somebody reads the port when the board is stopped: its writes wait for that.
    plots.port.push(await firstCurve(SERIAL, board.path));
  }
  if (wantsPlots) await board.stop();
  return [...(await activationFigures(activations)), ...(wantsPlots ? plotFigures(plots) : [])];
}

interface Plots {
  readonly simulator: number[];
  readonly port: number[];
  readonly bare: number[];
}

function plotFigures({ simulator, port, bare }: Plots): Figure[] {
  const goal = { of: 'median', atMost: 500 } as const;
  const what = 'command -> first curve painted, extension not active before';
  const against = (source: string) => `${what}; ${source}; an empty page with a canvas`;
  const common = { unit: 'ms', reference: bare, goal };
  return [
    { name: 'first.plot', values: simulator, against: against('simulator'), ...common },
    { name: 'first.plot.serial', values: port, against: against('PTY'), ...common },
  ];
}

async function activationFigures(
  runs: readonly ProbeRequests['activate']['answer'][],
): Promise<Figure[]> {
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

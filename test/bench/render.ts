import { openBrowser } from '../ui/webviewPage';
import { median, percentile, type Bench, type Figure } from './harness';
import type { DrawerKind, FrameTimes } from './page/messages';
import { serveRender } from './renderServer';

const WARM_UP_MS = 700;
const RUN_MS = 1000;

/** Our stage cannot be taken off a page, so it comes last. */
const ORDER: readonly DrawerKind[] = [
  ...(['canvas', 'chartjs', 'canvas', 'chartjs', 'canvas', 'chartjs'] as const),
  ...(['own', 'own', 'own'] as const),
];

interface Load {
  readonly name: string;
  readonly points: number;
  /** Frame interval against the plain canvas. */
  readonly interval: number | undefined;
}

const LOADS: readonly Load[] = [
  { name: '10k', points: 10_000, interval: undefined },
  { name: '1M', points: 1_000_000, interval: 1.2 },
  { name: '100M', points: 100_000_000, interval: 1.5 },
];

/**
 * Eight series in one plot in Chromium, 10 s in view, streaming: script of the page's thread a frame, and the time
 * between frames; against Chart.js and a plain canvas, which get the same columns.
 */
export function renderBenches(): Bench[] {
  return LOADS.map((load) => ({
    names: [`render.frame.${load.name}`],
    run: async () => {
      const browser = await openBrowser();
      const { origin, close } = await serveRender();
      const page = await browser.newPage({ viewport: { width: 1000, height: 660 } });
      page.on('pageerror', (error) => {
        console.error(error);
      });
      await page.goto(origin);
      await page.evaluate(`bench.fill(${load.points})`);
      const runs = { own: [], chartjs: [], canvas: [] } as Record<DrawerKind, FrameTimes[]>;
      for (const kind of ORDER) {
        runs[kind].push(await page.evaluate(`bench.run('${kind}', ${WARM_UP_MS}, ${RUN_MS})`));
      }
      await browser.close();
      close();
      return figures(load, runs);
    },
  }));
}

function figures(
  { name, interval }: Load,
  { own, chartjs, canvas }: Readonly<Record<DrawerKind, readonly FrameTimes[]>>,
): Figure[] {
  const script = (runs: readonly FrameTimes[]) => runs.map((run) => median(run.script));
  const frames = (runs: readonly FrameTimes[]) => runs.map((run) => median(run.interval));
  const p95 = (runs: readonly FrameTimes[]) => runs.map((run) => percentile(run.interval, 0.95));
  const base = `render.frame.${name}`;
  return [
    {
      name: base,
      unit: 'ms',
      values: script(own),
      reference: script(chartjs),
      against: 'script a frame, p50; Chart.js tuned, same columns',
      goal: { of: 'median', atMost: 1 },
    },
    {
      name: `${base}.ratio`,
      unit: 'ms',
      values: script(own),
      reference: script(chartjs),
      against: 'the same, as a ratio',
      goal: { of: 'ratio', atMost: 0.25 },
    },
    {
      name: `${base}.canvas`,
      unit: 'ms',
      values: script(own),
      reference: script(canvas),
      against: 'script a frame, p50; plain canvas without axes',
    },
    {
      name: `${base}.interval`,
      unit: 'ms',
      values: frames(own),
      reference: frames(canvas),
      against: 'frame interval p50; plain canvas',
      ...(interval === undefined ? {} : { goal: { of: 'ratio', atMost: interval } as const }),
    },
    {
      name: `${base}.interval.p95`,
      unit: 'ms',
      values: p95(own),
      reference: p95(canvas),
      against: 'frame interval p95; plain canvas',
    },
  ];
}

import { nowMs, pause, percentile, type Figure } from '../harness';
import { deviceId, type BenchHost } from './benchHost';
import { besideLeast } from './besideLeast';
import { takePictures, watchPictures, type Picture } from './drawnLog';

const RUNS = 3;
const WARM_UP_MS = 1000;
/** A stream has been caught up with when less than this waits: 20 ms of the fastest. */
const CAUGHT_UP_BYTES = 256 << 10;
const SETTLE_LIMIT_MS = 8000;
const SETTLE_STEP_MS = 20;
const RUN_MS = 1000;
const DRAIN_MS = 500;
/** With a reference where the rate is an end of the range: all of them would take half a minute more. */
const RATES = [
  { name: '1k', samplesPerS: 1000, hasBare: true },
  { name: '20k', samplesPerS: 20_000, hasBare: false },
  { name: '100k', samplesPerS: 100_000, hasBare: false },
  { name: '1M', samplesPerS: 1_000_000, hasBare: true },
];
const CHANNELS = [1, 8];
/** Rows are written once a millisecond, so what came between two pictures was written at such a pace. */
const STEP_MS = 1;
const BARE = 'read in the host, a canvas, no decoding';

interface Lags {
  /** Of each run, from write to picture. */
  readonly lags: readonly (readonly number[])[];
  /** Of each run, from store to picture. */
  readonly render: readonly (readonly number[])[];
}

interface Outcome extends Lags {
  readonly channels: number;
  readonly rate: string;
  /** The same rows, plotted by the least that does it; undefined where that was not measured. */
  readonly bare: Lags | undefined;
  /** From the first picture until nothing waited that had gathered meanwhile. */
  readonly settleMs: number;
  readonly sent: number;
  readonly stored: number;
}

/** A row written into a PTY -> drawn in the real workbench; and what of that lies behind the store. */
export async function measureLag(
  host: BenchHost,
  wanted: (name: string) => boolean,
): Promise<Figure[]> {
  await host.restart();
  const outcomes: Outcome[] = [];
  for (const channels of CHANNELS) {
    for (const rate of RATES) {
      const isRender = rate.samplesPerS === 1000 && channels === 8 && wanted('render.latency');
      if (!wanted(nameOf(rate.name, channels)) && !isRender) continue;
      outcomes.push(await measure(host, rate, channels));
    }
  }
  return [...renderFigures(outcomes), ...outcomes.flatMap(lagFigures)];
}

function nameOf(rate: string, channels: number): string {
  return `live.lag.${rate}x${channels}`;
}

async function measure(
  host: BenchHost,
  { name: rate, samplesPerS, hasBare }: (typeof RATES)[number],
  channels: number,
): Promise<Outcome> {
  const { board, probe, workbench } = host;
  const id = deviceId(channels);
  await host.run('telemetryhub.start', id);
  await host.run('telemetryhub.openPlot', id);
  const before = (await host.device(channels)).samples;
  board.start(samplesPerS, channels);
  await workbench.plotDrawn();
  const settleMs = await settle(host, channels);
  await probe.ask('watchStore', { id });
  const lags = await watch(host);
  const sent = await board.stop();
  await pause(DRAIN_MS);
  const counted = await host.device(channels);
  await host.run('telemetryhub.stop', id);
  // The next plot is a new one, whose first picture shows that its samples come.
  await host.run('workbench.action.closeAllEditors');
  const stored = counted.samples - before;
  const bare = hasBare
    ? await besideLeast(host, samplesPerS, channels, () => watch(host))
    : undefined;
  return { channels, rate, ...lags, bare, settleMs, sent, stored };
}

/** Waits until the host has caught up with what came while the page was made; in milliseconds, the limit where it has not. */
async function settle(host: BenchHost, channels: number): Promise<number> {
  const startMs = nowMs();
  while (nowMs() - startMs < SETTLE_LIMIT_MS) {
    if ((await host.device(channels)).waiting < CAUGHT_UP_BYTES) return nowMs() - startMs;
    await pause(SETTLE_STEP_MS);
  }
  return SETTLE_LIMIT_MS;
}

/** Looks at what the page in front draws. */
async function watch({ workbench, probe, board }: BenchHost): Promise<Lags> {
  // Columns without a header are numbered.
  await watchPictures(workbench, '/value 1');
  await pause(WARM_UP_MS);
  await takePictures(workbench);
  const runs: (readonly Picture[])[] = [];
  for (let i = 0; i < RUNS; i++) {
    await pause(RUN_MS);
    runs.push(await takePictures(workbench));
  }
  const stored = await probe.ask('stored', {});
  const lost = runs.findIndex((pictures) => pictures.length < 2);
  if (lost >= 0) throw new Error(`Nothing was drawn in run ${lost + 1}.`);
  return {
    lags: runs.map((pictures) => lagsOf(pictures, board.baseMs)),
    render: runs.map((pictures) => renderOf(pictures, stored)),
  };
}

/** Of each millisecond of rows: from its writing to the first picture that holds it. */
function lagsOf(pictures: readonly Picture[], baseMs: number): number[] {
  const lags: number[] = [];
  for (let i = 1; i < pictures.length; i++) {
    const [newest, drawnMs] = pictures[i];
    for (let row = newest; row > pictures[i - 1][0]; row -= STEP_MS) {
      lags.push(drawnMs - (baseMs + row));
    }
  }
  return lags;
}

/** Of each picture: from the moment at which its newest sample was stored. */
function renderOf(
  pictures: readonly Picture[],
  stored: readonly (readonly [value: number, wallMs: number])[],
): number[] {
  const storedAt = new Map(stored);
  return pictures.flatMap(([value, drawnMs]) => {
    const atMs = storedAt.get(value);
    return atMs === undefined ? [] : [drawnMs - atMs];
  });
}

function renderFigures(outcomes: readonly Outcome[]): Figure[] {
  const slow = outcomes.find(({ channels, rate }) => channels === 8 && rate === '1k');
  if (slow === undefined) return [];
  return [0.95, 0.5].map((share) => ({
    name: share === 0.95 ? 'render.latency' : 'render.latency.p50',
    unit: 'ms',
    values: slow.render.map((list) => percentile(list, share)),
    ...referenceOf(slow.bare?.render, share),
    against: `p${share * 100}; sample stored -> painted, 8 channels at 1 k samples/s; ${BARE}`,
    ...(share === 0.95 ? { goal: { of: 'median', atMost: 33 } as const } : {}),
  }));
}

function referenceOf(
  runs: Lags['lags'] | undefined,
  share: number,
): { reference: readonly number[] } | undefined {
  return runs && { reference: runs.map((list) => percentile(list, share)) };
}

function lagFigures({ channels, rate, lags, bare, settleMs, sent, stored }: Outcome): Figure[] {
  const name = nameOf(rate, channels);
  return [
    {
      name,
      unit: 'ms',
      values: lags.map((list) => percentile(list, 0.95)),
      ...referenceOf(bare?.lags, 0.95),
      against: `p95; row written to the PTY -> painted${bare === undefined ? '' : `; ${BARE}`}`,
      goal: { of: 'median', atMost: 50 },
    },
    {
      name: `${name}.settle`,
      unit: 'ms',
      values: [settleMs],
      against: 'first picture -> all that came meanwhile is stored; lag is measured from then on',
    },
    {
      name: `${name}.kept`,
      unit: 'samples',
      values: [stored],
      reference: [sent],
      against: 'stored and in the plot; sent',
      goal: { of: 'ratio', atLeast: 1 },
    },
  ];
}

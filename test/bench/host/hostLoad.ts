import { pause, type Figure } from '../harness';
import type { ThreadLoad } from '../probe/requests';
import { deviceId, type BenchHost } from './benchHost';
import { besideLeast } from './besideLeast';

const RUNS = 3;
const STREAM = 1_000_000;
const CHANNELS = 8;
const WARM_UP_MS = 2000;
const BUSY_MS = 2000;
const BUSY_GOAL_PERCENT = 15;
const BARE_MS = 1000;
/** Three of them with the panel open and three with it hidden are the 30 s of the goal. */
const IDLE_MS = 5000;
/** From 16 s after its start on VS Code looks, every few seconds, for ports that programs listen on. */
const SETTLED_MS = 20_000;

/**
 * What a busy stream costs the one thread that all extensions share; beside it the same host before the stream, and for the
 * panel the least that plots: the same stream read in the thread itself, its last value sent to a canvas.
 */
export async function measureBusy(host: BenchHost): Promise<Figure[]> {
  await host.restart();
  const bare = await loads(host, BARE_MS);
  host.board.start(STREAM, CHANNELS);
  await host.run('telemetryhub.start', deviceId(CHANNELS));
  await pause(WARM_UP_MS);
  const hidden = await loads(host, BUSY_MS);
  await host.profile('host.busy');
  await host.run('telemetryhub.openPlot', deviceId(CHANNELS));
  await host.workbench.plotDrawn();
  await pause(WARM_UP_MS);
  const shown = await loads(host, BUSY_MS);
  await host.profile('host.busy.shown');
  const { dropped, rejected } = await host.device(CHANNELS);
  const sent = await host.board.stop();
  const stream = '1 M samples/s by PTY';
  await host.run('workbench.action.closeAllEditors');
  const least = await besideLeast(host, STREAM, CHANNELS, async () => {
    await pause(WARM_UP_MS);
    return loads(host, BUSY_MS);
  });
  const kept = `${stream}, ${dropped} + ${rejected} B of ${(sent / 1e6).toFixed(1)} M samples lost`;
  return [
    ...busyFigures('host.busy', { ours: hidden, other: bare, delayMs: 5 }, [
      `${kept}; panel hidden`,
      'the same host without us',
    ]),
    ...busyFigures('host.busy.shown', { ours: shown, other: least }, [
      `${stream}; panel shows 8 channels`,
      'read in this thread, a canvas, no decoding',
    ]),
  ];
}

/** What an open port costs while nothing arrives, beyond what VS Code itself costs. */
export async function measureIdle(host: BenchHost): Promise<Figure[]> {
  await host.restart();
  // What VS Code itself costs, the extension not loaded.
  await pause(SETTLED_MS);
  const bare = await loads(host, IDLE_MS);
  host.board.start(1000, CHANNELS);
  await host.run('telemetryhub.start', deviceId(CHANNELS));
  await host.run('telemetryhub.openPlot', deviceId(CHANNELS));
  await host.workbench.plotDrawn();
  await host.board.stop();
  await pause(WARM_UP_MS);
  const open = await loads(host, IDLE_MS);
  await host.profile('host.idle');
  const timersOpen = await host.probe.ask('timers', { forMs: IDLE_MS });
  await host.run('workbench.action.files.newUntitledFile');
  await pause(WARM_UP_MS);
  const hidden = await loads(host, IDLE_MS);
  const timersHidden = await host.probe.ask('timers', { forMs: IDLE_MS });
  const beyond = ({ cpuPercent }: ThreadLoad, i: number) =>
    Math.max(0, cpuPercent - bare[i].cpuPercent);
  const goal = { of: 'median', atMost: 0.5 } as const;
  const none = { of: 'median', atMost: 0 } as const;
  const cost = 'processor time of the thread beyond VS Code without us; port open, nothing comes';
  const timers = 'timers of ours set or fired in 5 s';
  return [
    {
      name: 'host.idle',
      unit: '%',
      values: open.map(beyond),
      against: `${cost}; panel open`,
      goal,
    },
    {
      name: 'host.idle.hidden',
      unit: '%',
      values: hidden.map(beyond),
      against: `${cost}; panel hidden`,
      goal,
    },
    {
      name: 'host.idle.timers',
      unit: '',
      values: [timersOpen, timersHidden],
      against: `${timers}; panel open, hidden`,
      goal: none,
    },
  ];
}

async function loads(host: BenchHost, forMs: number): Promise<ThreadLoad[]> {
  const list: ThreadLoad[] = [];
  for (let i = 0; i < RUNS; i++) list.push(await host.probe.ask('load', { forMs }));
  return list;
}

function busyFigures(
  name: string,
  runs: { ours: readonly ThreadLoad[]; other: readonly ThreadLoad[]; delayMs?: number },
  [what, against]: readonly [what: string, against: string],
): Figure[] {
  const { ours, other, delayMs } = runs;
  return [
    {
      name,
      unit: '%',
      values: ours.map(({ cpuPercent }) => cpuPercent),
      reference: other.map(({ cpuPercent }) => cpuPercent),
      against: `processor time of the thread; ${what}; ${against}`,
      goal: { of: 'median', atMost: BUSY_GOAL_PERCENT },
    },
    {
      name: `${name}.delay`,
      unit: 'ms',
      values: ours.map(({ delayP99Ms }) => delayP99Ms),
      reference: other.map(({ delayP99Ms }) => delayP99Ms),
      against: `event loop delay p99; ${against}`,
      ...(delayMs === undefined ? {} : { goal: { of: 'median', atMost: delayMs } as const }),
    },
  ];
}

import { NO_SCORE } from '../../src/fault/noScore';
import type { ChannelView, DeviceView, PlotView, ToWebview } from '../../src/protocol';
import { COUNTERS } from '../fixtures/counters';
import type { WebviewPage } from './webviewPage';

/** What a state message says beside its devices. */
export type StateChanges = Partial<Omit<Extract<ToWebview, { type: 'state' }>, 'type' | 'devices'>>;

/** 14:32:20 on some day, so that pictures of the same moment are the same. */
export const WALL_OFFSET_MS = Date.UTC(2026, 0, 5, 14, 32, 20) - 1e6;

const NAMES = [
  ['temp_motor', 'degC'],
  ['temp_mcu', 'degC'],
  ['rpm', 'rpm'],
  ['current', 'mA'],
  ['vbus', 'V'],
  ['duty', '%'],
  ['loop', 'us'],
  ['noise', ''],
] as const;

/** Eight channels; the first `plotted` of them are on the plot. */
export function channels(plotted: number, deviceId = 'motor'): ChannelView[] {
  return NAMES.map(([name, unit], i) => ({
    id: `${deviceId}/${name}`,
    name,
    unit,
    latest: valueAt(i, 1234),
    latestMs: performance.now() + 1e6,
    colour: i,
    plotted: i < plotted,
  }));
}

/** What channel `i` measures: slow swings with a little noise, each in a range of its own. */
export function valueAt(i: number, timeMs: number): number {
  const scale = [73, 46, 2996, 1146, 23.98, 41.5, 212, 1][i];
  const swing = Math.sin(timeMs / (7000 + 1900 * i) + i) * 0.08;
  return scale * (1 + swing + Math.sin(timeMs * 12.9898 + i) * 0.0008);
}

/** A device as it is while all is well; `changes` says what is otherwise. */
export function device(changes: Partial<DeviceView> = {}): DeviceView {
  return {
    id: 'motor',
    name: 'Motor board',
    state: 'measuring',
    cause: 'started',
    sinceMs: 0,
    link: { kind: 'open' },
    linkLabel: '/dev/ttyACM0',
    linkDetail: '115200 8N1',
    samplesPerSecond: 1000,
    counters: COUNTERS,
    channels: channels(3),
    faults: [],
    score: NO_SCORE,
    canFault: true,
    canBreakLink: true,
    canGlitch: true,
    limits: [],
    alarms: [],
    commands: ['GET_STATUS', 'CALIBRATE', 'SET_RATE=100', 'START', 'STOP', 'RESET'],
    sentLines: [],
    format: 'key:value, detected (0.98)',
    queueBlocks: 3,
    queueBlocksMax: 1000,
    ...changes,
  };
}

/** One plot with all that is plotted of a device. */
export function onePlot({ channels: list }: DeviceView): PlotView[] {
  const channelIds = list.filter(({ plotted }) => plotted).map(({ id }) => id);
  return [{ id: 'p1', channelIds, share: 1, ranges: {} }];
}

/** One plot for each unit of what is plotted, as a user would arrange them. */
export function plotPerUnit({ channels: list }: DeviceView): PlotView[] {
  const plotted = list.filter((channel) => channel.plotted);
  return [...new Set(plotted.map(({ unit }) => unit))].map((unit, i) => ({
    id: `p${String(i + 1)}`,
    channelIds: plotted.filter((channel) => channel.unit === unit).map(({ id }) => id),
    share: 1,
    ranges: {},
  }));
}

/** The whole state with these devices, the first of them in focus. */
export function state(webview: WebviewPage, ...devices: DeviceView[]): ToWebview {
  return stateOf(webview, devices);
}

/** The same, with what is otherwise: focus, plots, metrics. */
export function stateOf(
  webview: WebviewPage,
  devices: readonly DeviceView[],
  changes: StateChanges = {},
): ToWebview {
  const first = devices.at(0);
  return {
    type: 'state',
    devices,
    focusedId: first?.id,
    plots: first === undefined ? [] : onePlot(first),
    metrics: {
      latency: { p50: 0.21, p95: 0.38, p99: 0.71 },
      poolBusy: 1,
      poolSize: 4,
      hostLoad: 0.06,
      storeBytes: 12 * 1024 * 1024,
      storeBytesMax: 256 * 1024 * 1024,
    },
    wallOffsetMs: WALL_OFFSET_MS,
    nowMs: webview.nowMs,
    ...changes,
  };
}

/**
 * Fills the store with the last `spanMs` of all channels at 100 Hz; all but the second have a hole
 * between `holeMs` ago. Returns the time of the end.
 */
export function fill(
  webview: WebviewPage,
  spanMs: number,
  holeMs: readonly [number, number] = [0, 0],
): number {
  const endMs = webview.nowMs;
  channels(0).forEach(({ id }, i) => {
    const times = Float64Array.from({ length: spanMs / 10 }, (_, k) => endMs - spanMs + 10 * k);
    const inHole = (t: number) => i !== 1 && endMs - t < holeMs[0] && endMs - t > holeMs[1];
    const values = times.map((t) => (inHole(t) ? NaN : valueAt(i, t)));
    webview.store.append(id, times, values);
  });
  return endMs;
}

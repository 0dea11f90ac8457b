import type { ChannelView, DeviceView, ToWebview } from '../../src/protocol';
import type { WebviewPage } from './webviewPage';

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
export function channels(plotted: number): ChannelView[] {
  return NAMES.map(([name, unit], i) => ({
    id: `motor/${name}`,
    name,
    unit,
    latest: valueAt(i, 1234),
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
    samplesPerSecond: 1000,
    counters: {
      bytesIn: 4_100_000,
      bytesInjected: 0,
      bytesAccepted: 4_098_000,
      bytesRejected: 2000,
      bytesDroppedSource: 0,
      bytesDroppedQueue: 0,
      bytesWaiting: 0,
      framesAccepted: 71_340,
      framesRejected: 53,
      blocksDropped: 0,
      samples: 570_720,
      nonFinite: 0,
      logLines: 3,
    },
    channels: channels(3),
    fault: { kind: 'none' },
    canFault: true,
    format: 'key:value, detected (0.98)',
    queueBlocks: 3,
    queueBlocksMax: 1000,
    ...changes,
  };
}

/** The whole state with these devices, the first of them in focus. */
export function state(webview: WebviewPage, ...devices: DeviceView[]): ToWebview {
  return {
    type: 'state',
    devices,
    focusedId: devices.at(0)?.id,
    metrics: { latency: { p50: 0.21, p95: 0.38, p99: 0.71 }, poolBusy: 1, poolSize: 4 },
    // 14:32:20 on some day, so that pictures of the same moment are the same.
    wallOffsetMs: Date.UTC(2026, 0, 5, 14, 32, 20) - 1e6,
    nowMs: webview.nowMs,
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

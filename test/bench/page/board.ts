import { NO_SCORE } from '../../../src/fault/noScore';
import type { DeviceView, ToWebview } from '../../../src/protocol';

/** A device that measures these channels, as the host tells of it. */
export function boardView(ids: readonly string[]): DeviceView {
  return {
    id: 'board',
    name: 'Board',
    state: 'measuring',
    cause: 'started',
    sinceMs: 0,
    link: { kind: 'open' },
    linkLabel: '/dev/ttyACM0',
    linkDetail: '115200 8N1',
    samplesPerSecond: 1000,
    counters: {
      bytesIn: 0,
      bytesInjected: 0,
      bytesAccepted: 0,
      bytesRejected: 0,
      bytesDroppedSource: 0,
      bytesDroppedQueue: 0,
      bytesDroppedFault: 0,
      bytesWaiting: 0,
      framesAccepted: 0,
      framesRejected: 0,
      blocksDropped: 0,
      samples: 0,
      nonFinite: 0,
      logLines: 0,
    },
    channels: ids.map((id, i) => ({
      id,
      name: id.slice('board/'.length),
      unit: 'V',
      latest: 50,
      latestMs: 0,
      colour: i,
      plotted: true,
    })),
    faults: [],
    score: NO_SCORE,
    canFault: true,
    canBreakLink: true,
    canGlitch: true,
    limits: [],
    alarms: [],
    commands: [],
    sentLines: [],
    format: 'csv',
    queueBlocks: 0,
    queueBlocksMax: 1000,
  };
}

/** The message that goes with it four times a second: one plot with all channels. */
export function stateOf(
  device: DeviceView,
  channelIds: readonly string[],
  nowMs: number,
): Extract<ToWebview, { type: 'state' }> {
  return {
    type: 'state',
    devices: [device],
    focusedId: device.id,
    plots: [{ id: 'p1', channelIds, share: 1, ranges: { V: [0, 100] } }],
    metrics: {
      latency: { p50: 0.2, p95: 0.4, p99: 0.7 },
      poolBusy: 1,
      poolSize: 4,
      hostLoad: 0.1,
      storeBytes: 1e6,
      storeBytesMax: 256e6,
    },
    wallOffsetMs: 1.7e12,
    nowMs,
  };
}

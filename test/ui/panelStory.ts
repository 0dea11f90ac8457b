import type { Alarm, ArmedFault, Limit, TelemetryEvent, TelemetryFact } from '../../src/model';
import type { DeviceView, MetricsView, ToWebview } from '../../src/protocol';
import { channels, device } from './webviewFixtures';

/** Limits as a user would set them: one crossed, one critical that trips. */
export const LIMITS: readonly Limit[] = [
  {
    channel: 'temp_motor',
    level: 'warning',
    side: 'high',
    bound: 70,
    hysteresis: 2,
    persistenceMs: 500,
    action: 'mark',
  },
  {
    channel: 'temp_motor',
    level: 'critical',
    side: 'high',
    bound: 80,
    hysteresis: 0,
    persistenceMs: 0,
    action: 'safeState',
  },
  {
    channel: 'rpm',
    level: 'warning',
    side: 'low',
    bound: 3500,
    hysteresis: 0,
    persistenceMs: 0,
    action: 'mark',
  },
];

/** A crossed limit of the story. */
export function alarm(limit: Limit, sinceMs: number, acknowledged = false): Alarm {
  return { limit, channelId: `motor/${limit.channel}`, sinceMs, value: 73.2, acknowledged };
}

/** Two armed faults: one that ends by time and has missed some, one that ends by count. */
export function faults(nowMs: number): readonly ArmedFault[] {
  return [
    {
      id: 51,
      spec: {
        kind: 'flip',
        parameters: { probability: 0.001, bits: 1 },
        seed: 4711,
        direction: 'receive',
        durationS: 60,
      },
      armedMs: nowMs - 18_000,
      untilMs: nowMs + 42_000,
      score: {
        injected: 49,
        caught: 46,
        missed: 3,
        pending: 0,
        missedNumbers: [12, 31, 44],
        caughtBy: 'checksum',
      },
    },
    {
      id: 52,
      spec: {
        kind: 'spike',
        parameters: { probability: 0.01, amplitude: 1100 },
        channel: 'rpm',
        seed: 4711,
        direction: 'receive',
        count: 10,
      },
      armedMs: nowMs - 30_000,
      untilMs: undefined,
      score: {
        injected: 1,
        caught: 1,
        missed: 0,
        pending: 0,
        missedNumbers: [],
        caughtBy: 'rpm > 3,500 rpm',
      },
    },
  ];
}

/** The device while both faults are armed and a limit is crossed. */
export function armed(nowMs: number, changes: Partial<DeviceView> = {}): DeviceView {
  return device({
    sinceMs: nowMs - 50_000,
    channels: channels(4),
    faults: faults(nowMs),
    limits: LIMITS,
    alarms: [alarm(LIMITS[0], nowMs - 20_000)],
    score: {
      injected: 50,
      caught: 47,
      missed: 3,
      pending: 0,
      missedNumbers: [12, 31, 44],
      caughtBy: 'rpm > 3,500 rpm',
    },
    sentLines: ['GET_STATUS', 'SET_RATE=50', 'hello'],
    ...changes,
  });
}

/** What happened in the last minute, oldest first. */
export function story(nowMs: number, deviceId = 'motor'): readonly TelemetryEvent[] {
  const [spec] = faults(nowMs).map((fault) => fault.spec);
  const facts: readonly (readonly [agoS: number, fact: TelemetryFact])[] = [
    [52, { kind: 'state', from: 'idle', to: 'measuring', cause: 'started' }],
    [45, { kind: 'armed', faultId: 51, spec, why: '' }],
    [44, { kind: 'injected', faultId: 51, fault: 'flip', first: 1, last: 3 }],
    [43.9, { kind: 'rejected', cause: 'checksum', frames: 3, detail: '3f21, expected 29b1' }],
    [43.8, { kind: 'caught', faultId: 51, number: 1, by: 'checksum' }],
    [40, { kind: 'state', from: 'measuring', to: 'error', cause: 'checksum ×2' }],
    [39, { kind: 'state', from: 'error', to: 'measuring', cause: 'good frame' }],
    [33, { kind: 'limit', limit: LIMITS[0], raised: true, value: 70.4, unit: 'degC' }],
    [28, { kind: 'dropped', stage: 'queue', bytes: 4096 }],
    [22, { kind: 'link', link: { kind: 'reconnecting', attempt: 1, reason: 'unplugged' } }],
    [20, { kind: 'link', link: { kind: 'open' } }],
    [15, { kind: 'missed', faultId: 51, number: 12 }],
    [9, { kind: 'mark', text: 'load on' }],
    [6, { kind: 'sent', text: 'GET_STATUS' }],
  ];
  return facts.map(([agoS, fact], i) => ({
    number: i + 1,
    deviceId,
    timeMs: nowMs - agoS * 1000,
    lastMs: nowMs - agoS * 1000,
    count: 1,
    fact,
  }));
}

/** One channel over the whole store: the last ten minutes. */
export function overview(nowMs: number): Extract<ToWebview, { type: 'overview' }> {
  const fromMs = nowMs - 600_000;
  const rows = Array.from({ length: 200 }, (_, i) => {
    const value = 70 + 8 * Math.sin(i / 9);
    return [fromMs + i * 3000, value - 0.5, value + 0.5];
  }).flat();
  return {
    type: 'overview',
    channelId: 'motor/temp_motor',
    fromMs,
    toMs: nowMs,
    rows: Float64Array.from(rows).buffer,
  };
}

/** A device and metrics whose numbers are as long as they get. */
export function longNumbers(): { readonly device: DeviceView; readonly metrics: MetricsView } {
  const { counters } = device();
  const many = { bytesIn: 812_345_678_901, bytesDroppedSource: 212_345_678_901 };
  const dropped = { bytesDroppedQueue: 987_654_321_000, bytesDroppedFault: 123_456_789_000 };
  const frames = { framesRejected: 1_234_567_890, nonFinite: 1_234_567_890 };
  return {
    device: device({
      samplesPerSecond: 773_456_789,
      counters: { ...counters, ...many, ...dropped, ...frames },
      queueBlocks: 100_000,
      queueBlocksMax: 1_000_000,
    }),
    metrics: {
      latency: { p50: 10_321.45, p95: 39_876.54, p99: 139_876.54 },
      poolBusy: 128,
      poolSize: 128,
      hostLoad: 1,
      storeBytes: 1e9,
      storeBytesMax: 1e9,
    },
  };
}

/** The numbers of every plotted channel. */
export function statistics(
  shown: DeviceView,
  nowMs: number,
): Extract<ToWebview, { type: 'statistics' }> {
  const plotted = shown.channels.filter((channel) => channel.plotted);
  const rows = plotted.map(({ id, latest }) => ({
    channelId: id,
    latest,
    min: latest * 0.92,
    max: latest * 1.08,
    mean: latest * 0.998,
    deviation: latest * 0.031,
    rate: 100,
    count: 6000,
  }));
  return { type: 'statistics', fromMs: nowMs - 60_000, toMs: nowMs, rows };
}

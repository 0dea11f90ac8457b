import { NO_SCORE } from '../../src/fault/noScore';
import type { Limit, TelemetryEvent, TelemetryFact } from '../../src/model';
import type { ChannelView, DeviceView } from '../../src/protocol';
import { COUNTERS } from '../fixtures/counters';

/** The end of the story, in host time. */
export const NOW_MS = 2_500_000;
export const WALL_OFFSET_MS = Date.UTC(2026, 0, 5, 14, 32, 20) - NOW_MS;

export const warning: Limit = {
  channel: 'temp_motor',
  level: 'warning',
  side: 'high',
  bound: 70,
  hysteresis: 1,
  persistenceMs: 250,
  action: 'mark',
};

const state = (
  from: 'idle' | 'measuring' | 'error' | 'safeState',
  to: typeof from,
  cause: string,
) => ({ kind: 'state', from, to, cause }) as const;

/** A minute of the mock's: seconds before the end, how long it lasted, what it was. */
const STORY: readonly (readonly [agoS: number, lastedS: number, fact: TelemetryFact])[] = [
  [2400, 0, state('idle', 'measuring', 'started')],
  [1800, 0, state('measuring', 'safeState', 'checksum ×5')],
  [1790, 0, state('safeState', 'idle', 'reset by the operator')],
  [1780, 0, state('idle', 'measuring', 'started')],
  [900, 0, { kind: 'limit', limit: warning, raised: true, value: 71, unit: 'degC' }],
  [54.8, 0, { kind: 'injected', faultId: 50, fault: 'flip', first: 1, last: 1 }],
  [53.6, 0, state('measuring', 'error', 'checksum')],
  [52, 0, state('error', 'safeState', 'checksum ×5')],
  [43, 0, state('safeState', 'idle', 'reset by the operator')],
  [40.5, 0, state('idle', 'measuring', 'started')],
  [
    38,
    0,
    { kind: 'rejected', cause: 'checksum', frames: 3, detail: 'checksum 3f21, expected 29b1' },
  ],
  [30, 0, state('measuring', 'error', 'unplugged')],
  [29.95, 0, { kind: 'link', link: { kind: 'reconnecting', attempt: 1, reason: 'unplugged' } }],
  [26, 0, { kind: 'link', link: { kind: 'open' } }],
  [25.8, 0, state('error', 'measuring', 'good frame')],
  [20.6, 0, { kind: 'limit', limit: warning, raised: true, value: 70.1, unit: 'degC' }],
  [9.4, 4, { kind: 'injected', faultId: 52, fault: 'spike', first: 3, last: 17 }],
  [9.3, 0, { kind: 'caught', faultId: 52, number: 3, by: 'rpm > 3,500' }],
  [7, 0, { kind: 'dropped', stage: 'source', bytes: 1200 }],
  [5.1, 0, state('measuring', 'error', 'checksum')],
  [5.05, 0, state('error', 'measuring', 'good frame')],
  [3, 0, { kind: 'mark', text: 'valve' }],
];

/** The story's events of one device. */
export function story(deviceId = 'motor'): readonly TelemetryEvent[] {
  return STORY.map(([agoS, lastedS, fact], i) => ({
    number: i + 1,
    deviceId,
    timeMs: NOW_MS - agoS * 1000,
    lastMs: NOW_MS - agoS * 1000 + lastedS * 1000,
    count: lastedS > 0 ? 15 : 1,
    fact,
  }));
}

const channel = (name: string, unit: string, colour: number): ChannelView => ({
  id: `motor/${name}`,
  name,
  unit,
  latest: 1,
  latestMs: NOW_MS,
  colour,
  plotted: true,
});

/** Two plots of the device's channels, for `setPlots`. */
export const plots = [
  {
    heightPx: 200,
    unit: 'degC',
    endMs: NOW_MS,
    channels: [
      { id: 'motor/temp_motor', name: 'temp_motor', level: 73 },
      { id: 'motor/temp_mcu', name: 'temp_mcu', level: 45 },
    ],
  },
  {
    heightPx: 120,
    unit: 'rpm',
    endMs: NOW_MS,
    channels: [{ id: 'motor/rpm', name: 'rpm', level: 3000 }],
  },
] as const;

/** A device as it is at the story's end. */
export function device(changes: Partial<DeviceView> = {}): DeviceView {
  return {
    id: 'motor',
    name: 'Motor board',
    state: 'measuring',
    cause: 'good frame',
    sinceMs: NOW_MS - 5050,
    link: { kind: 'open' },
    linkLabel: '/dev/ttyACM0',
    linkDetail: '115200 8N1',
    samplesPerSecond: 1000,
    counters: COUNTERS,
    channels: [
      channel('temp_motor', 'degC', 0),
      channel('temp_mcu', 'degC', 1),
      channel('rpm', 'rpm', 0),
    ],
    faults: [],
    score: NO_SCORE,
    canFault: true,
    canBreakLink: true,
    canGlitch: true,
    limits: [
      warning,
      { ...warning, level: 'critical', bound: 76, action: 'safeState' },
      { ...warning, channel: 'rpm', bound: 3100 },
    ],
    alarms: [
      {
        limit: warning,
        channelId: 'motor/temp_motor',
        sinceMs: NOW_MS - 20_600,
        value: 70.1,
        acknowledged: false,
      },
    ],
    commands: [],
    sentLines: [],
    format: 'keyValue',
    queueBlocks: 0,
    queueBlocksMax: 1000,
    ...changes,
  };
}

/** A line over the whole store, with a hole. */
export function overviewRows(fromMs: number, toMs: number): (number | null)[] {
  const rows: (number | null)[] = [];
  for (let i = 0; i < 600; i++) {
    const u = i / 600;
    const hole = u > 0.4 && u < 0.42;
    const value = hole ? null : Math.sin(u * 9) + 0.4 * Math.sin(u * 31) + 0.1 * Math.sin(i * 12.9);
    rows.push(fromMs + u * (toMs - fromMs), value, value === null ? null : value + 0.1);
  }
  return rows;
}

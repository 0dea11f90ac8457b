import { t } from '@vscode/l10n';
import type { Channel, Device } from '../../device/device';
import type { SeriesColumns } from '../../model';
import { SettingError, SettingReader } from '../../settingReader';
import { deviceText, rounded } from './deviceText';
import { DEVICE_KEY, findChannel, findDevice } from './findDevice';
import { MAX_RESULT_CHARS, resultText } from './resultText';
import { isoOf, RANGE_KEYS, readSpan, secondsFrom, timeOf, type Span } from './times';
import type { AssistantContext, Tool, ToolResult } from './tool';

const MAX_CHANNELS = 8;
/** Of all channels of a call together. */
const MAX_POINTS = 800;
const DEFAULT_POINTS = 50;
const DEFAULT_LAST_S = 10;
const MAX_LABELS = 32;
/** A query ends before its end; statistics hold it. */
const MICROSECOND_MS = 0.001;

/** Statistics of up to eight channels over a span, and their course in as many points as were asked for. */
export const readChannels: Tool = (value, context) => {
  const input = new SettingReader(value, 'input', [
    DEVICE_KEY,
    'channels',
    'points',
    ...RANGE_KEYS,
  ]);
  const device = findDevice(input, context);
  const names = input.list('channels', MAX_CHANNELS, readName);
  if (names.length === 0) {
    throw input.wrong('channels', t('a list of {0} to {1} channel names', 1, MAX_CHANNELS));
  }
  const channels = [...new Set(names)].map((name) => findChannel(device, name));
  const most = Math.floor(MAX_POINTS / channels.length);
  const points = input.integer('points', 0, most, Math.min(DEFAULT_POINTS, most));
  const span = readSpan(input, context.hub, DEFAULT_LAST_S);
  const shown = channels.map(({ name }) => deviceText(name)).join(', ');
  return {
    progress: t('Reading {0} of {1}', shown, deviceText(device.profile.name)),
    run: () => fitting(device, channels, span, points, context),
  };
};

function readName(value: unknown, at: string): string {
  if (typeof value === 'string' && value !== '' && value.length <= 128) return value;
  throw new SettingError(t('{0} must be the name of a channel.', at));
}

/** With fewer points where all of them would be too long: thinner, but over the whole span. */
function fitting(
  device: Device,
  channels: readonly Channel[],
  span: Span,
  points: number,
  context: AssistantContext,
): ToolResult {
  for (let count = points; ; count = Math.floor(count / 2)) {
    const result = reading(device, channels, span, count, points, context);
    if (count === 0 || resultText(result, Infinity).length <= MAX_RESULT_CHARS) return result;
  }
}

function reading(
  device: Device,
  channels: readonly Channel[],
  span: Span,
  count: number,
  asked: number,
  context: AssistantContext,
): ToolResult {
  const { hub } = context;
  const { fromMs, toMs } = span;
  const fewer = `${String(count)} instead of ${String(asked)} points a channel, to fit: ask for fewer channels`;
  return {
    facts: {
      device: device.profile.id,
      now: isoOf(hub.nowMs(), hub),
      from: timeOf(fromMs, hub),
      to: timeOf(toMs, hub),
      haltedByDebuggerS: rounded(device.haltedMs(fromMs, toMs) / 1000, 6),
      ...(count === 0
        ? {}
        : {
            pointsAre:
              '[s from now, value] or [s from now, min, max] of several samples; null = a gap',
          }),
      ...(count < asked ? { thinned: fewer } : {}),
      channels: channels.map((channel) => channelOf(device, channel, span, count, context)),
    },
    next: [
      'telemetryhub_wait_for waits for a condition over these channels',
      'telemetryhub_list_events says what happened in this span',
    ],
  };
}

function channelOf(
  device: Device,
  channel: Channel,
  { fromMs, toMs }: Span,
  count: number,
  { hub }: AssistantContext,
): object {
  const idle = (from: number, to: number) => device.haltedMs(from, to);
  const found = hub.store.statistics(channel.id, fromMs, toMs, idle);
  const keptFromMs = hub.store.firstMs(channel.id);
  const columnMs = (toMs - fromMs) / Math.max(1, count);
  const series =
    count === 0 ? undefined : hub.store.query(channel.id, fromMs, toMs + MICROSECOND_MS, columnMs);
  const rows = series === undefined ? [] : rowsOf(series, hub.nowMs());
  const isFolded = rows.some((row) => row.length === 3);
  return {
    name: deviceText(channel.name),
    unit: deviceText(channel.unit, 32),
    samples: found.count,
    perS: rounded(found.rate, 5),
    min: rounded(found.min),
    max: rounded(found.max),
    mean: rounded(found.mean),
    deviation: rounded(found.deviation, 6),
    last: rounded(found.latest),
    ...labelsOf(channel),
    ...(keptFromMs > fromMs
      ? {
          keptFromS: secondsFrom(keptFromMs, hub.nowMs()),
          missing: 'nothing before keptFromS: not there yet, or let go of',
        }
      : {}),
    ...(isFolded
      ? {
          leftOut: `${String(found.count)} samples are shown in ${String(rows.length)} points: min and max of each are kept, what lies between is not shown`,
        }
      : {}),
    ...(count === 0 ? {} : { points: rows }),
  };
}

type Row = readonly [s: number | null, ...values: (number | null)[]];

/** A gap is one null; a point whose min is its max one number. */
function rowsOf({ times, lo, hi }: SeriesColumns, nowMs: number): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < times.length; i++) {
    const s = secondsFrom(times[i], nowMs);
    const [min, max] = [rounded(lo[i], 7), rounded(hi[i], 7)];
    rows.push(min === max ? [s, min] : [s, min, max]);
  }
  return rows;
}

function labelsOf({ labels, isText }: Channel): object {
  if (labels === undefined || labels.size === 0) return {};
  const shown = [...labels].slice(0, MAX_LABELS);
  const more = labels.size - shown.length;
  return {
    valuesMean: Object.fromEntries(
      shown.map(([value, label]) => [String(value), deviceText(label, 80)]),
    ),
    ...(isText === true ? { isText: true } : {}),
    ...(more > 0 ? { labelsLeftOut: more } : {}),
  };
}

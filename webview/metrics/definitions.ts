import { t } from '@vscode/l10n';
import type { DeviceCounters } from '../../src/model';
import type { DeviceView, MetricsView } from '../../src/protocol';
import { rateOf } from '../deviceWords';
import { bytesText, countText, latencyText, numberText, rateText, withUnit } from '../format';

/** Where a pair of words is shown; without it, everywhere. */
export type Room = 'wide-only' | 'narrow-only' | 'widest-only';

/** A number in bold with a word before or behind it. */
export interface Pair {
  readonly before?: string;
  readonly value: string;
  readonly after?: string;
  readonly room?: Room;
}

/** What a metric is read from. */
export interface MetricSource {
  readonly device: DeviceView;
  readonly metrics: MetricsView;
  /** Bytes a second that each stage dropped lately. */
  readonly drops: readonly [source: number, queue: number, fault: number];
}

/** One cell of the strip and its trend. */
export interface MetricDefinition {
  readonly id: string;
  readonly label: string;
  /** Where there is little room; the same when it is missing. */
  readonly narrowLabel?: string;
  readonly title: string;
  /** Names of the trend's lines; one line needs none. */
  readonly lines: readonly string[];
  /** True when it is the device's, false when all devices share it. */
  readonly ofDevice: boolean;
  readonly pairs: (source: MetricSource) => readonly Pair[];
  readonly values: (source: MetricSource) => readonly number[];
  /** Counts that explain the trend, under it: a name and a number each. */
  readonly notes?: (source: MetricSource) => readonly (readonly [name: string, value: string])[];
  /** True where there are no halves: the trend's axis has none either. */
  readonly whole: boolean;
  /** A value of the trend with its unit. */
  readonly text: (value: number) => string;
}

/** The metrics in the order of the strip, in the reader's language. */
export function metricDefinitions(): readonly MetricDefinition[] {
  return [rate(), latency(), queue(), dropped(), pool(), hostLoad()];
}

const rate = (): MetricDefinition => ({
  id: 'rate',
  label: t('Rate'),
  title: t('Samples a second'),
  lines: [t('Rate')],
  ofDevice: true,
  whole: true,
  pairs: ({ device }) => {
    const { value, unit } = rateOf(device);
    return [{ value, after: unit }];
  },
  values: ({ device: { link, samplesPerSecond } }) => [link.kind === 'open' ? samplesPerSecond : 0],
  text: (value) => {
    const shown = rateText(value);
    return withUnit(shown.value, shown.unit);
  },
});

const latency = (): MetricDefinition => ({
  id: 'latency',
  label: t('Latency, ms'),
  title: t('Latency from the port to the store'),
  lines: ['p50', 'p95', 'p99'],
  ofDevice: false,
  whole: false,
  pairs: ({ metrics: { latency: l } }) => [
    { before: 'p50', value: latencyText(l.p50), room: 'wide-only' },
    { before: 'p95', value: latencyText(l.p95) },
    { before: 'p99', value: latencyText(l.p99), room: 'wide-only' },
  ],
  values: ({ metrics: { latency: l } }) => [l.p50, l.p95, l.p99],
  text: (value) => withUnit(latencyText(value), 'ms'),
});

const queue = (): MetricDefinition => ({
  id: 'queue',
  label: t('Queue'),
  title: t('Blocks that wait to be decoded'),
  lines: [t('Queue')],
  ofDevice: true,
  whole: true,
  pairs: ({ device: { queueBlocks, queueBlocksMax } }) => [
    { value: countText(queueBlocks), after: `/\u00a0${countText(queueBlocksMax)}` },
    { value: '', after: t('blocks'), room: 'widest-only' },
  ],
  values: ({ device }) => [device.queueBlocks],
  text: (value) => t('{0} blocks', numberText(value)),
});

const dropped = (): MetricDefinition => ({
  id: 'dropped',
  label: t('Dropped per stage'),
  narrowLabel: t('Dropped'),
  title: t('Bytes dropped in a second'),
  lines: [t('source'), t('queue'), t('fault')],
  ofDevice: true,
  whole: true,
  pairs: ({ device: { counters } }) => [
    { before: t('source'), value: bytesText(counters.bytesDroppedSource), room: 'wide-only' },
    { before: t('queue'), value: bytesText(counters.bytesDroppedQueue), room: 'wide-only' },
    { before: t('fault'), value: bytesText(counters.bytesDroppedFault), room: 'wide-only' },
    {
      value: bytesText(droppedBytes(counters)),
      after: t('of {0}', bytesText(counters.bytesIn)),
      room: 'narrow-only',
    },
  ],
  values: ({ drops }) => drops,
  notes: ({ device: { counters: c } }) => [
    [t('Rejected frames'), countText(c.framesRejected)],
    [t('Bytes in them'), bytesText(c.bytesRejected)],
    [t('Values that were not finite'), countText(c.nonFinite)],
  ],
  text: (value) => (value === 0 ? withUnit('0', 'B/s') : `${bytesText(Math.round(value))}/s`),
});

const pool = (): MetricDefinition => ({
  id: 'pool',
  label: t('Pool'),
  title: t('Decoding threads that are busy'),
  lines: [t('Pool')],
  ofDevice: false,
  whole: true,
  pairs: ({ metrics: { poolBusy, poolSize } }) => [
    { value: countText(poolBusy), after: t('of {0}', countText(poolSize)) },
    { value: '', after: t('busy'), room: 'widest-only' },
  ],
  values: ({ metrics }) => [metrics.poolBusy],
  text: (value) => t('{0} busy', numberText(value)),
});

const hostLoad = (): MetricDefinition => ({
  id: 'hostLoad',
  label: t('Host load'),
  title: t('How busy the extension host is'),
  lines: [t('Host load')],
  ofDevice: false,
  whole: true,
  pairs: ({ metrics }) => [{ value: countText(percent(metrics)), after: '%' }],
  values: ({ metrics }) => [percent(metrics)],
  text: (value) => withUnit(countText(value), '%'),
});

const percent = ({ hostLoad: load }: MetricsView) => Math.round(load * 100);

function droppedBytes(counters: DeviceCounters): number {
  const { bytesDroppedSource, bytesDroppedQueue, bytesDroppedFault } = counters;
  return bytesDroppedSource + bytesDroppedQueue + bytesDroppedFault;
}

import { l10n } from 'vscode';
import type { Device } from '../device/device';
import type { Hub } from '../hub';
import { formatNumber } from '../numberFormat';
import { formatText, linkLabel, linkText, lossesText, numberText, scoreText } from './words';

const MIB = 1024 * 1024;

/** All that is counted and measured of a device, with its name, as of now. */
export function metricRows(device: Device, hub: Hub): readonly [name: string, value: string][] {
  return [
    [l10n.t('Link'), `${linkLabel(device)}, ${linkText(device.link)}`],
    [l10n.t('Wire format'), formatText(device.format)],
    [l10n.t('Losses'), lossesText(device)],
    ...byteRows(device),
    [l10n.t('Samples'), numberText(device.counters.samples)],
    [l10n.t('Channels'), channelsText(device)],
    [l10n.t('Log lines'), numberText(device.counters.logLines)],
    [l10n.t('Detection score'), scoreText(device.score) || '–'],
    ...pathRows(device, hub),
  ];
}

/** How many there are, and what became of those that there are too many of. */
function channelsText({ channels, straysLetGo, refusedSamples }: Device): string {
  return l10n.t(
    '{0}; {1} made of garbage let go, {2} samples of further ones not kept',
    numberText(channels.length),
    numberText(straysLetGo),
    numberText(refusedSamples),
  );
}

function byteRows({ counters: c }: Device): [string, string][] {
  return [
    [l10n.t('Bytes in'), numberText(c.bytesIn)],
    [`  ${l10n.t('injected')}`, numberText(c.bytesInjected)],
    [`  ${l10n.t('accepted')}`, numberText(c.bytesAccepted)],
    [`  ${l10n.t('rejected')}`, numberText(c.bytesRejected)],
    [`  ${l10n.t('dropped, source')}`, numberText(c.bytesDroppedSource)],
    [`  ${l10n.t('dropped, queue')}`, numberText(c.bytesDroppedQueue)],
    [`  ${l10n.t('taken away by faults')}`, numberText(c.bytesDroppedFault)],
    [`  ${l10n.t('waiting')}`, numberText(c.bytesWaiting)],
  ];
}

function pathRows(device: Device, hub: Hub): [string, string][] {
  const { latency, poolBusy, poolSize, workersCrashed } = hub.metrics();
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const ms = (value: number) =>
    Number.isNaN(value) ? '–' : `${formatNumber(value, digits)}\u00a0ms`;
  const queue = [numberText(device.queueBlocks), numberText(device.queueBlocksMax)] as const;
  return [
    [l10n.t('Queue'), l10n.t('{0} of {1} blocks', ...queue)],
    [l10n.t('Latency p50, p95, p99'), [latency.p50, latency.p95, latency.p99].map(ms).join(', ')],
    [l10n.t('Pool'), l10n.t('{0} of {1} busy, {2} replaced', poolBusy, poolSize, workersCrashed)],
    [
      l10n.t('Store'),
      l10n.t(
        '{0} MiB, {1} samples let go',
        numberText(hub.store.bytes / MIB),
        numberText(hub.store.evictedSamples),
      ),
    ],
  ];
}

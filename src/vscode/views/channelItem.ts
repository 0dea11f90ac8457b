import * as vscode from 'vscode';
import type { Channel, Device } from '../../device/device';
import type { Alarm, Limit } from '../../model';
import { meaningText } from '../../meaningText';
import { crossedText, limitTitle } from '../limitText';
import { meaningOf } from '../meaningOf';
import { clockText, numberText, timeText, valueText } from '../words';
import { isActing } from './isActing';
import { leaf, textLines } from './leaf';
import { rowedChannels } from './rowedChannels';
import type { RowContext } from './rows';

const OLD_MS = 5000;
const MINUTE_MS = 60_000;

/** The row above a device's channels: how many, and how far back the store reaches. */
export function channelsItem({ channels }: Device, hub: RowContext['hub']): vscode.TreeItem {
  const count = channels.length;
  const none = vscode.l10n.t('No channels yet. They appear with the first decoded line.');
  const item = leaf(
    vscode.l10n.t('Channels'),
    count === 0 ? none : [numberText(count), ...reach(channels, hub)].join(' · '),
    'symbol-numeric',
  );
  // Also while there are none: the tree keeps what a row was first, and would leave them folded up.
  item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  return item;
}

function reach(channels: readonly Channel[], { store, wallOffsetMs }: RowContext['hub']): string[] {
  let firstMs = Infinity;
  for (const { id } of channels) {
    const ms = store.firstMs(id);
    // A channel that has held nothing yet answers NaN.
    if (ms < firstMs) firstMs = ms;
  }
  if (!Number.isFinite(firstMs)) return [];
  return [vscode.l10n.t('back to {0}', timeText(firstMs + wallOffsetMs).slice(0, 5))];
}

/** The row that stands for all channels beyond those that have one; a click leads to where they all are. */
export function moreChannelsItem(device: Device, { focus }: RowContext): vscode.TreeItem {
  const { channels } = device;
  const more = channels.length - rowedChannels(device, focus).length;
  const text =
    more === 1
      ? vscode.l10n.t('… 1 more channel')
      : vscode.l10n.t('… {0} more channels', numberText(more));
  const item = leaf(text, '');
  item.command = {
    command: 'telemetryhub.openPlot',
    title: vscode.l10n.t('Open plot'),
    arguments: [device.profile.id],
  };
  return item;
}

/** The row of a channel: its value, then what is wrong with it. */
export function channelItem(
  device: Device,
  channelId: string,
  { focus, hub }: RowContext,
): vscode.TreeItem {
  const channel = device.channelOf(channelId);
  if (channel === undefined) return leaf(channelId, '–');
  const plotted = focus.isPlotted(device, channelId);
  const alarm = gravest(device.alarms.filter((one) => one.channelId === channelId));
  const problem = device.problemOf(channel.name);
  const parts = [
    latestText(channel),
    ...(problem === undefined ? [] : [problem]),
    ...(alarm === undefined ? [] : [crossedText(alarm.limit, numberText(alarm.limit.bound))]),
    ...ageText(device, channel, hub.nowMs()),
  ];
  const item = leaf(channel.name, parts.join(' · '), ...icon(alarm, plotted));
  const limited = device.limits.some((limit) => limit.channel === channel.name) ? '.limited' : '';
  item.contextValue = `channel.${plotted ? 'plotted' : 'unplotted'}${limited}`;
  return item;
}

/** The value with its unit, or what it means. */
function latestText(channel: Channel): string {
  const meaning = meaningText(channel.latest, meaningOf(channel));
  return meaning ?? valueText(channel.latest, channel.unit);
}

function icon(alarm: Alarm | undefined, plotted: boolean): [id: string, colour?: string] {
  if (alarm !== undefined) {
    return alarm.limit.level === 'critical'
      ? ['error', 'charts.red']
      : ['warning', 'charts.yellow'];
  }
  return [plotted ? 'graph-line' : 'symbol-numeric'];
}

function gravest(alarms: readonly Alarm[]): Alarm | undefined {
  return alarms.find(({ limit }) => limit.level === 'critical') ?? alarms.at(0);
}

function ageText(device: Device, { latestMs }: Channel, nowMs: number): string[] {
  const ageMs = nowMs - latestMs;
  // The values of a device that rests are old by intention, and no timer runs to count their age.
  if (!isActing(device) || !(ageMs > OLD_MS)) return [];
  // Counted by the minute later on: a thousand channels that are gone for good would be drawn anew each second.
  return ageMs < MINUTE_MS
    ? [vscode.l10n.t('{0} s old', Math.floor(ageMs / 1000))]
    : [vscode.l10n.t('{0} min old', numberText(Math.floor(ageMs / MINUTE_MS)))];
}

/** Value, time, limits, and what it is out of. */
export function channelTooltip(
  device: Device,
  channelId: string,
  hub: { readonly wallOffsetMs: number; nowMs(): number },
): vscode.MarkdownString | undefined {
  const channel = device.channelOf(channelId);
  if (channel === undefined) return undefined;
  const { l10n } = vscode;
  const show = (value: number) => valueText(value, channel.unit);
  const limits = device.limits.filter((limit) => limit.channel === channel.name);
  const alarms = device.alarms.filter((alarm) => alarm.channelId === channelId);
  const at = timeText(channel.latestMs + hub.wallOffsetMs);
  return textLines([
    `${device.profile.name} / ${channel.name}: ${latestText(channel)}`,
    Number.isNaN(channel.latestMs) ? '' : l10n.t('Arrived at {0}', at),
    l10n.t('Samples: {0}', numberText(channel.count)),
    ...alarms.map(({ limit, sinceMs }) =>
      l10n.t('{0} for {1}', limitTitle(limit, show), clockText(hub.nowMs() - sinceMs)),
    ),
    ...limits.map((limit) => `${levelText(limit)}: ${limitTitle(limit, show)}`),
    l10n.t('Hold Shift while you drag it onto a plot.'),
  ]);
}

function levelText({ level }: Limit): string {
  return level === 'critical' ? vscode.l10n.t('Critical') : vscode.l10n.t('Warning');
}

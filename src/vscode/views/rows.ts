import * as vscode from 'vscode';
import type { Channel, Device } from '../../device/device';
import type { Hub } from '../../hub';
import type { DeviceState } from '../../model';
import type { Focus } from '../focus';
import {
  faultText,
  linkLabel,
  linkText,
  lossesText,
  numberText,
  rateText,
  stateText,
  timeText,
  valueText,
} from '../words';

/** One row of the tree; its id stays the same for its life, so that expansion and selection do. */
export type Row =
  | { readonly kind: 'device'; readonly id: string; readonly device: Device }
  | {
      readonly kind: 'link' | 'faults' | 'channels' | 'losses' | 'history';
      readonly id: string;
      readonly device: Device;
    }
  | {
      readonly kind: 'channel';
      readonly id: string;
      readonly device: Device;
      readonly channelId: string;
    }
  | {
      readonly kind: 'loss';
      readonly id: string;
      readonly device: Device;
      readonly stage: LossStage;
    };

export type LossStage = 'source' | 'queue' | 'rejected' | 'notFinite';

const OLD_MS = 5000;
const LOSS_LABELS: Readonly<Record<LossStage, string>> = {
  source: 'Dropped in the source',
  queue: 'Dropped in the queue',
  rejected: 'Rejected frames',
  notFinite: 'Values that were not finite',
};

/** What a row's look depends on besides its device. */
export interface RowContext {
  readonly hub: Pick<Hub, 'nowMs' | 'wallOffsetMs' | 'store'>;
  readonly focus: Focus;
}

/** The look of a row now. */
export function rowItem(row: Row, context: RowContext): vscode.TreeItem {
  const item = describe(row, context);
  item.id = row.id;
  const description = typeof item.description === 'string' ? item.description : '';
  const label = typeof item.label === 'string' ? item.label : '';
  item.accessibilityInformation = { label: `${label}, ${description.replaceAll('·', ',')}` };
  return item;
}

/** What makes two looks of a row equal: nothing is refreshed while this stays the same. */
export function rowKey(item: vscode.TreeItem): string {
  return JSON.stringify([item.label, item.description, item.contextValue, iconId(item)]);
}

function iconId(item: vscode.TreeItem): string {
  return item.iconPath instanceof vscode.ThemeIcon ? item.iconPath.id : '';
}

function describe(row: Row, context: RowContext): vscode.TreeItem {
  switch (row.kind) {
    case 'device':
      return deviceItem(row.device, context.hub.nowMs());
    case 'link':
      return leaf(
        'Link',
        `${linkLabel(row.device)} · ${linkText(row.device.link)}`,
        linkIcon(row.device),
      );
    case 'faults':
      return faultsItem(row.device);
    case 'channels':
      return channelsItem(row.device, context);
    case 'channel':
      return channelItem(row.device, row.channelId, context);
    case 'losses': {
      const item = leaf('Losses', lossesText(row.device), new vscode.ThemeIcon('circle-slash'));
      item.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed;
      return item;
    }
    case 'loss':
      return leaf(LOSS_LABELS[row.stage], lossCount(row.device, row.stage));
    case 'history':
      return historyItem(row);
    default:
      return row satisfies never;
  }
}

function leaf(label: string, description: string, icon?: vscode.ThemeIcon): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = description;
  if (icon !== undefined) item.iconPath = icon;
  return item;
}

function deviceItem(device: Device, nowMs: number): vscode.TreeItem {
  const { profile, state, link } = device;
  const item = new vscode.TreeItem(profile.name, vscode.TreeItemCollapsibleState.Expanded);
  const armed = device.fault.kind === 'none' ? '' : '1 armed · ';
  if (state === 'safeState') item.description = `SafeState · ${device.cause}`;
  else if (link.kind === 'reconnecting') {
    item.description = `Reconnecting ${String(link.attempt)} · ${link.reason}`;
  } else if (state === 'idle') item.description = `${armed}Idle`;
  else item.description = `${armed}${stateText(state)} · ${rateText(device.samplesPerSecond)}`;
  item.iconPath = deviceIcon(device);
  item.contextValue = `device.${state}`;
  item.tooltip = deviceTooltip(device, nowMs);
  return item;
}

/** The icon that stands for a device's state everywhere. */
export function deviceIcon(device: Device): vscode.ThemeIcon {
  if (device.state !== 'safeState' && device.link.kind === 'reconnecting') {
    return new vscode.ThemeIcon('sync~spin', new vscode.ThemeColor('charts.yellow'));
  }
  const icons: Record<DeviceState, [string, string?]> = {
    idle: ['circle-large-outline'],
    measuring: ['pulse', 'charts.green'],
    error: ['warning', 'charts.yellow'],
    safeState: ['shield', 'charts.red'],
  };
  const [id, colour] = icons[device.state];
  return new vscode.ThemeIcon(id, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}

function linkIcon(device: Device): vscode.ThemeIcon {
  return new vscode.ThemeIcon(device.link.kind === 'open' ? 'plug' : 'debug-disconnect');
}

function deviceTooltip(device: Device, nowMs: number): vscode.MarkdownString {
  const c = device.counters;
  const sinceS = Math.max(0, Math.round((nowMs - device.sinceMs) / 1000));
  const text = new vscode.MarkdownString();
  const lines = [
    `${device.profile.name}: ${stateText(device.state)} for ${String(sinceS)} s`,
    device.cause === '' ? '' : `Cause: ${device.cause}`,
    `Link: ${linkLabel(device)}, ${linkText(device.link)}`,
    `Format: ${device.formatLabel}`,
    `Samples: ${numberText(c.samples)}, bytes in: ${numberText(c.bytesIn)}`,
    `Dropped: source ${numberText(c.bytesDroppedSource)} B, queue ${numberText(c.bytesDroppedQueue)} B`,
    `Rejected: ${numberText(c.framesRejected)} frames, ${numberText(c.bytesRejected)} B`,
  ];
  // appendText: names and causes come from devices and must not be read as Markdown.
  for (const line of lines.filter((l) => l !== '')) text.appendText(line).appendMarkdown('\n\n');
  return text;
}

function historyItem(row: Row): vscode.TreeItem {
  const changes = row.device.history.length;
  const item = leaf(
    'State history',
    `${String(changes)} ${changes === 1 ? 'change' : 'changes'}`,
    new vscode.ThemeIcon('history'),
  );
  item.command = {
    command: 'telemetryhub.showHistory',
    title: 'Show State History',
    arguments: [row],
  };
  return item;
}

function faultsItem(device: Device): vscode.TreeItem {
  const icon = new vscode.ThemeIcon('zap', new vscode.ThemeColor('charts.purple'));
  const item = leaf('Faults', `1 armed · ${faultText(device.fault)}`, icon);
  item.contextValue = 'faults';
  return item;
}

function channelsItem({ channels }: Device, { hub }: RowContext): vscode.TreeItem {
  const count = channels.length;
  const none = 'No channels yet. They appear with the first decoded line.';
  // A channel that has held nothing yet answers NaN, which Math.min would hand on.
  const firstMs = Math.min(
    ...channels.map((channel) => hub.store.firstMs(channel.id)).filter(Number.isFinite),
  );
  const reach = Number.isFinite(firstMs) ? ` · back to ${clockText(firstMs, hub)}` : '';
  const text = count === 0 ? none : `${String(count)}${reach}`;
  const item = leaf('Channels', text, new vscode.ThemeIcon('symbol-numeric'));
  // Also while there are none: the tree keeps what a row was first, and would leave them folded up.
  item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  return item;
}

function channelItem(
  device: Device,
  channelId: string,
  { focus, hub }: RowContext,
): vscode.TreeItem {
  const channel = findChannel(device, channelId);
  const plotted = focus.isPlotted(device, channelId);
  if (channel === undefined) return leaf(channelId, '–');
  const ageMs = hub.nowMs() - channel.latestMs;
  // The values of a device that rests are old by intention, and no timer runs to count their age.
  const age =
    isActing(device) && ageMs > OLD_MS ? ` · ${String(Math.floor(ageMs / 1000))} s old` : '';
  const icon = new vscode.ThemeIcon(plotted ? 'graph-line' : 'symbol-numeric');
  const item = leaf(channel.name, valueText(channel.latest, channel.unit) + age, icon);
  item.contextValue = plotted ? 'channel.plotted' : 'channel.unplotted';
  return item;
}

/** A device's channel by id. */
export function findChannel(device: Device, channelId: string): Channel | undefined {
  return device.channels.find((channel) => channel.id === channelId);
}

function lossCount(device: Device, stage: LossStage): string {
  const c = device.counters;
  const counts: Record<LossStage, string> = {
    source: `${numberText(c.bytesDroppedSource)} B`,
    queue: `${numberText(c.bytesDroppedQueue)} B in ${numberText(c.blocksDropped)} blocks`,
    rejected: `${numberText(c.framesRejected)}, ${numberText(c.bytesRejected)} B`,
    notFinite: numberText(c.nonFinite),
  };
  return counts[stage];
}

/** True while frames are expected, so that their absence shows. */
export function isActing(device: Device): boolean {
  return device.state === 'measuring' || device.state === 'error';
}

function clockText(timeMs: number, { wallOffsetMs }: RowContext['hub']): string {
  return timeText(timeMs + wallOffsetMs).slice(0, 5);
}

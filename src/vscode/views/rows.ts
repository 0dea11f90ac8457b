import * as vscode from 'vscode';
import type { Device } from '../../device/device';
import type { Hub } from '../../hub';
import type { Focus } from '../focus';
import { channelItem, channelsItem, channelTooltip, moreChannelsItem } from './channelItem';
import { deviceItem, deviceTooltip, historyItem, linkItem } from './deviceItem';
import { faultItem, faultsItem, faultTooltip } from './faultItem';
import { formatItem, logItem, whyItem, whyTooltip } from './formatItem';
import { lossesItem, lossItem, type LossStage } from './lossItem';

/** One row of the tree; its id stays the same for its life, so that expansion and selection do. */
export type Row =
  | { readonly kind: 'device'; readonly id: string; readonly device: Device }
  | {
      readonly kind:
        | 'link'
        | 'format'
        | 'why'
        | 'faults'
        | 'channels'
        | 'moreChannels'
        | 'log'
        | 'losses'
        | 'history';
      readonly id: string;
      readonly device: Device;
    }
  | {
      readonly kind: 'fault';
      readonly id: string;
      readonly device: Device;
      readonly faultId: number;
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
  item.accessibilityInformation ??= { label: `${label}, ${description.replaceAll(' ·', ',')}` };
  return item;
}

/** What makes two looks of a row equal: nothing is refreshed while this stays the same. */
export function rowKey(item: vscode.TreeItem): string {
  return JSON.stringify([item.label, item.description, item.contextValue, iconKey(item)]);
}

/** What the pointer gets to read at a row, made only when it rests there; undefined = nothing more. */
export function rowTooltip(row: Row, context: RowContext): vscode.MarkdownString | undefined {
  switch (row.kind) {
    case 'device':
    case 'link':
      return deviceTooltip(row.device, context.hub);
    case 'why':
      return whyTooltip(row.device);
    case 'fault':
      return faultTooltip(row.device, row.faultId);
    case 'channel':
      return channelTooltip(row.device, row.channelId, context.hub);
    default:
      return undefined;
  }
}

function iconKey(item: vscode.TreeItem): string {
  if (!(item.iconPath instanceof vscode.ThemeIcon)) return '';
  return `${item.iconPath.id} ${item.iconPath.color?.id ?? ''}`;
}

function describe(row: Row, context: RowContext): vscode.TreeItem {
  const { device } = row;
  switch (row.kind) {
    case 'device':
      return deviceItem(device);
    case 'link':
      return linkItem(device);
    case 'format':
      return formatItem(device);
    case 'why':
      return whyItem(device);
    case 'log':
      return logItem(device);
    case 'faults':
      return faultsItem(device);
    case 'fault':
      return faultItem(device, row.faultId, context.hub.nowMs());
    case 'channels':
      return channelsItem(device, context.hub);
    case 'channel':
      return channelItem(device, row.channelId, context);
    case 'moreChannels':
      return moreChannelsItem(device, context);
    case 'losses':
      return lossesItem(device);
    case 'loss':
      return lossItem(device, row.stage);
    case 'history':
      return historyItem(device);
    default:
      return row satisfies never;
  }
}

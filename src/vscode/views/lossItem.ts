import * as vscode from 'vscode';
import type { Device } from '../../device/device';
import { lossesText, numberText } from '../words';
import { leaf } from './leaf';

/** Where bytes, frames or values can be lost, left to right. */
export const LOSS_STAGES = [
  'source',
  'fault',
  'queue',
  'rejected',
  'notFinite',
  'channels',
] as const;

export type LossStage = (typeof LOSS_STAGES)[number];

const LOSS_WORDS: Readonly<Record<LossStage, string>> = {
  source: 'Dropped in the source',
  fault: 'Taken away by faults',
  queue: 'Dropped in the queue',
  rejected: 'Rejected frames',
  notFinite: 'Values that were not finite',
  channels: 'Values of too many channels',
};

/** The row above a device's losses: they are numbers, also when they are 0. */
export function lossesItem(device: Device): vscode.TreeItem {
  const item = leaf(vscode.l10n.t('Losses'), lossesText(device), 'circle-slash');
  item.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed;
  return item;
}

/** The row of one stage. */
export function lossItem(device: Device, stage: LossStage): vscode.TreeItem {
  return leaf(vscode.l10n.t(LOSS_WORDS[stage]), lossText(device, stage));
}

function lossText({ counters: c, refusedSamples, straysLetGo }: Device, stage: LossStage): string {
  switch (stage) {
    case 'source':
      return `${numberText(c.bytesDroppedSource)} B`;
    case 'fault':
      return `${numberText(c.bytesDroppedFault)} B`;
    case 'queue':
      return vscode.l10n.t(
        '{0} B in {1} blocks',
        numberText(c.bytesDroppedQueue),
        numberText(c.blocksDropped),
      );
    case 'rejected':
      return `${numberText(c.framesRejected)}, ${numberText(c.bytesRejected)} B`;
    case 'notFinite':
      return numberText(c.nonFinite);
    case 'channels':
      return straysLetGo === 0
        ? numberText(refusedSamples)
        : vscode.l10n.t(
            '{0}, and {1} channels made of garbage',
            numberText(refusedSamples),
            numberText(straysLetGo),
          );
    default:
      return stage satisfies never;
  }
}

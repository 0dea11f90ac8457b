import * as vscode from 'vscode';
import type { Device } from '../../device/device';
import type { ArmedFault } from '../../model';
import { faultProgress, faultSettings, faultTitle } from '../faultText';
import { armedText, numberText, scoreText } from '../words';
import { leaf, textLines } from './leaf';

/** The row above a device's armed faults: how many, and how they were caught. */
export function faultsItem({ faults, score }: Device): vscode.TreeItem {
  const parts = [armedText(faults.length), scoreText(score)].filter((part) => part !== '');
  const item = leaf(vscode.l10n.t('Faults'), parts.join(' · '), 'zap', 'charts.purple');
  // Unfolded: what does damage is seen without a click.
  item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  item.contextValue = 'faults';
  return item;
}

/** The row of one armed fault: `Byte flip F-051`, how long it goes on, what was caught. */
export function faultItem(device: Device, faultId: number, nowMs: number): vscode.TreeItem {
  const fault = armedFault(device, faultId);
  if (fault === undefined) return leaf('–', '');
  const item = leaf(faultTitle(fault), faultProgress(fault, nowMs), 'zap', 'charts.purple');
  item.contextValue = 'fault';
  return item;
}

/** What the fault is set to, and which of its injections nobody noticed. */
export function faultTooltip(device: Device, faultId: number): vscode.MarkdownString | undefined {
  const fault = armedFault(device, faultId);
  if (fault === undefined) return undefined;
  const { injected, pending, missedNumbers, caughtBy } = fault.score;
  const { l10n } = vscode;
  return textLines([
    faultTitle(fault),
    faultSettings(fault.spec),
    l10n.t('Injected: {0}, of these still open: {1}', numberText(injected), numberText(pending)),
    missedNumbers.length === 0 ? '' : l10n.t('Missed: {0}', missedNumbers.join(', ')),
    caughtBy === '' ? '' : l10n.t('The last one was caught by {0}', caughtBy),
  ]);
}

function armedFault({ faults }: Device, faultId: number): ArmedFault | undefined {
  return faults.find(({ id }) => id === faultId);
}

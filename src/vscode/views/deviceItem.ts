import * as vscode from 'vscode';
import type { Device } from '../../device/device';
import { deviceIcon } from '../deviceIcon';
import {
  armedText,
  clockText,
  formatText,
  linkDetail,
  linkLabel,
  linkText,
  numberText,
  rateText,
  stateText,
  timeText,
} from '../words';
import { leaf, textLines } from './leaf';

/** The row of a device: the most telling first, since it is cut at the right. */
export function deviceItem(device: Device): vscode.TreeItem {
  const item = leaf(device.profile.name, describe(device), ...deviceIcon(device));
  item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  const armed = device.faults.length > 0 ? '.armed' : '';
  const alarm = device.alarms.some(({ acknowledged }) => !acknowledged) ? '.alarm' : '';
  const link = device.link.kind === 'closed' ? 'unlinked' : 'linked';
  item.contextValue = `device.${device.state}.${link}${armed}${alarm}`;
  return item;
}

function describe(device: Device): string {
  const { state, link, cause } = device;
  const armed = device.faults.length === 0 ? [] : [armedText(device.faults.length)];
  if (state === 'safeState') return [stateText(state), cause, ...armed].join(' · ');
  if (link.kind === 'reconnecting') {
    return [vscode.l10n.t('Reconnecting {0}', link.attempt), link.reason, ...armed].join(' · ');
  }
  if (device.releasedFor !== undefined && link.kind === 'closed') {
    return [...armed, stateText(state), link.reason].join(' · ');
  }
  if (state === 'idle' || armed.length > 0) return [...armed, stateText(state)].join(' · ');
  return `${stateText(state)} · ${rateText(device.samplesPerSecond)}`;
}

/** State and cause, link with all its settings, totals, what was dropped where, and times. */
export function deviceTooltip(
  device: Device,
  hub: { readonly wallOffsetMs: number; nowMs(): number },
): vscode.MarkdownString {
  const c = device.counters;
  const { l10n } = vscode;
  const link = [linkLabel(device), linkDetail(device), linkText(device.link)].filter(Boolean);
  const since = timeText(device.sinceMs + hub.wallOffsetMs).slice(0, 8);
  const spanText = clockText(hub.nowMs() - device.sinceMs);
  const state = l10n.t('{0} since {1}, for {2}', stateText(device.state), since, spanText);
  return textLines([
    `${device.profile.name}: ${state}`,
    device.cause === '' ? '' : l10n.t('Cause: {0}', device.cause),
    l10n.t('Link: {0}', link.join(', ')),
    l10n.t('Format: {0}', formatText(device.format)),
    l10n.t('Samples: {0}, bytes in: {1}', numberText(c.samples), numberText(c.bytesIn)),
    l10n.t(
      'Dropped: source {0} B, queue {1} B',
      numberText(c.bytesDroppedSource),
      numberText(c.bytesDroppedQueue),
    ),
    c.bytesDroppedFault === 0
      ? ''
      : l10n.t('Taken away by faults: {0} B', numberText(c.bytesDroppedFault)),
    l10n.t(
      'Rejected: {0} frames, {1} B',
      numberText(c.framesRejected),
      numberText(c.bytesRejected),
    ),
  ]);
}

/** The row of a device's link, and why it is not open. */
export function linkItem(device: Device): vscode.TreeItem {
  const icon = device.link.kind === 'open' ? 'plug' : 'debug-disconnect';
  const description = `${linkLabel(device)} · ${linkText(device.link)}`;
  return leaf(vscode.l10n.t('Link'), description, icon);
}

/** The row that leads to the history of states. */
export function historyItem({ history, profile }: Device): vscode.TreeItem {
  const changes = history.length;
  const text =
    changes === 1 ? vscode.l10n.t('1 change') : vscode.l10n.t('{0} changes', numberText(changes));
  const item = leaf(vscode.l10n.t('State history'), text, 'history');
  item.command = {
    command: 'telemetryhub.showHistory',
    title: vscode.l10n.t('Show state history'),
    arguments: [profile.id],
  };
  return item;
}

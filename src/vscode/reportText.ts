import * as vscode from 'vscode';
import type { Device } from '../device/device';
import type { Hub } from '../hub';
import type { Rejection } from '../model';
import { refusalText } from '../refusalWords';
import { bytesText } from './bytesText';
import { explainText } from './explainText';
import { logText } from './logText';
import { metricRows } from './metricRows';
import { ruleText } from './rejectRules';
import { formatText, numberText, stateText, timeText } from './words';

/** The text of a report of `ReportKind`, as things are now. */
export async function reportText(kind: string, device: Device, hub: Hub): Promise<string> {
  switch (kind) {
    case 'rejected':
      return rejected(device, hub);
    case 'history':
      return history(device);
    case 'why':
      return explainText(device);
    case 'bytes':
      return bytesText(device);
    case 'log':
      return logText(device, hub.wallOffsetMs);
    default:
      return metrics(device, hub);
  }
}

function rejected(device: Device, hub: Hub): string {
  const { rejections, counters } = device;
  const head = vscode.l10n.t(
    '{0}: {1} frames rejected, {2} bytes. The last {3}, newest first.',
    device.profile.name,
    numberText(counters.framesRejected),
    numberText(counters.bytesRejected),
    rejections.length,
  );
  const format = vscode.l10n.t('Format: {0}', formatText(device.format));
  const causes = [...new Set(rejections.map((r) => r.cause))];
  const rules = causes.map((cause) => `${cause}: ${ruleText(cause)}`);
  const frames = [...rejections].reverse().map((r) => frame(r, hub));
  return [head, format, '', ...rules, '', ...frames, ''].join('\n');
}

function frame(r: Rejection, hub: Hub): string {
  const time = timeText(r.timeMs + hub.wallOffsetMs);
  const hex = [...r.excerpt].map((b) => b.toString(16).padStart(2, '0')).join(' ');
  const ascii = [...r.excerpt].map((b) => (b >= 32 && b < 127 ? String.fromCharCode(b) : '.'));
  const all = vscode.l10n.t('{0} bytes in all', r.bytes);
  const more = r.bytes > r.excerpt.length ? ` … ${all}` : '';
  return `${time}  ${r.cause.padEnd(9)} ${refusalText(r.detail)}\n              ${hex}${more}\n              ${ascii.join('')}`;
}

function history(device: Device): string {
  const rows = [...device.history].reverse().map((t) => {
    const change = `${stateText(t.from)} -> ${stateText(t.to)}`.padEnd(24);
    const counts = vscode.l10n.t(
      '{0} samples, {1} rejected',
      numberText(t.counters.samples),
      numberText(t.counters.framesRejected),
    );
    return `${timeText(t.wallMs)}  ${change} ${t.cause}  (${counts})`;
  });
  const now = vscode.l10n.t(
    '{0}: {1}. Last {2} changes, newest first.',
    device.profile.name,
    stateText(device.state),
    rows.length,
  );
  const none = vscode.l10n.t('Nothing has happened yet.');
  return [now, '', ...(rows.length === 0 ? [none] : rows), ''].join('\n');
}

function metrics(device: Device, hub: Hub): string {
  const lines = metricRows(device, hub).map(([name, value]) => `${name.padEnd(28)}${value}`);
  return [device.profile.name, '', ...lines, '', ...device.notes, ''].join('\n');
}

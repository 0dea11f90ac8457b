import * as vscode from 'vscode';
import type { Device } from '../device/device';
import { numberText, timeText } from './words';

/** The log channel of a device as text, oldest first, each line with its time; says how much of it is kept. */
export function logText({ profile, log }: Device, wallOffsetMs: number): string {
  const head = vscode.l10n.t(
    '{0}: {1} lines that are not telemetry. The last {2}, oldest first.',
    profile.name,
    numberText(log.total),
    numberText(log.length),
  );
  const lines = log.all.map(({ timeMs, text }) => `${timeText(timeMs + wallOffsetMs)}  ${text}`);
  return [head, '', ...lines, ''].join('\n');
}

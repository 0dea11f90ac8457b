import * as vscode from 'vscode';
import type { Explanation } from '../../decode/explain';
import type { Device } from '../../device/device';
import { twoDecimals } from '../../numberFormat';
import { refusalText } from '../../refusalWords';
import { numberText } from '../words';
import { leaf, textLines } from './leaf';

/** The row of a device's wire format: which, how sure, and what else it might be. */
export function formatItem({ format }: Device): vscode.TreeItem {
  const { l10n } = vscode;
  const item = leaf(l10n.t('Format'), describe(), 'symbol-structure');
  item.contextValue = `format.${format.kind}`;
  return item;

  function describe(): string {
    switch (format.kind) {
      case 'detecting':
        return l10n.t('detecting');
      case 'set':
        return l10n.t('{0} · set', format.format.kind);
      case 'unknown':
        return l10n.t('not recognised · {0}', refusalText(format.why));
      case 'detected': {
        const { format: found, score, runnerUp } = format;
        const sure = l10n.t('{0} · detected {1}', found.kind, twoDecimals(score));
        if (runnerUp === undefined) return sure;
        return `${sure} · ${l10n.t('next {0} {1}', runnerUp.kind, twoDecimals(runnerUp.score))}`;
      }
    }
  }
}

/** True where bytes arrive and nothing comes of them. */
export function hasTrouble({ counters }: Device): boolean {
  return counters.bytesIn > 0 && counters.samples === 0;
}

/** The row that answers "Why is nothing plotted?": the fix at a glance. */
export function whyItem(device: Device): vscode.TreeItem {
  const [first] = device.explain() as readonly (Explanation | undefined)[];
  const title = vscode.l10n.t('Why is nothing plotted?');
  const item = leaf(title, first?.fix ?? '', 'question', 'charts.yellow');
  item.contextValue = first?.remedy === undefined ? 'why' : 'why.remedy';
  item.command = { command: 'telemetryhub.showWhy', title, arguments: [device.profile.id] };
  return item;
}

/** What came, the rule it broke, the nearest format and the fix. */
export function whyTooltip(device: Device): vscode.MarkdownString {
  const { l10n } = vscode;
  return textLines(
    device
      .explain()
      .flatMap(({ excerpt, rule, nearest, fix }) => [
        excerpt === '' ? '' : l10n.t('Received: {0}', excerpt),
        l10n.t('Rule broken: {0}', rule),
        nearest === undefined ? '' : l10n.t('Nearest format: {0}', nearest),
        l10n.t('What to do: {0}', fix),
      ]),
  );
}

/** The row of the log channel: how many lines, and the last of them. */
export function logItem({ log, profile }: Device): vscode.TreeItem {
  const count =
    log.total === 1 ? vscode.l10n.t('1 line') : vscode.l10n.t('{0} lines', numberText(log.total));
  const last = log.last(1).at(0)?.text ?? '';
  const item = leaf(vscode.l10n.t('Log'), last === '' ? count : `${count} · ${last}`, 'output');
  item.contextValue = 'log';
  const title = vscode.l10n.t('Show the log');
  item.command = { command: 'telemetryhub.showLog', title, arguments: [profile.id] };
  return item;
}

import * as vscode from 'vscode';
import type { BreakpointState, Breakpoints } from '../../debugger/breakpoints';
import type { Device } from '../../device/device';
import { numberText } from '../words';
import { textLines } from './leaf';
import type { RowProvider } from './lateProvider';

/** One telemetry breakpoint, by its place in the setting. */
export interface BreakpointRow {
  readonly kind: 'breakpoint';
  readonly id: string;
  readonly state: BreakpointState;
}

const NBSP = '\u00a0';

/** The rows of the Telemetry Breakpoints view: a box to tick, the condition, what it did last. */
export class BreakpointRows implements RowProvider<BreakpointRow> {
  constructor(private readonly breakpoints: Pick<Breakpoints<Device>, 'all'>) {}

  getTreeItem({ id, state }: BreakpointRow): vscode.TreeItem {
    const { breakpoint, last } = state;
    const item = new vscode.TreeItem(breakpoint.when);
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    item.id = id;
    item.description = describe(state);
    item.contextValue = 'breakpoint';
    item.checkboxState = breakpoint.enabled ? Checked : Unchecked;
    item.iconPath = iconOf(state);
    item.tooltip = textLines([
      breakpoint.when,
      breakpoint.device === undefined
        ? vscode.l10n.t('Any device')
        : vscode.l10n.t('Device: {0}', breakpoint.device),
      item.description,
      last?.detail ?? '',
    ]);
    item.accessibilityInformation = { label: `${breakpoint.when}, ${item.description}` };
    return item;
  }

  getChildren(row?: BreakpointRow): BreakpointRow[] {
    if (row !== undefined) return [];
    return this.breakpoints.all.map((state) => ({
      kind: 'breakpoint',
      id: `breakpoint:${String(state.breakpoint.at)}`,
      state,
    }));
  }
}

/** `halted 4.1 ms after the sample · 3 hits`: the last pause first. */
function describe({ breakpoint, hits, last }: BreakpointState): string {
  const { l10n } = vscode;
  const parts = [outcomeText(last)];
  if (hits === 0) parts.push(l10n.t('no hits yet'));
  else parts.push(hits === 1 ? l10n.t('1 hit') : l10n.t('{0} hits', numberText(hits)));
  if (breakpoint.hitCount > 1) parts.push(l10n.t('pauses every {0}', breakpoint.hitCount));
  if (breakpoint.device !== undefined) parts.push(breakpoint.device);
  return parts.filter((part) => part !== '').join(' · ');
}

function outcomeText(last: BreakpointState['last']): string {
  switch (last?.outcome) {
    case undefined:
      return '';
    case 'asked':
      return vscode.l10n.t('pausing');
    case 'failed':
      return vscode.l10n.t('nothing was paused');
    case 'halted': {
      const ms = last.latencyMs;
      if (ms === undefined) return vscode.l10n.t('halted already');
      const span = `${numberText(Number(ms.toFixed(1)))}${NBSP}ms`;
      return vscode.l10n.t('halted {0} after the sample', span);
    }
  }
}

function iconOf({ breakpoint, last }: BreakpointState): vscode.ThemeIcon {
  if (!breakpoint.enabled) return new vscode.ThemeIcon('debug-breakpoint-conditional-disabled');
  if (last?.outcome === 'failed') {
    return new vscode.ThemeIcon('warning', new vscode.ThemeColor('charts.yellow'));
  }
  const colour = new vscode.ThemeColor('debugIcon.breakpointForeground');
  return new vscode.ThemeIcon('debug-breakpoint-conditional', colour);
}

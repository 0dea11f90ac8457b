import * as vscode from 'vscode';
import { scriptLengthS } from '../../fault/script';
import type { FaultClock } from '../../fault/stage';
import type { FaultScript } from '../../model';
import type { FaultScripts } from '../faultScripts';
import { clockText, numberText } from '../words';
import type { RowProvider } from './lateProvider';

/** One script; its id stays the same for its life. */
export interface ScriptRow {
  readonly kind: 'script';
  readonly id: string;
  readonly script: FaultScript;
}

/** The rows of the Fault scripts view: what each does, and how far it has come while it runs. */
export class ScriptRows implements RowProvider<ScriptRow> {
  constructor(
    private readonly scripts: Pick<FaultScripts, 'all' | 'runOf'>,
    private readonly clock: Pick<FaultClock, 'nowMs'>,
  ) {}

  getTreeItem({ id, script }: ScriptRow): vscode.TreeItem {
    const item = new vscode.TreeItem(script.name);
    const runs = this.scripts.runOf(script.name) !== undefined;
    item.id = id;
    item.description = this.describe(script);
    item.contextValue = runs ? 'script.running' : 'script.idle';
    item.iconPath = runs
      ? new vscode.ThemeIcon('zap', new vscode.ThemeColor('charts.purple'))
      : new vscode.ThemeIcon('list-ordered');
    item.accessibilityInformation = { label: `${script.name}, ${item.description}` };
    return item;
  }

  getChildren(row?: ScriptRow): ScriptRow[] {
    if (row !== undefined) return [];
    return this.scripts.all.map((script) => ({
      kind: 'script',
      id: `script:${script.name}`,
      script,
    }));
  }

  private describe(script: FaultScript): string {
    const length = scriptLengthS(script);
    const running = this.scripts.runOf(script.name);
    if (running !== undefined) {
      const sinceMs = Math.min(this.clock.nowMs() - running.run.startMs, length * 1000);
      return vscode.l10n.t('running, {0} of {1}', clockText(sinceMs), clockText(length * 1000));
    }
    const { length: count } = script.steps;
    if (count === 0) return vscode.l10n.t('no faults yet');
    return count === 1
      ? vscode.l10n.t('1 fault over {0} s', numberText(length))
      : vscode.l10n.t('{0} faults over {1} s', numberText(count), numberText(length));
  }
}

import * as vscode from 'vscode';
import { scriptLengthS } from '../../fault/script';
import type { FaultClock } from '../../fault/stage';
import type { FaultScript } from '../../model';
import { Disposables } from '../disposables';
import type { FaultScripts } from '../faultScripts';
import { clockText, numberText } from '../words';

/** One script; its id stays the same for its life. */
export interface ScriptRow {
  readonly kind: 'script';
  readonly id: string;
  readonly script: FaultScript;
}

const TICK_MS = 1000;

/** The Fault scripts view: what each does, and how far it has come while it runs. */
export class ScriptTree implements vscode.TreeDataProvider<ScriptRow> {
  private readonly owned = new Disposables();
  private readonly emitter = this.owned.add(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly view: vscode.TreeView<ScriptRow>;
  private tick: NodeJS.Timeout | undefined;

  constructor(
    private readonly scripts: FaultScripts,
    private readonly clock: Pick<FaultClock, 'nowMs'>,
  ) {
    this.view = this.owned.add(
      vscode.window.createTreeView('telemetryhub.scripts', { treeDataProvider: this }),
    );
    this.owned.onDispose(
      scripts.onChange(() => {
        this.refresh();
      }),
    );
    this.owned.add(
      this.view.onDidChangeVisibility(() => {
        this.refresh();
      }),
    );
  }

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

  dispose(): void {
    clearTimeout(this.tick);
    this.owned.dispose();
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

  private refresh(): void {
    clearTimeout(this.tick);
    this.emitter.fire(undefined);
    if (!this.view.visible || !this.scripts.someRuns) return;
    this.tick = setTimeout(() => {
      this.refresh();
    }, TICK_MS);
  }
}

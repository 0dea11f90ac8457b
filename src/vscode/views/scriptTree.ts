import * as vscode from 'vscode';
import type { FaultClock } from '../../fault/stage';
import { Disposables } from '../disposables';
import type { FaultScripts } from '../faultScripts';
import { LateProvider } from './lateProvider';
import type { ScriptRow } from './scriptRows';

const TICK_MS = 1000;

/** The Fault scripts view; how far scripts have come is shown anew each second while one runs and the view is seen. */
export class ScriptTree {
  private readonly owned = new Disposables();
  private readonly rows: LateProvider<ScriptRow>;
  private readonly view: vscode.TreeView<ScriptRow>;
  private tick: NodeJS.Timeout | undefined;

  constructor(
    private readonly scripts: FaultScripts,
    clock: Pick<FaultClock, 'nowMs'>,
  ) {
    this.rows = this.owned.add(
      new LateProvider<ScriptRow>(async () => {
        const { ScriptRows } = await import('./scriptRows');
        return new ScriptRows(scripts, clock);
      }),
    );
    this.view = this.owned.add(
      vscode.window.createTreeView('telemetryhub.scripts', { treeDataProvider: this.rows }),
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

  dispose(): void {
    clearTimeout(this.tick);
    this.owned.dispose();
  }

  private refresh(): void {
    clearTimeout(this.tick);
    this.rows.refresh();
    if (!this.view.visible || !this.scripts.someRuns) return;
    this.tick = setTimeout(() => {
      this.refresh();
    }, TICK_MS);
  }
}

import * as vscode from 'vscode';
import type { Breakpoints } from '../../debugger/breakpoints';
import type { Device } from '../../device/device';
import type { BreakpointList } from '../debug/breakpointList';
import { Disposables } from '../disposables';
import type { BreakpointRow } from './breakpointRows';
import { LateProvider } from './lateProvider';

/** The Telemetry Breakpoints view, among the debugger's own. */
export class BreakpointTree {
  private readonly owned = new Disposables();

  constructor(
    breakpoints: Breakpoints<Device>,
    list: BreakpointList,
    onRefusal: (error: unknown) => void,
  ) {
    const rows = this.owned.add(
      new LateProvider<BreakpointRow>(async () => {
        const { BreakpointRows } = await import('./breakpointRows');
        return new BreakpointRows(breakpoints);
      }),
    );
    const view = this.owned.add(
      vscode.window.createTreeView('telemetryhub.breakpoints', { treeDataProvider: rows }),
    );
    this.owned.onDispose(
      breakpoints.onChange(() => {
        rows.refresh();
      }),
    );
    this.owned.add(
      view.onDidChangeCheckboxState(({ items }) => {
        for (const [{ state }, box] of items) {
          const enabled = box === vscode.TreeItemCheckboxState.Checked;
          list.change(state.breakpoint.at, { enabled }).catch(onRefusal);
        }
      }),
    );
  }

  dispose(): void {
    this.owned.dispose();
  }
}

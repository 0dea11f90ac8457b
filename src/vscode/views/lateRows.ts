import * as vscode from 'vscode';
import type { Hub } from '../../hub';
import { Disposables } from '../disposables';
import type { Focus } from '../focus';
import type { DeviceRows } from './deviceRows';
import type { Row } from './rows';

/** The rows of the Devices view; their code is read when VS Code first asks for rows: see `DeviceRows`. */
export class LateRows implements vscode.TreeDataProvider<Row> {
  private readonly owned = new Disposables();
  private readonly emitter = this.owned.add(new vscode.EventEmitter<Row | undefined>());
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly missed = this.owned.add(new vscode.EventEmitter<undefined>());
  readonly onDidMissRefresh = this.missed.event;
  private loading: Promise<DeviceRows> | undefined;
  private rows: DeviceRows | undefined;

  constructor(
    private readonly hub: Hub,
    private readonly focus: Focus,
  ) {}

  /** How many rows have been shown and are still there. */
  get shownCount(): number {
    return this.rows?.shownCount ?? 0;
  }

  async getChildren(row?: Row): Promise<Row[]> {
    const rows = await (this.loading ??= this.load());
    return rows.getChildren(row);
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return this.made.getTreeItem(row);
  }

  getParent(row: Row): Row | undefined {
    return this.made.getParent(row);
  }

  resolveTreeItem(item: vscode.TreeItem, row: Row): vscode.TreeItem {
    return this.made.resolveTreeItem(item, row);
  }

  /** Has the rows shown anew that changed; nothing before any were asked for. */
  refresh(): void {
    this.rows?.refresh();
  }

  /** Has all rows shown anew: devices came or went. */
  reset(): void {
    if (this.rows === undefined) this.emitter.fire(undefined);
    else this.rows.reset();
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** Rows come from `getChildren` alone, so they have been made by then. */
  private get made(): DeviceRows {
    if (this.rows === undefined) throw new Error('A row was asked for before there were any.');
    return this.rows;
  }

  private async load(): Promise<DeviceRows> {
    const { DeviceRows } = await import('./deviceRows');
    const rows = this.owned.add(new DeviceRows(this.hub, this.focus));
    this.owned.add(rows.onDidChangeTreeData((row) => this.emitter.fire(row)));
    this.owned.add(rows.onDidMissRefresh(() => this.missed.fire(undefined)));
    this.rows = rows;
    return rows;
  }
}

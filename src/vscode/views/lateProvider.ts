import * as vscode from 'vscode';
import { Disposables } from '../disposables';

/** The rows of a tree of one level. */
export type RowProvider<T> = Required<
  Pick<vscode.TreeDataProvider<T>, 'getChildren' | 'getTreeItem'>
>;

/** The rows of a view, whose code is read when VS Code first asks for rows. */
export class LateProvider<T> implements vscode.TreeDataProvider<T> {
  private readonly owned = new Disposables();
  private readonly emitter = this.owned.add(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.emitter.event;
  private loading: Promise<RowProvider<T>> | undefined;

  constructor(private readonly load: () => Promise<RowProvider<T>>) {}

  async getChildren(row?: T): Promise<T[]> {
    return (await (await this.rows()).getChildren(row)) ?? [];
  }

  async getTreeItem(row: T): Promise<vscode.TreeItem> {
    return (await this.rows()).getTreeItem(row);
  }

  /** Has all rows shown anew. */
  refresh(): void {
    this.emitter.fire(undefined);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private rows(): Promise<RowProvider<T>> {
    return (this.loading ??= this.load());
  }
}

import type * as vscode from 'vscode';
import type { Row } from './rows';

/**
 * Lets channels be dragged out of the tree. VS Code itself puts the rows' handles, with their ids in them, on the drag as
 * `application/vnd.code.tree.telemetryhub.devices`: that is what the plot reads. Types of our own would reach it empty.
 */
export class ChannelDrag implements vscode.TreeDragAndDropController<Row> {
  readonly dragMimeTypes: readonly string[] = [];
  readonly dropMimeTypes: readonly string[] = [];
}

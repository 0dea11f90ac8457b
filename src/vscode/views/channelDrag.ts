import * as vscode from 'vscode';
import type { Row } from './rows';

/** Begins the id of a channel's row; the channel's id follows. The plot looks for it in what is dropped. */
export const CHANNEL_ROW = 'telemetryhub-channel:';

const TEXT = 'text/plain';

/**
 * Lets channels be dragged out of the tree. A page gets what VS Code itself puts on the drag: the rows' handles, which hold
 * their ids, as `application/vnd.code.tree.telemetryhub.devices`. Types of our own reach other parts of VS Code only, and
 * a page as empty: a text editor gets the channel's name.
 */
export class ChannelDrag implements vscode.TreeDragAndDropController<Row> {
  readonly dragMimeTypes: readonly string[] = [TEXT];
  readonly dropMimeTypes: readonly string[] = [];

  handleDrag(rows: readonly Row[], transfer: vscode.DataTransfer): void {
    const names = rows.flatMap((row) =>
      row.kind === 'channel' ? [row.device.channelOf(row.channelId)?.name ?? ''] : [],
    );
    if (names.length > 0) transfer.set(TEXT, new vscode.DataTransferItem(names.join('\n')));
  }
}

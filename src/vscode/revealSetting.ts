import * as vscode from 'vscode';

/** A settings file: the user's, the workspace's, or that of one folder of several. */
export interface SettingsFile {
  readonly target: vscode.ConfigurationTarget;
  readonly folder?: vscode.WorkspaceFolder;
}

/** Opens a settings file, with the cursor on the first place behind a key where the pattern holds. */
export async function revealSetting(file: SettingsFile, key: string, at: RegExp): Promise<void> {
  const editor = await openFile(file, key);
  if (editor === undefined) return;
  const text = editor.document.getText();
  const begin = Math.max(0, text.indexOf(JSON.stringify(key)));
  const found = at.exec(text.slice(begin));
  if (found === null) return;
  const position = editor.document.positionAt(begin + found.index);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenter);
}

/** `"name": "Motor board"` in a file of JSON, spaced in any way. */
export function propertyPattern(property: string, value: string): RegExp {
  const literal = (text: string) => JSON.stringify(text).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`${literal(property)}\\s*:\\s*${literal(value)}`);
}

async function openFile(
  { target, folder }: SettingsFile,
  key: string,
): Promise<vscode.TextEditor | undefined> {
  if (folder !== undefined) {
    const uri = vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json');
    return vscode.window.showTextDocument(uri);
  }
  const command =
    target === vscode.ConfigurationTarget.Workspace
      ? 'workbench.action.openWorkspaceSettingsFile'
      : 'workbench.action.openSettingsJson';
  await vscode.commands.executeCommand(command, { revealSetting: { key, edit: false } });
  return vscode.window.activeTextEditor;
}

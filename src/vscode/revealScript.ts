import * as vscode from 'vscode';

/** Opens the settings file that holds a script, with the cursor on its name. */
export async function revealScript(name: string): Promise<void> {
  const hasFolder = vscode.workspace.workspaceFolders !== undefined;
  const command = hasFolder
    ? 'workbench.action.openWorkspaceSettingsFile'
    : 'workbench.action.openSettingsJson';
  const revealSetting = { key: 'telemetryhub.faultScripts', edit: false };
  await vscode.commands.executeCommand(command, { revealSetting });
  const editor = vscode.window.activeTextEditor;
  const at = editor?.document.getText().indexOf(JSON.stringify(name)) ?? -1;
  if (editor === undefined || at < 0) return;
  const position = editor.document.positionAt(at + 1);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenter);
}

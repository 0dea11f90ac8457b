import * as vscode from 'vscode';

/** Opens the settings editor on one setting, or on all of the extension's. */
export async function openSettingsAt(key: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', key);
}

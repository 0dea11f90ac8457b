import * as vscode from 'vscode';

/** The value of an extension's setting where `writeSetting` would put it; undefined when it has none there. */
export function writtenSetting(key: string): unknown {
  const values = vscode.workspace.getConfiguration('telemetryhub').inspect(key);
  return settingTarget() === vscode.ConfigurationTarget.Workspace
    ? values?.workspaceValue
    : values?.globalValue;
}

/** Keeps a setting with the workspace where one is open, else with the user; undefined removes it. */
export async function writeSetting(key: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('telemetryhub').update(key, value, settingTarget());
}

/** Which settings file takes what the user makes in the window. */
export function settingTarget(): vscode.ConfigurationTarget {
  // Of a workspace that is not trusted no such setting is read: written there it would be lost.
  const kept = vscode.workspace.workspaceFolders !== undefined && vscode.workspace.isTrusted;
  return kept ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
}

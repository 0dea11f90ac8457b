import * as vscode from 'vscode';

/** A group that shows text, so that the plot stays in view; else beside it. */
export function textColumn(): vscode.ViewColumn {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  const group = [activeTabGroup, ...all].find(
    ({ activeTab }) => activeTab === undefined || activeTab.input instanceof vscode.TabInputText,
  );
  return group?.viewColumn ?? vscode.ViewColumn.Beside;
}

import * as vscode from 'vscode';

/** Where a debug adapter says that a source is: adapters give paths, some hosts whole addresses; `C:\\x` is a path. */
export function sourceUri(path: string): vscode.Uri {
  return /^[a-z][a-z0-9+.-]+:/i.test(path) ? vscode.Uri.parse(path) : vscode.Uri.file(path);
}

import * as vscode from 'vscode';
import { until } from '../support';

const LIMIT_MS = 30_000;

/** By their ids. */
const open = new Set<string>();
vscode.debug.onDidStartDebugSession(({ id }) => open.add(id));
vscode.debug.onDidTerminateDebugSession(({ id }) => open.delete(id));

/**
 * Ends all debug sessions. Not until there is no active one: VS Code may leave one that is over as such, where it was stopped
 * right after a halt.
 */
export async function endSessions(): Promise<void> {
  await vscode.debug.stopDebugging();
  await until('all debug sessions are over', () => open.size === 0, LIMIT_MS);
}

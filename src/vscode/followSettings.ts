import * as vscode from 'vscode';
import type { DefinedDevices } from './definedDevices';
import { readSettings, type Settings } from './settings';

/**
 * Applies each change of the settings to the devices, one after the other, and says what is wrong with them:
 * each problem once, in one message that leads to the setting.
 */
export function followSettings(
  initial: Settings,
  defined: DefinedDevices,
  onBug: (error: unknown) => void,
): vscode.Disposable {
  let applied: Settings = initial;
  let applying = Promise.resolve();
  const apply = async () => {
    const settings = readSettings();
    const known = applied.problems;
    applied = settings;
    report(settings.problems.filter((problem) => !known.includes(problem)));
    await defined.apply(settings);
  };
  report(initial.problems);
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('telemetryhub')) applying = applying.then(apply).catch(onBug);
  });
}

function report(problems: readonly string[]): void {
  // Not awaited: a message stays until it is dismissed, and no later change waits for that.
  if (problems.length > 0) void showProblems(problems);
}

async function showProblems(problems: readonly string[]): Promise<void> {
  const [first, ...others] = problems;
  const more = others.length === 0 ? '' : ` (and ${String(others.length)} more)`;
  const chosen = await vscode.window.showErrorMessage(first + more, 'Open Settings');
  if (chosen === undefined) return;
  const key = /^telemetryhub(?:\.[a-zA-Z]+)+/.exec(first)?.[0] ?? 'telemetryhub';
  await vscode.commands.executeCommand('workbench.action.openSettings', key);
}

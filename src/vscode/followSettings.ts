import * as vscode from 'vscode';
import type { Breakpoints } from '../debugger/breakpoints';
import type { Device } from '../device/device';
import type { DefinedDevices } from './definedDevices';
import type { FaultScripts } from './faultScripts';
import type { LimitSettings } from './limitSettings';
import { openSettingsAt } from './openSettings';
import { readSettings, type Settings } from './settings';

/** What the settings are applied to. */
export interface SettingsFollowers {
  readonly defined: DefinedDevices;
  readonly limits: LimitSettings;
  readonly scripts: FaultScripts;
  readonly breakpoints: Breakpoints<Device>;
}

/**
 * Has fault scripts and breakpoints read, applies each change of the settings, one after the other, and says what is wrong with them: each problem once, in one
 * message that leads to the setting.
 */
export function followSettings(
  initial: Settings,
  { defined, limits, scripts, breakpoints }: SettingsFollowers,
  onBug: (error: unknown) => void,
): vscode.Disposable {
  const problemsOf = (settings: Settings) => [
    ...settings.problems,
    ...limits.problems(),
    ...scripts.problems,
    ...breakpoints.problems,
  ];
  let known: readonly string[] = [];
  const begin = async () => {
    await Promise.all([scripts.apply(), breakpoints.apply()]);
    known = problemsOf(initial);
    report(known);
  };
  const apply = async () => {
    const settings = readSettings();
    limits.apply();
    await Promise.all([scripts.apply(), breakpoints.apply()]);
    const problems = problemsOf(settings);
    report(problems.filter((problem) => !known.includes(problem)));
    known = problems;
    await defined.apply(settings);
  };
  let applying = begin().catch(onBug);
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
  const text =
    others.length === 0 ? first : vscode.l10n.t('{0} (and {1} more)', first, others.length);
  const chosen = await vscode.window.showErrorMessage(text, vscode.l10n.t('Open Settings'));
  if (chosen === undefined) return;
  const key = /^telemetryhub(?:\.[a-zA-Z]+)+/.exec(first)?.[0] ?? 'telemetryhub';
  await openSettingsAt(key);
}

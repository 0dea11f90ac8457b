import * as vscode from 'vscode';
import { parseProfile } from '../device/parseProfile';
import type { DeviceProfile } from '../device/profile';

/** The window's settings, checked; each wrong one has a message and its default in its place. */
export interface Settings {
  readonly workers: number;
  readonly storeBytes: number;
  readonly queueBlocks: number;
  readonly queueBytes: number;
  readonly serialInProcess: boolean;
  readonly profiles: readonly DeviceProfile[];
  readonly problems: readonly string[];
}

const MIB = 1024 * 1024;

/** Reads all settings once, into what the inside can trust. */
export function readSettings(): Settings {
  const problems: string[] = [];
  const config = vscode.workspace.getConfiguration('telemetryhub');
  const number = (key: string, min: number, max: number, fallback: number) => {
    const value: unknown = config.get(key);
    if (typeof value === 'number' && value >= min && value <= max) return value;
    const range = `from ${String(min)} to ${String(max)}`;
    problems.push(
      `telemetryhub.${key} is ${JSON.stringify(value)}. It must be a number ${range}; ${String(fallback)} is used.`,
    );
    return fallback;
  };
  const queueBlocks = Math.floor(number('queue.blocks', 1, 100_000, 1000));
  const queueBytes = Math.floor(number('queue.megabytes', 0.0625, 1024, 16) * MIB);
  return {
    workers: Math.floor(number('pool.workers', 1, 16, 4)),
    storeBytes: Math.floor(number('store.megabytes', 16, 4096, 256) * MIB),
    queueBlocks,
    queueBytes,
    serialInProcess: config.get('serial.inProcess') === true,
    profiles: readProfiles(config.get('devices'), { queueBlocks, queueBytes }, problems),
    problems,
  };
}

function readProfiles(
  value: unknown,
  defaults: { queueBlocks: number; queueBytes: number },
  problems: string[],
): DeviceProfile[] {
  if (!Array.isArray(value)) {
    if (value !== undefined) problems.push('telemetryhub.devices must be a list in brackets.');
    return [];
  }
  const profiles: DeviceProfile[] = [];
  value.forEach((entry: unknown, i) => {
    const parsed = parseProfile(entry, i, defaults);
    if (!parsed.ok) problems.push(parsed.message);
    else if (profiles.some((p) => p.id === parsed.profile.id)) {
      problems.push(
        `telemetryhub.devices[${String(i)}].id is "${parsed.profile.id}" again. Give each device its own id.`,
      );
    } else profiles.push(parsed.profile);
  });
  return profiles;
}

/** Shows what is wrong with the settings in one message that leads to them. */
export async function showProblems(problems: readonly string[]): Promise<void> {
  if (problems.length === 0) return;
  const more = problems.length === 1 ? '' : ` (and ${String(problems.length - 1)} more)`;
  const chosen = await vscode.window.showErrorMessage(`${problems[0]}${more}`, 'Open Settings');
  if (chosen === undefined) return;
  const key = /^telemetryhub\.[a-zA-Z.]+?(?=[[\s.]|$)/.exec(problems[0])?.[0] ?? 'telemetryhub';
  await vscode.commands.executeCommand('workbench.action.openSettings', key);
}

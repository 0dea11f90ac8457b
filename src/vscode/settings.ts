import * as vscode from 'vscode';
import { parseProfile, type ProfileDefaults } from '../device/parseProfile';
import type { DeviceProfile } from '../device/profile';

/** The window's settings, checked; each wrong one has a message and its default in its place. */
export interface Settings {
  readonly workers: number;
  readonly storeBytes: number;
  readonly queueBlocks: number;
  readonly queueBytes: number;
  readonly serialInProcess: boolean;
  /** A fault noticed within so long is caught. */
  readonly catchWithinMs: number;
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
    problems.push(
      vscode.l10n.t(
        '{0} is {1}. It must be a number from {2} to {3}; {4} is used.',
        `telemetryhub.${key}`,
        JSON.stringify(value),
        min,
        max,
        fallback,
      ),
    );
    return fallback;
  };
  const inProcess: unknown = config.get('serial.inProcess');
  if (typeof inProcess !== 'boolean') {
    problems.push(
      vscode.l10n.t(
        '{0} is {1}. It must be true or false; false is used.',
        'telemetryhub.serial.inProcess',
        JSON.stringify(inProcess),
      ),
    );
  }
  const queueBlocks = Math.floor(number('queue.blocks', 1, 100_000, 1000));
  const queueBytes = Math.floor(number('queue.megabytes', 0.0625, 1024, 16) * MIB);
  return {
    workers: Math.floor(number('pool.workers', 1, 16, 4)),
    storeBytes: Math.floor(number('store.megabytes', 16, 4096, 256) * MIB),
    queueBlocks,
    queueBytes,
    serialInProcess: inProcess === true,
    catchWithinMs: number('faults.catchWithinMs', 1, 60_000, 2000),
    profiles: readAllProfiles({ queueBlocks, queueBytes }, problems),
    problems,
  };
}

/** Each folder of the workspace may define devices of its own; what all of them inherit is read once. */
function readAllProfiles(defaults: ProfileDefaults, problems: string[]): DeviceProfile[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const scopes = folders.length === 0 ? [undefined] : folders.map((folder) => folder.uri);
  const values = scopes.map((scope): unknown =>
    vscode.workspace.getConfiguration('telemetryhub', scope).get('devices'),
  );
  const different = new Map(values.map((value) => [JSON.stringify(value), value]));
  const profiles: DeviceProfile[] = [];
  for (const value of different.values()) readProfiles(value, defaults, profiles, problems);
  return profiles;
}

function readProfiles(
  value: unknown,
  defaults: ProfileDefaults,
  profiles: DeviceProfile[],
  problems: string[],
): void {
  if (!Array.isArray(value)) {
    if (value !== undefined)
      problems.push(vscode.l10n.t('{0} must be a list in brackets.', 'telemetryhub.devices'));
    return;
  }
  value.forEach((entry: unknown, i) => {
    const parsed = parseProfile(entry, i, defaults);
    if (!parsed.ok) problems.push(parsed.message);
    else if (profiles.some((p) => p.id === parsed.profile.id)) {
      problems.push(
        vscode.l10n.t(
          '{0} is "{1}" again. Give each device its own id.',
          `telemetryhub.devices[${String(i)}].id`,
          parsed.profile.id,
        ),
      );
    } else profiles.push(parsed.profile);
  });
}

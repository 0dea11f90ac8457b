import * as vscode from 'vscode';
import type { FormatValue } from '../decode/writeFormat';
import { idOf } from '../device/parseProfile';

type Definition = Readonly<Record<string, unknown>>;

interface Place {
  readonly config: vscode.WorkspaceConfiguration;
  readonly target: vscode.ConfigurationTarget;
  readonly entries: readonly unknown[];
}

/** Writes the format of one device into `telemetryhub.devices`, where the settings define it. Throws when they do not. */
export async function writeDeviceFormat(deviceId: string, format: FormatValue): Promise<void> {
  const place = places().find(({ entries }) => entries.some((entry) => isOf(entry, deviceId)));
  if (place === undefined) {
    throw new Error(
      vscode.l10n.t('Could not find {0} in the setting {1}.', deviceId, 'telemetryhub.devices'),
    );
  }
  const { config, target, entries } = place;
  const changed = entries.map((entry) =>
    isOf(entry, deviceId) ? { ...(entry as Definition), format } : entry,
  );
  await config.update('devices', changed, target);
}

/** Where devices may be defined, the nearest first. */
function places(): Place[] {
  const { workspaceFolders = [] } = vscode.workspace;
  const found: Place[] = [];
  for (const scope of [...workspaceFolders.map(({ uri }) => uri), undefined]) {
    const config = vscode.workspace.getConfiguration('telemetryhub', scope);
    const values = config.inspect<unknown>('devices');
    const { WorkspaceFolder, Workspace, Global } = vscode.ConfigurationTarget;
    const add = (value: unknown, target: vscode.ConfigurationTarget) => {
      if (Array.isArray(value)) found.push({ config, target, entries: value });
    };
    if (scope !== undefined) add(values?.workspaceFolderValue, WorkspaceFolder);
    else {
      add(values?.workspaceValue, Workspace);
      add(values?.globalValue, Global);
    }
  }
  return found;
}

function isOf(entry: unknown, deviceId: string): boolean {
  if (typeof entry !== 'object' || entry === null) return false;
  const { id, name } = entry as Definition;
  return (
    id === deviceId || (id === undefined && typeof name === 'string' && idOf(name) === deviceId)
  );
}

import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FormatValue } from '../decode/writeFormat';
import { parseProfile } from '../device/parseProfile';
import type { DeviceProfile } from '../device/profile';
import { openSettingsAt } from './openSettings';
import { propertyPattern, revealSetting, type SettingsFile } from './revealSetting';
import { settingTarget } from './writeSetting';

const KEY = 'telemetryhub.devices';

/** A list of devices as a settings file holds it. */
interface DeviceList extends SettingsFile {
  readonly entries: readonly unknown[];
}

/** Adds a device to the list that counts; where there is none yet, with the workspace, else with the user. */
export async function addToDeviceSettings(definition: unknown): Promise<void> {
  const list: DeviceList = writtenLists().at(0) ?? { target: settingTarget(), entries: [] };
  const config = vscode.workspace.getConfiguration('telemetryhub', list.folder);
  await config.update('devices', [...list.entries, definition], list.target);
}

/** Opens the settings file that defines a device, with the cursor on its entry. */
export async function revealDevice({ id, name }: DeviceProfile): Promise<void> {
  const isIts = (entry: unknown) => isOf(id, entry);
  const list = writtenLists().find(({ entries }) => entries.some(isIts));
  if (list === undefined) {
    await openSettingsAt(KEY);
    return;
  }
  const written = list.entries.find(isIts);
  const hasId = typeof written === 'object' && written !== null && 'id' in written;
  const at = hasId ? propertyPattern('id', id) : propertyPattern('name', name);
  await revealSetting(list, KEY, at);
}

/** Writes the format of a device where the settings define it. Throws a plain message where they do not. */
export async function writeDeviceFormat(id: string, format: FormatValue): Promise<void> {
  const list = writtenLists().find(({ entries }) => entries.some((entry) => isOf(id, entry)));
  if (list === undefined) throw new Error(t('Could not find {0} in the setting {1}.', id, KEY));
  const config = vscode.workspace.getConfiguration('telemetryhub', list.folder);
  const entries = list.entries.map((entry) =>
    isOf(id, entry) ? { ...(entry as object), format } : entry,
  );
  await config.update('devices', entries, list.target);
}

function isOf(id: string, entry: unknown): boolean {
  const parsed = parseProfile(entry, 0);
  return parsed.ok && parsed.profile.id === id;
}

/** The lists of all settings files, those that count before others. */
function writtenLists(): DeviceList[] {
  const { Workspace, Global } = vscode.ConfigurationTarget;
  const config = vscode.workspace.getConfiguration('telemetryhub');
  const values = config.inspect('devices');
  return [
    ...folderValues(),
    { target: Workspace, value: values?.workspaceValue },
    { target: Global, value: values?.globalValue },
  ].flatMap(({ value, ...file }) => {
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw new Error(t('{0} must be a list in brackets.', KEY));
    return [{ ...file, entries: value as unknown[] }];
  });
}

/** Of a workspace of several folders: with one folder its settings are those of the workspace. */
function folderValues() {
  if (vscode.workspace.workspaceFile === undefined) return [];
  return (vscode.workspace.workspaceFolders ?? []).map((folder) => {
    const values = vscode.workspace.getConfiguration('telemetryhub', folder).inspect('devices');
    const target = vscode.ConfigurationTarget.WorkspaceFolder;
    return { target, folder, value: values?.workspaceFolderValue };
  });
}

import * as vscode from 'vscode';
import type { Device } from '../../device/device';
import { profileSetting } from '../../device/profileSetting';
import { withProgress } from '../linkProgress';
import { addToDeviceSettings, revealDevice } from '../deviceSettings';
import type { Command } from './context';
import { onDevice, targetDevice } from './target';

/** Lets a device go that was added by hand. */
export const removeDevice = onDevice(async ({ defined }, device) => {
  await defined.remove(device.profile.id);
});

/** What a device is set to, complete, as an entry of the setting: to the clipboard. */
export const copySettings = onDevice((_, { profile }) =>
  vscode.env.clipboard.writeText(JSON.stringify(profileSetting(profile), null, 2)),
);

/** Opens the settings at a device. One that was added by hand is written there first: it is edited nowhere else. */
export const editDevice = onDevice(async ({ defined }, { profile }) => {
  const definition = defined.byHand(profile.id);
  if (definition !== undefined) {
    await addToDeviceSettings(definition);
    await defined.forget(profile.id);
  }
  await revealDevice(profile);
});

/** The operator's way out; asks first where the cause still stands and the device would stop again. */
export const reset = onDevice(async (_, device) => {
  if (await mayReset(device)) await withProgress(device, device.reset());
});

/** The user has seen the alarms of a device, or of all. */
export const acknowledge: Command = ({ hub }, target) => {
  const device = targetDevice(hub, target);
  for (const one of device === undefined ? hub.devices.all : [device]) one.acknowledge();
};

async function mayReset(device: Device): Promise<boolean> {
  const standing = device.alarms.find(({ limit }) => limit.action === 'safeState');
  if (device.state !== 'safeState' || standing === undefined) return true;
  const { limit } = standing;
  const question =
    limit.side === 'high'
      ? vscode.l10n.t(
          'Reset {0}? {1} is still above {2}.',
          device.profile.name,
          limit.channel,
          limit.bound,
        )
      : vscode.l10n.t(
          'Reset {0}? {1} is still below {2}.',
          device.profile.name,
          limit.channel,
          limit.bound,
        );
  const yes = vscode.l10n.t('Reset');
  return (await vscode.window.showWarningMessage(question, { modal: true }, yes)) === yes;
}

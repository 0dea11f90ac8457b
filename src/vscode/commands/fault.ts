import * as vscode from 'vscode';
import type { Device } from '../../device/device';
import { mayArm } from '../confirm';
import { faultProgress, faultSettings, faultTitle } from '../faultText';
import type { Command, CommandContext } from './context';
import { askFault } from './faultQuestions';
import { onDevice, targetDevice } from './target';

/** Asks for a fault and arms it; one on the send path only after a confirmation. */
export const armFault = onDevice(async (_, device) => {
  const spec = await askFault(device);
  if (spec !== undefined && (await mayArm(device.profile.name, spec))) await device.arm(spec);
});

/** Ends the fault of the row, or the one picked among all that are armed. */
export const disarmFault: Command = async (context, target) => {
  if (typeof target === 'object' && target.kind === 'fault') {
    await target.device.disarm(target.faultId);
    return;
  }
  const chosen = await pickFault(context, targetDevice(context.hub, target));
  await chosen?.device.disarm(chosen.faultId);
};

/** Ends all faults of the device it is called on, else of all devices. */
export const disarmAll: Command = async ({ hub, scripts }, target) => {
  const device = targetDevice(hub, target);
  const devices = device === undefined ? hub.devices.all : [device];
  // A script under way would arm the next one.
  await scripts.stopOn(devices);
  await Promise.all(devices.map((one) => one.disarmAll()));
};

/** Forgets what was caught and missed so far. */
export const clearScore = onDevice((_, device) => {
  device.clearScore();
});

interface FaultItem extends vscode.QuickPickItem {
  readonly device: Device;
  readonly faultId: number;
}

async function pickFault(
  { hub }: CommandContext,
  device: Device | undefined,
): Promise<FaultItem | undefined> {
  const devices = device === undefined ? hub.devices.all : [device];
  const nowMs = hub.nowMs();
  const items = devices.flatMap((one) =>
    one.faults.map((fault): FaultItem => {
      return {
        label: `$(zap) ${faultTitle(fault)}`,
        description: [one.profile.name, faultProgress(fault, nowMs)].filter(Boolean).join(' · '),
        detail: faultSettings(fault.spec),
        device: one,
        faultId: fault.id,
      };
    }),
  );
  if (items.length === 0) throw new Error(vscode.l10n.t('Nothing is armed.'));
  if (items.length === 1) return items[0];
  return vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Fault to disarm') });
}

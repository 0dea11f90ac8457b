import * as vscode from 'vscode';
import { listPorts } from '../../transport/listPorts';
import { withProgress } from '../linkProgress';
import { openSettingsAt } from '../openSettings';
import { pickPort } from '../portPicker';
import type { CommandContext, Target } from './context';

/** Adds the simulated device, shows its plot and starts it. */
export async function startSimulator(context: CommandContext): Promise<void> {
  const transport = { kind: 'simulator' };
  await addAndStart(context, { name: 'Simulated device', transport });
}

/** Asks for a port and a rate, adds the device behind it, shows its plot and starts it. */
export async function connectSerial(context: CommandContext, target: Target): Promise<void> {
  // A path given as argument needs no questions: keybindings and other extensions pass one.
  const port =
    typeof target === 'string'
      ? { path: target, baudRate: 115_200, label: target }
      : await pickPort(listPorts(context.source));
  if (port === undefined) return;
  const transport = { kind: 'serial', path: port.path, baudRate: port.baudRate };
  // Names have at most 64 characters: the end of /dev/serial/by-id/… tells boards apart.
  await addAndStart(context, { name: port.path.slice(-64), transport });
}

/** The plot first: to open it takes VS Code longest, and all else can be done meanwhile. */
async function addAndStart(
  { defined, focus, panels }: CommandContext,
  definition: { name: string; transport: object },
): Promise<void> {
  const opened = panels.open(definition.name);
  const device = await defined.add(definition);
  focus.set(device.profile.id);
  await Promise.all([opened, withProgress(device, device.start()), defined.remembered]);
}

/** Asks which kind of device to add. */
export async function addDevice(context: CommandContext, target: Target): Promise<void> {
  const simulator = {
    label: `$(play) ${vscode.l10n.t('Simulated device')}`,
    act: startSimulator,
  };
  const serial = { label: `$(plug) ${vscode.l10n.t('Serial port')}`, act: connectSerial };
  const settings = {
    label: `$(settings-gear) ${vscode.l10n.t('Define in settings…')}`,
    act: () => openSettingsAt('telemetryhub.devices'),
  };
  const placeHolder = vscode.l10n.t('Add a device');
  const chosen = await vscode.window.showQuickPick([simulator, serial, settings], { placeHolder });
  await chosen?.act(context, target);
}

import * as vscode from 'vscode';
import { failuresText } from '../causeWords';
import type { Device } from '../device/device';
import type { Devices } from '../device/devices';
import { Disposables } from './disposables';
import { watchDevices } from './watchDevices';

/**
 * Says once that a device has entered SafeState where nothing on the screen says it already. Its buttons
 * run the same commands as everything else.
 */
export class SafeStateToasts {
  private readonly owned = new Disposables();
  private readonly safe = new Set<Device>();

  constructor(
    private readonly devices: Devices,
    private readonly isShown: () => boolean,
  ) {
    // A latch that the last window left is no news: the tree's badge has it.
    for (const device of devices.all) if (device.state === 'safeState') this.safe.add(device);
    this.owned.onDispose(
      watchDevices(devices, (device) => {
        if (device === undefined) this.forgetRemoved();
        else this.observe(device);
      }),
    );
  }

  dispose(): void {
    this.owned.dispose();
  }

  private observe(device: Device): void {
    if (device.state !== 'safeState') this.safe.delete(device);
    else if (!this.safe.has(device)) {
      this.safe.add(device);
      if (!this.isShown()) void toast(device);
    }
  }

  private forgetRemoved(): void {
    const present = new Set(this.devices.all);
    for (const device of this.safe) if (!present.has(device)) this.safe.delete(device);
  }
}

async function toast({ profile, cause }: Device): Promise<void> {
  const why = failuresText(cause);
  const message = vscode.l10n.t('{0} is in SafeState: {1}.', profile.name, why);
  const reset = vscode.l10n.t('Reset');
  const chosen = await vscode.window.showWarningMessage(message, reset, vscode.l10n.t('Show'));
  if (chosen === undefined) return;
  const command = chosen === reset ? 'telemetryhub.reset' : 'telemetryhub.openPlot';
  await vscode.commands.executeCommand(command, profile.id);
}

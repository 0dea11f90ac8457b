import * as vscode from 'vscode';
import type { Device } from '../device/device';
import { connectSerial, startSimulator } from './commands/addDevice';
import type { CommandContext } from './commands/context';
import { goToLine } from './commands/goToLine';
import { addToScript } from './commands/script';
import { COMMANDS } from './commands/table';
import { mayArm } from './confirm';
import { showSource } from './debug/showSource';
import type { Intent } from './panel/plotPanel';

/** Does what the panel's controls ask for, by the same means as the palette; what it throws is shown. */
export async function act(context: CommandContext, intent: Intent): Promise<void> {
  switch (intent.type) {
    case 'copy':
      await vscode.env.clipboard.writeText(intent.text);
      return;
    case 'startSimulator':
      await startSimulator(context);
      return;
    case 'connectSerial':
      await connectSerial(context, undefined);
      return;
    default: {
      const device = context.hub.devices.get(intent.deviceId);
      // One that was removed while the page still showed it.
      if (device !== undefined) await actOn(context, device, intent);
    }
  }
}

type DeviceIntent = Extract<Intent, { readonly deviceId: string }>;

async function actOn(context: CommandContext, device: Device, intent: DeviceIntent): Promise<void> {
  switch (intent.type) {
    case 'armFault':
      if (await mayArm(device.profile.name, intent.spec)) await device.arm(intent.spec);
      return;
    case 'disarmFault':
      await device.disarm(intent.faultId);
      return;
    case 'addToScript':
      await addToScript(context, device, intent.spec);
      return;
    case 'setLimit':
      await context.limits.set(device, intent.limit);
      return;
    case 'removeLimit':
      await context.limits.remove(device, intent.limit);
      return;
    case 'send':
      await device.send(intent.text, intent.ending);
      return;
    case 'mark':
      device.mark(intent.timeMs, intent.text);
      return;
    case 'showSource':
      await showSource(device, intent.number);
      return;
    case 'goToLine':
      await goToLine(context, intent.channelId);
      return;
    default:
      await COMMANDS[intent.type](context, device.profile.id);
  }
}

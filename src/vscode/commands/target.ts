import * as vscode from 'vscode';
import type { Channel, Device } from '../../device/device';
import type { Hub } from '../../hub';
import { valueText } from '../words';
import { addDevice } from './addDevice';
import type { Command, CommandContext, Target } from './context';

/** The device a command was called on; undefined when it was called on none. */
export function targetDevice(hub: Hub, target: Target): Device | undefined {
  if (typeof target === 'string') return hub.devices.get(target);
  return target === undefined || !('device' in target) ? undefined : target.device;
}

/** The command's device: the one it was called on, the only one, or the one picked. */
export function onDevice(act: (context: CommandContext, device: Device) => unknown): Command {
  return async (context, target) => {
    const device = targetDevice(context.hub, target) ?? (await pickDevice(context));
    if (device !== undefined) await act(context, device);
  };
}

/** Acts on the channel's row, or the channel with the id given; without one, on the channel picked. */
export function onChannel(
  act: (context: CommandContext, device: Device, channel: Channel) => unknown,
): Command {
  return async (context, target) => {
    if (typeof target === 'object' && target.kind === 'channel') {
      const channel = target.device.channelOf(target.channelId);
      if (channel !== undefined) await act(context, target.device, channel);
      return;
    }
    const named = typeof target === 'string' ? channelWith(context.hub, target) : undefined;
    if (named !== undefined) {
      await act(context, ...named);
      return;
    }
    const device = targetDevice(context.hub, target) ?? (await pickDevice(context));
    const channel = device === undefined ? undefined : await pickChannel(device);
    if (device !== undefined && channel !== undefined) await act(context, device, channel);
  };
}

function channelWith(hub: Hub, id: string): readonly [Device, Channel] | undefined {
  for (const device of hub.devices.all) {
    const channel = device.channelOf(id);
    if (channel !== undefined) return [device, channel];
  }
  return undefined;
}

/** Asks for a device where there are several; offers to add one where there is none. */
export async function pickDevice(context: CommandContext): Promise<Device | undefined> {
  const { hub, focus } = context;
  const { all } = hub.devices;
  if (all.length === 0) {
    // What is added starts by itself; to stop or remove it at once is not what was meant.
    await addDevice(context, undefined);
    return undefined;
  }
  if (all.length === 1) return all[0];
  const focused = focus.device;
  const ordered = [...all].sort((a, b) => Number(b === focused) - Number(a === focused));
  const items = ordered.map((device) => ({ label: device.profile.name, device }));
  const placeHolder = vscode.l10n.t('Device');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.device;
}

async function pickChannel(device: Device): Promise<Channel | undefined> {
  const { name } = device.profile;
  if (device.channels.length === 0) {
    throw new Error(
      vscode.l10n.t(
        '{0} has no channels yet. They appear with the first decoded line: start it first.',
        name,
      ),
    );
  }
  const items = device.channels.map((channel) => ({
    label: channel.name,
    description: valueText(channel.latest, channel.unit),
    channel,
  }));
  const placeHolder = vscode.l10n.t('Channel of {0}', name);
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.channel;
}

import * as vscode from 'vscode';
import type { Device } from '../device/device';
import type { Hub } from '../hub';
import { listPorts, type SourcePlace } from '../transport/listPorts';
import type { DefinedDevices } from './definedDevices';
import type { Focus } from './focus';
import type { PlotPanels } from './panel/plotPanels';
import { pickPort } from './portPicker';
import type { Reports } from './reports';
import { findChannel, type Row } from './views/rows';
import { valueText } from './words';

/** What the commands act on. */
export interface CommandContext {
  readonly hub: Hub;
  readonly focus: Focus;
  readonly defined: DefinedDevices;
  readonly panels: PlotPanels;
  readonly reports: Reports;
  readonly source: SourcePlace;
  readonly log: vscode.LogOutputChannel;
}

/** What a command may be given: a row of the tree, or a device's id. */
type Target = Row | string | undefined;

type Command = (context: CommandContext, target: Target) => unknown;

const HUB_COMMANDS = ['GET_STATUS', 'CALIBRATE', 'SET_RATE=100', 'START', 'STOP', 'RESET'];

/** Every command of the manifest, without its prefix. A host test compares the two. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  startSimulator,
  connectSerial,
  addDevice,
  removeDevice: onDevice(async ({ defined }, device) => {
    await defined.remove(device.profile.id);
  }),
  connect: onDevice((_, device) => device.connect()),
  disconnect: onDevice((_, device) => device.disconnect()),
  start: onDevice((_, device) => device.start()),
  stop: onDevice((_, device) => device.stop()),
  reset: onDevice((_, device) => device.reset()),
  openPlot({ hub, focus, panels }, target) {
    const device = targetDevice(hub, target);
    if (device !== undefined) focus.set(device.profile.id);
    panels.open();
  },
  sendCommand: onDevice(sendCommand),
  showRejected: onDevice(({ reports }, device) => reports.show('rejected', device)),
  showHistory: onDevice(({ reports }, device) => reports.show('history', device)),
  showMetrics: onDevice(({ reports }, device) => reports.show('metrics', device)),
  async disarmAll({ hub }, target) {
    const device = targetDevice(hub, target);
    const devices = device === undefined ? hub.devices.all : [device];
    const armed = devices.filter(({ fault }) => fault.kind !== 'none');
    await Promise.all(armed.map((one) => one.setFault({ kind: 'none' })));
  },
  plotChannel: onChannel(({ focus, panels }, device, channelId) => {
    focus.set(device.profile.id);
    focus.plot(channelId, true);
    panels.open();
  }),
  unplotChannel: onChannel(({ focus }, _, channelId) => {
    focus.plot(channelId, false);
  }),
  copyValue: onChannel((_, device, channelId) => {
    const channel = findChannel(device, channelId);
    const text = channel === undefined ? '' : valueText(channel.latest, channel.unit);
    return vscode.env.clipboard.writeText(text);
  }),
  copyName: onChannel((_, device, channelId) =>
    vscode.env.clipboard.writeText(findChannel(device, channelId)?.name ?? ''),
  ),
};

/** Registers all commands; an error is shown here, once, and nowhere else. */
export function registerCommands(context: CommandContext): vscode.Disposable {
  const registrations = Object.entries(COMMANDS).map(([id, command]) =>
    vscode.commands.registerCommand(`telemetryhub.${id}`, (target: unknown) =>
      run(context, command, asTarget(target)),
    ),
  );
  return vscode.Disposable.from(...registrations);
}

/** Runs a command's body and shows what went wrong. */
export async function run(
  context: CommandContext,
  command: Command,
  target: Target,
): Promise<void> {
  try {
    await command(context, target);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.log.error(message);
    // Not awaited: a message stays until it is dismissed, and the command is over.
    void vscode.window.showErrorMessage(message);
  }
}

function asTarget(value: unknown): Target {
  if (typeof value === 'string') return value;
  const isRow = typeof value === 'object' && value !== null && 'device' in value && 'kind' in value;
  return isRow ? (value as Row) : undefined;
}

function targetDevice(hub: Hub, target: Target): Device | undefined {
  if (typeof target === 'string') return hub.devices.get(target);
  return target?.device;
}

/** The command's device: the one it was called on, the only one, or the one picked. */
function onDevice(act: (context: CommandContext, device: Device) => unknown): Command {
  return async (context, target) => {
    const device = targetDevice(context.hub, target) ?? (await pickDevice(context));
    if (device !== undefined) await act(context, device);
  };
}

function onChannel(
  act: (context: CommandContext, device: Device, channelId: string) => unknown,
): Command {
  return (context, target) => {
    if (typeof target !== 'object' || target.kind !== 'channel') return undefined;
    return act(context, target.device, target.channelId);
  };
}

async function pickDevice(context: CommandContext): Promise<Device | undefined> {
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
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'Device' });
  return chosen?.device;
}

async function startSimulator({ defined, focus, panels }: CommandContext): Promise<void> {
  const transport = { kind: 'simulator' };
  const device = await defined.add({ name: 'Simulated device', transport });
  focus.set(device.profile.id);
  panels.open();
  await device.start();
}

async function connectSerial(context: CommandContext, target: Target): Promise<void> {
  // A path given as argument needs no questions: keybindings and other extensions pass one.
  const port =
    typeof target === 'string'
      ? { path: target, baudRate: 115_200, label: target }
      : await pickPort(listPorts(context.source.sourcePath, context.source.inProcess));
  if (port === undefined) return;
  const transport = { kind: 'serial', path: port.path, baudRate: port.baudRate };
  // Names have at most 64 characters: the end of /dev/serial/by-id/… tells boards apart.
  const device = await context.defined.add({ name: port.path.slice(-64), transport });
  context.focus.set(device.profile.id);
  context.panels.open();
  await device.start();
}

async function addDevice(context: CommandContext, target: Target): Promise<void> {
  const simulator = { label: '$(play) Simulated device', act: startSimulator };
  const serial = { label: '$(plug) Serial port', act: connectSerial };
  const settings = { label: '$(settings-gear) Define in settings…', act: openSettings };
  const items = [simulator, serial, settings];
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'Add a device' });
  await chosen?.act(context, target);
}

async function openSettings(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', 'telemetryhub.devices');
}

async function sendCommand(_: CommandContext, device: Device): Promise<void> {
  const known = device.profile.commandSet === 'hub' ? HUB_COMMANDS : [];
  const text = await askLine(device.profile.name, known);
  if (text !== undefined && text !== '') await device.send(text);
}

/** Free text with the device's own commands as suggestions. */
function askLine(name: string, known: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick();
    pick.title = `Send to ${name}`;
    pick.placeholder = 'One line; LF is added';
    const show = (typed: string) => {
      const others = known.filter((line) => line !== typed).map((label) => ({ label }));
      pick.items = typed === '' ? others : [{ label: typed, alwaysShow: true }, ...others];
    };
    show('');
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      resolve(pick.selectedItems.at(0)?.label);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

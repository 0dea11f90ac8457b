import path from 'node:path';
import * as vscode from 'vscode';
import type { TelemetryHubApi } from './api';
import { Hub } from './hub';
import { COMMANDS, registerCommands, run, type CommandContext } from './vscode/commands';
import { ContextKeys } from './vscode/contextKeys';
import { DefinedDevices } from './vscode/definedDevices';
import { Disposables } from './vscode/disposables';
import { followSettings } from './vscode/followSettings';
import { Focus } from './vscode/focus';
import { MementoLatches } from './vscode/latches';
import type { Intent } from './vscode/panel/plotPanel';
import { PlotPanels } from './vscode/panel/plotPanels';
import { Reports } from './vscode/reports';
import { SafeStateToasts } from './vscode/safeStateToasts';
import { readSettings } from './vscode/settings';
import { StatusBar } from './vscode/statusBar';
import { DeviceTree } from './vscode/views/deviceTree';

/** Wires the extension, in the order in which its parts need each other. */
export async function activate(context: vscode.ExtensionContext): Promise<TelemetryHubApi> {
  const owned = new Disposables();
  const log = owned.add(vscode.window.createOutputChannel('TelemetryHub', { log: true }));
  const onBug = (error: unknown) => {
    log.error(error instanceof Error ? error : String(error));
  };
  const settings = readSettings();
  const dist = path.join(context.extensionPath, 'dist');
  const source = {
    sourcePath: path.join(dist, 'source.js'),
    inProcess: settings.serialInProcess,
  };
  const hub = new Hub({
    workerPath: path.join(dist, 'worker.js'),
    sourcePath: source.sourcePath,
    workers: settings.workers,
    storeBytes: settings.storeBytes,
    serialInProcess: settings.serialInProcess,
    latches: new MementoLatches(context.workspaceState, onBug),
    onBug,
  });
  const focus = new Focus(hub.devices);
  const defined = new DefinedDevices(hub.devices, context.workspaceState, settings);
  await defined.apply(settings);
  const reports = owned.add(new Reports(hub));
  const panels = owned.add(
    new PlotPanels(context.extensionUri, hub, focus, (intent) => {
      void run(commands, (c) => act(c, intent), intent.type);
    }),
  );
  const tree = owned.add(new DeviceTree(hub, focus));
  owned.add(new SafeStateToasts(hub.devices, () => tree.visible || panels.visible));
  owned.add(new StatusBar(hub, focus));
  owned.add(new ContextKeys(hub.devices));
  const commands: CommandContext = { hub, focus, defined, panels, reports, source, log };
  owned.add(registerCommands(commands));
  owned.add(followSettings(settings, defined, onBug));
  const end = async () => {
    owned.dispose();
    await hub.dispose();
  };
  ending = end;
  context.subscriptions.push({ dispose: end });
  return {
    devices: hub.devices,
    get lastDrawn() {
      return panels.lastDrawn;
    },
    dispose: end,
  };
}

/** VS Code awaits this, but not the subscriptions: source processes end before the host does. */
export async function deactivate(): Promise<void> {
  await ending?.();
}

// Activation and deactivation are free functions by VS Code's contract: nothing else can link them.
let ending: (() => Promise<void>) | undefined;

/** Does what the panel's controls ask for, by the same commands as the palette. */
function act(context: CommandContext, intent: Intent): unknown {
  if (intent.type === 'fault') {
    return context.hub.devices.get(intent.deviceId)?.setFault(intent.fault);
  }
  const target = 'deviceId' in intent ? intent.deviceId : undefined;
  return COMMANDS[intent.type](context, target);
}

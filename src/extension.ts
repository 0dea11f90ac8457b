import path from 'node:path';
import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { TelemetryHubApi } from './api';
import { Breakpoints } from './debugger/breakpoints';
import { DebuggerTransport } from './debugger/debuggerTransport';
import { liveClock } from './device/clock';
import type { Device } from './device/device';
import { Hub } from './hub';
import { writeNumbersIn } from './numberFormat';
import { DEFAULT_SPAN_MS } from './protocol';
import { registerTools } from './vscode/assistant/registerTools';
import type { CommandContext } from './vscode/commands/context';
import { registerCommands, run, showError } from './vscode/commands/register';
import { ContextKeys } from './vscode/contextKeys';
import { BreakpointList } from './vscode/debug/breakpointList';
import { DebugLaunches } from './vscode/debug/debugLaunches';
import { DebugSessions } from './vscode/debug/debugSessions';
import { HaltValues } from './vscode/debug/haltValues';
import { DefinedDevices } from './vscode/definedDevices';
import { Disposables } from './vscode/disposables';
import { FaultScripts } from './vscode/faultScripts';
import { followSettings } from './vscode/followSettings';
import { Focus } from './vscode/focus';
import { MementoLatches } from './vscode/latches';
import { LimitSettings } from './vscode/limitSettings';
import { OnDemand } from './vscode/onDemand';
import { PlotPanels } from './vscode/panel/plotPanels';
import { Reports } from './vscode/reports';
import { SafeStateToasts } from './vscode/safeStateToasts';
import { keepSchemaEditors } from './vscode/schema/keptEditors';
import { ScriptProblems } from './vscode/scriptProblems';
import { readSettings } from './vscode/settings';
import { breakpointStore, limitStore, scriptStore } from './vscode/settingStores';
import { SourceHover } from './vscode/sourceCode/sourceHover';
import { StatusBar } from './vscode/statusBar';
import { BreakpointTree } from './vscode/views/breakpointTree';
import { DeviceTree } from './vscode/views/deviceTree';
import { ScriptTree } from './vscode/views/scriptTree';

/** Wires the extension, in the order in which its parts need each other. */
export async function activate(context: vscode.ExtensionContext): Promise<TelemetryHubApi> {
  // What runs in plain Node takes its words from here; undefined = English, the keys themselves.
  if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
  writeNumbersIn(vscode.env.language);
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
    textsPath: vscode.l10n.uri?.fsPath,
  };
  const problems = owned.add(new ScriptProblems());
  const hub: Hub = new Hub({
    workerPath: path.join(dist, 'worker.js'),
    sourcePath: source.sourcePath,
    textsPath: source.textsPath,
    workers: settings.workers,
    storeBytes: settings.storeBytes,
    serialInProcess: settings.serialInProcess,
    catchWithinMs: settings.catchWithinMs,
    scripts: problems.options(dist),
    latches: new MementoLatches(context.workspaceState, onBug),
    onBug,
    makeDebuggerTransport: (options, listener) =>
      new DebuggerTransport(
        options,
        listener,
        { find: (wanted) => sessions.find(wanted), onChange: (call) => sessions.onChange(call) },
        liveClock,
      ),
  });
  problems.follow(hub.scripts);
  const focus = new Focus(hub.devices, context.workspaceState, onBug);
  const defined = new DefinedDevices(
    hub.devices,
    context.workspaceState,
    settings,
    async (deviceId, format) => {
      const { writeDeviceFormat } = await import('./vscode/deviceSettings');
      await writeDeviceFormat(deviceId, format);
    },
  );
  await defined.apply(settings);
  const sessions: DebugSessions = owned.add(
    new DebugSessions(hub.devices, focus, () => hub.nowMs()),
  );
  const { devices } = hub;
  owned.add(new DebugLaunches({ devices, focus, clock: liveClock, log, onBug }));
  const haltValues = owned.add(new HaltValues(sessions, hub.store, focus, onBug));
  const limits = owned.add(new LimitSettings(hub.devices, limitStore));
  const onRefusal = (error: unknown) => {
    showError(log, error);
  };
  const scripts = owned.add(new FaultScripts(hub.devices, liveClock, scriptStore, onRefusal));
  const breakpoints = owned.add(
    new Breakpoints<Device>({
      devices: hub.devices,
      clock: liveClock,
      sessionsOf: (device) => sessions.of(device),
      read: () => breakpointStore.read(),
      onProblem: onRefusal,
    }),
  );
  const breakpointList = new BreakpointList(breakpointStore);
  owned.add(new BreakpointTree(breakpoints, breakpointList, onRefusal));
  const reports = owned.add(new Reports(hub));
  const panels = owned.add(
    new PlotPanels(context.extensionUri, hub, focus, (intent) => {
      void run(
        commands,
        async (c) => {
          const { act } = await import('./vscode/act');
          await act(c, intent);
        },
        undefined,
      );
    }),
  );
  const spawnPreviews = () =>
    new Worker(path.join(dist, 'previewWorker.js'), {
      workerData: { textsPath: source.textsPath },
    });
  const schemas = owned.add(
    new OnDemand(async () => {
      const { SchemaPanels } = await import('./vscode/schema/schemaPanels');
      return new SchemaPanels(context.extensionUri, hub.devices, defined, spawnPreviews, onRefusal);
    }),
  );
  owned.add(keepSchemaEditors(schemas));
  owned.add(
    new SourceHover(hub.devices, async (identifier, devices, uri) => {
      const { channelHover } = await import('./vscode/sourceCode/channelHover');
      return channelHover(identifier, devices, uri, hub, panels.spanMs ?? DEFAULT_SPAN_MS);
    }),
  );
  const tree = owned.add(new DeviceTree(hub, focus));
  owned.add(new SafeStateToasts(hub.devices, () => tree.visible || panels.visible));
  owned.add(new StatusBar(hub, focus));
  owned.add(new ScriptTree(scripts, liveClock));
  owned.add(new ContextKeys(hub.devices, scripts, panels));
  const commands: CommandContext = {
    hub,
    focus,
    defined,
    panels,
    schemas,
    reports,
    limits,
    breakpoints,
    breakpointList,
    scripts,
    source,
    log,
  };
  owned.add(registerCommands(commands, context.extension));
  owned.add(registerTools(commands, sessions, context.extension));
  owned.add(followSettings(settings, { defined, limits, scripts, breakpoints }, onBug));
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
    get shownAtHalt() {
      return haltValues.shown;
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

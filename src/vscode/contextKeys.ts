import * as vscode from 'vscode';
import type { Device } from '../device/device';
import type { Devices } from '../device/devices';
import { Disposables } from './disposables';
import type { FaultScripts } from './faultScripts';
import type { PlotPanels } from './panel/plotPanels';
import { Throttle } from './throttle';
import { watchDevices } from './watchDevices';

/** True while at least one device is so: a command that could act on none is not offered. */
const SOME_DEVICE: Readonly<Record<string, (device: Device) => boolean>> = {
  canStart: ({ state }) => state === 'idle',
  canStop: ({ state }) => state === 'measuring' || state === 'error',
  canReset: ({ state }) => state === 'error' || state === 'safeState',
  canConnect: ({ link }) => link.kind === 'closed',
  canDisconnect: ({ link }) => link.kind !== 'closed',
  canSend: ({ state, link }) => link.kind === 'open' && state !== 'safeState',
  hasLimits: ({ limits }) => limits.length > 0,
  hasAlarms: ({ alarms }) => alarms.some(({ acknowledged }) => !acknowledged),
  hasSimulator: ({ profile }) => profile.transport.kind === 'simulator',
  hasSerial: ({ profile }) => profile.transport.kind === 'serial',
};

/** A device that streams changes with each batch, and its keys hardly ever. */
const REFRESH_MS = 100;

/** Keeps the context keys that `when` clauses of the manifest read; set only when they change. */
export class ContextKeys {
  private readonly owned = new Disposables();
  private readonly values = new Map<string, boolean>();
  /** The walkthrough's last step: once it was so, it stays so. */
  private recovered = false;

  constructor(
    private readonly devices: Devices,
    private readonly scripts: FaultScripts,
    private readonly panels: PlotPanels,
  ) {
    const throttle = this.owned.add(
      new Throttle(REFRESH_MS, () => {
        this.refresh();
      }),
    );
    const refresh = () => {
      throttle.request();
    };
    this.owned.onDispose(watchDevices(devices, refresh));
    this.owned.onDispose(scripts.onChange(refresh));
    this.owned.onDispose(panels.onDidChangeActive(refresh));
    // Before it, commands are all offered: only by running one can they wake the extension.
    this.set('awake', true);
    this.refresh();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private refresh(): void {
    const { all } = this.devices;
    this.set('hasDevices', all.length > 0);
    for (const [key, holds] of Object.entries(SOME_DEVICE)) this.set(key, all.some(holds));
    // A script under way will do damage, so it can be disarmed too.
    const armed = all.some(({ faults }) => faults.length > 0);
    this.set('armed', armed || this.scripts.someRuns);
    this.set('hasScripts', this.scripts.all.length > 0);
    this.set('scriptRuns', this.scripts.someRuns);
    this.set('plotVisible', this.panels.visible);
    this.set('plotActive', this.panels.active);
    this.recovered ||= all.some(({ history }) => history.at(-1)?.from === 'safeState');
    this.set('recovered', this.recovered);
  }

  private set(name: string, value: boolean): void {
    if (this.values.get(name) === value) return;
    this.values.set(name, value);
    void vscode.commands.executeCommand('setContext', `telemetryhub.${name}`, value);
  }
}

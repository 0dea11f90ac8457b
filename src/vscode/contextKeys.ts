import * as vscode from 'vscode';
import type { Device } from '../device/device';
import type { Devices } from '../device/devices';
import { Disposables } from './disposables';
import { watchDevices } from './watchDevices';

/** True while at least one device is so: a command that could act on none is not offered. */
const SOME_DEVICE: Readonly<Record<string, (device: Device) => boolean>> = {
  armed: ({ fault }) => fault.kind !== 'none',
  canStart: ({ state }) => state === 'idle',
  canStop: ({ state }) => state === 'measuring' || state === 'error',
  canReset: ({ state }) => state === 'error' || state === 'safeState',
  canConnect: ({ link }) => link.kind === 'closed',
  canDisconnect: ({ link }) => link.kind !== 'closed',
  canSend: ({ state, link }) => link.kind === 'open' && state !== 'safeState',
};

/** Keeps the context keys that `when` clauses of the manifest read; set only when they change. */
export class ContextKeys {
  private readonly owned = new Disposables();
  private readonly values = new Map<string, boolean>();

  constructor(private readonly devices: Devices) {
    this.owned.onDispose(
      watchDevices(devices, () => {
        this.refresh();
      }),
    );
    // Before it, commands are all offered: only by running one can they wake the extension.
    this.set('telemetryhub.awake', true);
    this.refresh();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private refresh(): void {
    const { all } = this.devices;
    this.set('telemetryhub.hasDevices', all.length > 0);
    for (const [key, holds] of Object.entries(SOME_DEVICE)) {
      this.set(`telemetryhub.${key}`, all.some(holds));
    }
  }

  private set(key: string, value: boolean): void {
    if (this.values.get(key) === value) return;
    this.values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}

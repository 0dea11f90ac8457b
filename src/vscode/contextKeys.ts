import * as vscode from 'vscode';
import type { Devices } from '../device/devices';
import { Disposables } from './disposables';
import { watchDevices } from './watchDevices';

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
    this.refresh();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private refresh(): void {
    const { all } = this.devices;
    this.set('telemetryhub.hasDevices', all.length > 0);
    this.set(
      'telemetryhub.armed',
      all.some((device) => device.fault.kind !== 'none'),
    );
  }

  private set(key: string, value: boolean): void {
    if (this.values.get(key) === value) return;
    this.values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}

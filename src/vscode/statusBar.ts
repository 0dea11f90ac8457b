import * as vscode from 'vscode';
import type { Device } from '../device/device';
import type { Hub } from '../hub';
import { Disposables } from './disposables';
import type { Focus } from './focus';
import { Throttle } from './throttle';
import { watchDevices } from './watchDevices';
import {
  droppedBytes,
  linkLabel,
  linkText,
  lossesText,
  numberText,
  rateText,
  stateText,
} from './words';

const REFRESH_MS = 1000;

/** The focused device in one item, armed faults in a second; text changes at most once a second. */
export class StatusBar {
  private readonly owned = new Disposables();
  private readonly state = this.owned.add(
    vscode.window.createStatusBarItem('telemetryhub.state', vscode.StatusBarAlignment.Left, 50),
  );
  private readonly armed = this.owned.add(
    vscode.window.createStatusBarItem('telemetryhub.armed', vscode.StatusBarAlignment.Left, 49),
  );

  constructor(
    private readonly hub: Hub,
    private readonly focus: Focus,
  ) {
    this.state.name = 'TelemetryHub device';
    this.state.command = 'telemetryhub.openPlot';
    this.armed.name = 'TelemetryHub faults';
    this.armed.command = 'telemetryhub.disarmAll';
    this.armed.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
    const throttle = this.owned.add(
      new Throttle(REFRESH_MS, () => {
        this.refresh();
      }),
    );
    const request = () => {
      throttle.request();
    };
    this.owned.onDispose(watchDevices(hub.devices, request));
    this.owned.onDispose(focus.onChange(request));
    this.refresh();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private refresh(): void {
    const armed = this.hub.devices.all.filter((device) => device.fault.kind !== 'none').length;
    this.armed.text = `$(zap) ${String(armed)} ${armed === 1 ? 'fault' : 'faults'} armed`;
    this.armed.tooltip = 'Disarm all faults';
    if (armed > 0) this.armed.show();
    else this.armed.hide();
    const { device } = this.focus;
    if (device === undefined) {
      this.state.hide();
      return;
    }
    this.state.text = statusText(device);
    this.state.tooltip = [
      `${device.profile.name}: ${stateText(device.state)}`,
      device.cause,
      `${linkLabel(device)}, ${linkText(device.link)}`,
      lossesText(device),
    ]
      .filter((line) => line !== '')
      .join('\n');
    this.state.accessibilityInformation = { label: this.state.text.replace(/\$\([^)]*\)\s*/, '') };
    const safe = device.state === 'safeState';
    this.state.backgroundColor = safe
      ? new vscode.ThemeColor('statusBarItem.errorBackground')
      : undefined;
    this.state.show();
  }
}

function statusText(device: Device): string {
  const { name } = device.profile;
  if (device.state === 'safeState') return `$(shield) ${name}: SafeState`;
  if (device.link.kind === 'reconnecting') {
    return `$(sync~spin) ${name}: reconnecting ${String(device.link.attempt)}`;
  }
  if (device.state === 'idle') return `$(circle-large-outline) ${name}: Idle`;
  const icon = device.state === 'error' ? 'warning' : 'pulse';
  const rate = rateText(device.samplesPerSecond);
  return `$(${icon}) ${name}: ${stateText(device.state)} · ${rate} · ${numberText(droppedBytes(device))} dropped`;
}

import * as vscode from 'vscode';
import type { Device } from '../device/device';
import type { Hub } from '../hub';
import { commandLink } from './commandLink';
import { deviceIcon } from './deviceIcon';
import { Disposables } from './disposables';
import { faultTitle } from './faultText';
import type { Focus } from './focus';
import { Throttle } from './throttle';
import { watchDevices } from './watchDevices';
import { textLines } from './views/leaf';
import {
  droppedText,
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
    this.state.name = vscode.l10n.t('TelemetryHub device');
    this.state.command = 'telemetryhub.openPlot';
    this.armed.name = vscode.l10n.t('TelemetryHub faults');
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
    this.refreshArmed();
    const { device } = this.focus;
    if (device === undefined) {
      this.state.hide();
      return;
    }
    const text = statusText(device);
    this.state.text = `$(${deviceIcon(device)[0]}) ${text}`;
    this.state.tooltip = tooltip(device);
    this.state.accessibilityInformation = { label: text };
    const safe = device.state === 'safeState';
    this.state.backgroundColor = safe
      ? new vscode.ThemeColor('statusBarItem.errorBackground')
      : undefined;
    this.state.show();
  }

  private refreshArmed(): void {
    const faults = this.hub.devices.all.flatMap((device) => device.faults);
    if (faults.length === 0) {
      this.armed.hide();
      return;
    }
    const text =
      faults.length === 1
        ? vscode.l10n.t('1 fault armed')
        : vscode.l10n.t('{0} faults armed', numberText(faults.length));
    this.armed.text = `$(zap) ${text}`;
    this.armed.tooltip = [...faults.map(faultTitle), vscode.l10n.t('Click disarms all.')].join(
      '\n',
    );
    this.armed.accessibilityInformation = {
      label: `${text}, ${vscode.l10n.t('Click disarms all.')}`,
      role: 'button',
    };
    this.armed.show();
  }
}

function statusText(device: Device): string {
  const { name } = device.profile;
  if (device.state !== 'safeState' && device.link.kind === 'reconnecting') {
    return vscode.l10n.t('{0}: reconnecting {1}', name, device.link.attempt);
  }
  const state = `${name}: ${stateText(device.state)}`;
  if (device.state === 'safeState' || device.state === 'idle') return state;
  const dropped = vscode.l10n.t('{0} dropped', droppedText(device));
  return `${state} · ${rateText(device.samplesPerSecond)} · ${dropped}`;
}

/** State, cause, link, losses, and what can be done from here. */
function tooltip(device: Device): vscode.MarkdownString {
  const text = textLines([
    `${device.profile.name}: ${stateText(device.state)}`,
    device.cause,
    `${linkLabel(device)}, ${linkText(device.link)}`,
    lossesText(device),
  ]);
  text.isTrusted = { enabledCommands: ACTIONS };
  const links = actionsOf(device).map(([command, title]) =>
    commandLink(title, command, device.profile.id),
  );
  return text.appendMarkdown(links.join(' · '));
}

const ACTIONS = ['start', 'stop', 'reset', 'openPlot'].map((id) => `telemetryhub.${id}`);

function actionsOf({ state }: Device): [command: string, title: string][] {
  const plot: [string, string] = ['telemetryhub.openPlot', vscode.l10n.t('Open plot')];
  if (state === 'safeState') return [['telemetryhub.reset', vscode.l10n.t('Reset')], plot];
  if (state === 'idle') return [['telemetryhub.start', vscode.l10n.t('Start')], plot];
  return [['telemetryhub.stop', vscode.l10n.t('Stop')], plot];
}

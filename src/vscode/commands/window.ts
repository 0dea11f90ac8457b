import * as vscode from 'vscode';
import { openSettingsAt } from '../openSettings';
import type { Command } from './context';
import { targetDevice } from './target';

const WALKTHROUGH = 'telemetryhub.telemetryhub#start';

/** Shows the plot, of the device it was called on. */
export const openPlot: Command = ({ hub, focus, panels }, target) => {
  const device = targetDevice(hub, target);
  if (device !== undefined) focus.set(device.profile.id);
  return panels.open();
};

/** The settings of the extension. */
export const openSettings: Command = () => openSettingsAt('@ext:telemetryhub.telemetryhub');

/** The first steps. */
export const openWalkthrough: Command = () =>
  vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false);

/** Folds all rows of the tree of devices up. */
export const collapseAll: Command = () =>
  vscode.commands.executeCommand('workbench.actions.treeView.telemetryhub.devices.collapseAll');

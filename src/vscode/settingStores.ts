import * as vscode from 'vscode';
import type { BreakpointStore } from './debug/breakpointList';
import type { ScriptStore } from './faultScripts';
import type { LimitStore } from './limitSettings';
import { writeSetting, writtenSetting } from './writeSetting';

/** The setting `telemetryhub.limits`. */
export const limitStore: LimitStore = {
  read: () => vscode.workspace.getConfiguration('telemetryhub').get('limits'),
  readOwn: () => writtenSetting('limits'),
  write: (value) => writeSetting('limits', value),
};

/** The setting `telemetryhub.faultScripts`. */
export const scriptStore: ScriptStore = {
  read: () => vscode.workspace.getConfiguration('telemetryhub').get('faultScripts'),
  write: (value) => writeSetting('faultScripts', value),
};

/** The setting `telemetryhub.breakpoints`. */
export const breakpointStore: BreakpointStore = {
  read: () => vscode.workspace.getConfiguration('telemetryhub').get('breakpoints'),
  write: (value) => writeSetting('breakpoints', value),
};

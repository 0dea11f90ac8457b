import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TelemetryHubApi } from '../../src/api';
import type { Device } from '../../src/device/device';
import { parseFaultSpec } from '../../src/fault/parseFault';
import type { FaultKind, FaultSpec } from '../../src/model';

/** The extension under test, awake or not. */
export function extension(): vscode.Extension<TelemetryHubApi> {
  const found = vscode.extensions.getExtension<TelemetryHubApi>('telemetryhub.telemetryhub');
  if (found === undefined) throw new Error('TelemetryHub is not in this host.');
  return found;
}

/** Resolves as soon as the condition holds; says what was waited for, and how things stand, when it never does. */
export async function until(
  what: string | (() => string),
  holds: () => boolean | Promise<boolean>,
  limitMs = 15_000,
): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > endMs) {
      const stands = typeof what === 'string' ? what : what();
      throw new Error(`Waited ${limitMs} ms in vain: ${stands}`);
    }
    await sleep(20);
  }
}

/** Runs a command of the extension. */
export async function command(id: string, ...parameters: unknown[]): Promise<void> {
  await vscode.commands.executeCommand(`telemetryhub.${id}`, ...parameters);
}

/** The device that `startSimulator` adds, measuring, with its channels known. */
export async function startedSimulator(): Promise<Device> {
  const { devices } = await extension().activate();
  await command('startSimulator');
  const device = devices.get('simulated-device');
  if (device === undefined) throw new Error('There is no simulated device.');
  await until('eight channels', () => device.channels.length === 8);
  return device;
}

/** A fault as it is armed when nothing is said of the rest. */
export function faultSpec(kind: FaultKind, parameters: Record<string, number> = {}): FaultSpec {
  const spec = parseFaultSpec({ kind, parameters, seed: 1 });
  if (typeof spec === 'string') throw new Error(spec);
  return spec;
}

/** Runs `act` while every modal question is answered with the button of this title; resolves to the questions. */
export async function answering(
  title: string | undefined,
  act: () => Promise<void>,
): Promise<string[]> {
  const { window } = vscode;
  const { showWarningMessage } = window;
  const questions: string[] = [];
  const answer = (question: string, ...rest: unknown[]) => {
    questions.push(question);
    return Promise.resolve(rest.includes(title) ? title : undefined);
  };
  Object.assign(window, { showWarningMessage: answer });
  try {
    await act();
  } finally {
    Object.assign(window, { showWarningMessage });
  }
  return questions;
}

/** Sets a setting of the workspace; undefined removes it. */
export async function set(key: string, value: unknown): Promise<void> {
  const config = vscode.workspace.getConfiguration('telemetryhub');
  await config.update(key, value, vscode.ConfigurationTarget.Workspace);
}

/** Removes all devices added by hand and closes what is open. */
export async function clear(): Promise<void> {
  const { devices } = await extension().activate();
  for (const { profile } of devices.all) await command('removeDevice', profile.id);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

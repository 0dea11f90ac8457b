import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Device } from '../../src/device/device';
import { extension, set, until } from './support';

/** What a tool has answered, read back from its JSON. */
export type Answer = Readonly<Record<string, unknown>>;

/**
 * Calls a tool through VS Code, with its checks. What it asks the user counts as answered with yes here, since a window under test shows no
 * dialogs: test/ui/workbenchParts.test.ts has the real one.
 */
export async function call(
  name: string,
  input: object = {},
  token?: vscode.CancellationToken,
): Promise<Answer> {
  const text = await textOf(name, input, token);
  return JSON.parse(text) as Answer;
}

/** The same, as the text that a model would get. */
export async function textOf(
  name: string,
  input: object = {},
  token?: vscode.CancellationToken,
): Promise<string> {
  const options = { input, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool(`telemetryhub_${name}`, options, token);
  assert.equal(content.length, 1);
  const [part] = content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  return part.value;
}

/** A list of an answer. */
export function rows(answer: Answer, name: string): readonly Answer[] {
  const { [name]: list } = answer;
  assert.ok(Array.isArray(list), `${name} in ${JSON.stringify(answer)}`);
  return list as Answer[];
}

/** An object in an answer. */
export function part(answer: Answer, name: string): Answer {
  const { [name]: found } = answer;
  assert.ok(typeof found === 'object' && found !== null, `${name} in ${JSON.stringify(answer)}`);
  return found as Answer;
}

/** A simulated device of the settings, measuring, without a panel that would cost time; `forget` takes it away. */
export async function startedBoard(id: string, settings: object = {}): Promise<Device> {
  const { devices } = await extension().activate();
  const transport = { kind: 'simulator', rateHz: 50 };
  await set('devices', [{ id, name: `The ${id}`, transport, ...settings }]);
  await until('the device is there', () => devices.get(id) !== undefined);
  const device = devices.get(id);
  if (device === undefined) throw new Error('There is no device.');
  await device.start();
  await until('bytes come', () => device.counters.bytesIn > 1000);
  return device;
}

/** Takes the devices of `startedBoard` away. */
export async function forget(device: Device): Promise<void> {
  const { devices } = await extension().activate();
  await device.disarmAll();
  // SafeState would outlive the device.
  await device.reset();
  await set('devices', undefined);
  await until('it is gone', () => devices.get(device.profile.id) === undefined);
}

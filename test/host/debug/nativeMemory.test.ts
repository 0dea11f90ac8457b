import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Device } from '../../../src/device/device';
import { extension, set, until } from '../support';
import { COUNTER, writeCountingProgram } from './nativeProgram';

const ADDRESS = `0x${COUNTER.toString(16)}`;

describe('a debugger as a source, on a program that gdb runs on this machine', function () {
  this.timeout(120_000);
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'telemetryhub-native-')));
  const program = path.join(folder, 'count');
  let device: Device;

  before(async () => {
    writeCountingProgram(program);
    const memory = { type: 'u32', periodMs: 50 };
    const expressions = [
      { name: 'address', expression: ADDRESS, memory },
      { name: 'value', expression: `*(unsigned int *)${ADDRESS}`, memory },
    ];
    const transport = { kind: 'debugger', session: 'Native', expressions };
    const { devices } = await extension().activate();
    await set('devices', [{ id: 'vars', name: 'Variables', transport }]);
    await until('the device is there', () => devices.get('vars') !== undefined);
    device = devices.get('vars') ?? assert.fail();
    await device.start();
    const root = realpathSync(extension().extensionPath);
    await vscode.debug.startDebugging(undefined, {
      type: 'board-gdb',
      request: 'launch',
      name: 'Native',
      adapter: path.join(root, 'node_modules/cdt-gdb-adapter/dist/debugAdapter.js'),
      gdb: 'gdb-multiarch',
      program,
    });
  });
  after(async () => {
    // This adapter leaves a program alone that runs, and never ends.
    await request('pause');
    await until('it is halted', () => device.halted);
    await vscode.debug.stopDebugging();
    await until('it is over', () => device.link.kind === 'reconnecting');
    await set('devices', undefined);
    rmSync(folder, { recursive: true });
  });

  const request = (command: string) =>
    vscode.debug.activeDebugSession?.customRequest(command, { threadId: 1 });
  const latest = (name: string) => device.channels.find((one) => one.name === name)?.latest ?? NaN;
  /** Has the channel count up: nothing but the program itself does that. */
  const counts = async (name: string) => {
    const from = latest(name);
    await until(`${name} counts`, () => latest(name) > from + 20);
    assert.equal(device.problemOf(name), undefined);
  };

  it('reads an address while the program runs, without a stop', async () => {
    await until('it is read', () => latest('address') > 0, 30_000);
    await counts('address');
    assert.match(
      device.problemOf('value') ?? '',
      /without frameId/,
      'its address is asked in a frame',
    );
  });

  it('reads an expression while the program runs, once a stop has said where it is', async () => {
    await request('pause');
    await until('the place is known', () => latest('value') > 0, 30_000);
    await until('both are read', () => latest('value') === latest('address'));
    await request('continue');
    await counts('value');
    await counts('address');
  });
});

import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Device } from '../../../src/device/device';
import { extension, set, until } from '../support';
import { acts, factsOf } from './debuggedBoard';

describe('telemetry breakpoints and the built-in JavaScript debugger', function () {
  this.timeout(120_000);
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'telemetryhub-js-')));
  const program = path.join(folder, 'tick.js');
  let device: Device;

  before(async () => {
    writeFileSync(program, 'let n = 0;\nsetInterval(function tick() {\n  n += 1;\n}, 10);\n');
    const { devices } = await extension().activate();
    const transport = { kind: 'simulator', rateHz: 100 };
    const board = { id: 'sim', name: 'Sim', transport, staleAfterMs: 0 };
    await set('devices', [{ ...board, debugSessions: ['Tick'] }]);
    await until('the device is there', () => devices.get('sim') !== undefined);
    const found = devices.get('sim');
    assert.ok(found !== undefined);
    device = found;
    await set('breakpoints', [{ when: 'state Measuring', device: 'Sim' }]);
  });
  after(async () => {
    await vscode.debug.stopDebugging();
    await set('breakpoints', undefined);
    await set('devices', undefined);
    rmSync(folder, { recursive: true });
  });

  it('pause the child that has the threads, which the device names by its launch configuration', async () => {
    const started = await vscode.debug.startDebugging(undefined, {
      type: 'node',
      request: 'launch',
      name: 'Tick',
      program,
      skipFiles: [],
      smartStep: false,
      console: 'internalConsole',
    });
    assert.ok(started);
    await until('the script runs', () => acts(device).includes('launched'));
    await until('it has a child', () => {
      return vscode.debug.activeDebugSession?.parentSession !== undefined;
    });
    await device.start();
    await until('it is halted', () => device.halted, 30_000);
    const hits = () => factsOf(device, 'breakpoint');
    await until('the outcome is known', () => hits().at(-1)?.outcome === 'halted');
    assert.equal(hits().length, 1);
    await vscode.debug.activeDebugSession?.customRequest('continue', { threadId: 0 });
    await until('it runs', () => !device.halted);
    await vscode.debug.stopDebugging();
    await until('it is over', () => acts(device).at(-1) === 'ended');
    assert.equal(device.state, 'measuring');
  });
});

describe('a debugger as a source, and the built-in JavaScript debugger', function () {
  this.timeout(120_000);
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'telemetryhub-vars-')));
  const program = path.join(folder, 'count.js');

  after(async () => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await vscode.debug.stopDebugging();
    await set('devices', undefined);
    rmSync(folder, { recursive: true });
  });

  it('samples what each stop of a breakpoint shows', async () => {
    writeFileSync(program, 'let n = 0;\nsetInterval(function tick() {\n  n += 1;\n}, 50);\n');
    const { devices } = await extension().activate();
    const expressions = [{ expression: 'n' }, { name: 'text', expression: '"a" + n' }];
    const transport = { kind: 'debugger', session: 'Count', expressions };
    await set('devices', [{ id: 'vars', name: 'Variables', transport }]);
    await until('the device is there', () => devices.get('vars') !== undefined);
    const device = devices.get('vars');
    assert.ok(device !== undefined);
    await device.start();
    assert.equal(device.link.kind, 'reconnecting', 'it waits for its session');
    const place = new vscode.Location(vscode.Uri.file(program), new vscode.Position(2, 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place)]);
    const launch = { type: 'node', request: 'launch', name: 'Count', program };
    await vscode.debug.startDebugging(undefined, { ...launch, console: 'internalConsole' });
    const n = () => device.channels.find(({ name }) => name === 'n');
    for (let stop = 0; stop < 3; stop++) {
      await until('it is sampled', () => n()?.count === stop + 1, 30_000);
      assert.equal(n()?.latest, stop);
      const why = new RegExp(`a${String(stop)}.? is no number`);
      await until('the other, too', () => why.test(device.problemOf('text') ?? ''));
      await vscode.debug.activeDebugSession?.customRequest('continue', { threadId: 0 });
    }
    assert.equal(device.link.kind, 'open');
  });
});

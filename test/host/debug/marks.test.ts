import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Device } from '../../../src/device/device';
import { until } from '../support';
import { acts, DebuggedBoard, factsOf, moreSamples, SESSION_NAME } from './debuggedBoard';

const STALE_MS = 3000;

describe('marks of a debugger on real firmware', function () {
  this.timeout(120_000);
  let target: DebuggedBoard;
  let device: Device;

  before(async () => {
    target = new DebuggedBoard();
    device = await target.start({ staleAfterMs: STALE_MS, failureThreshold: 1 });
  });
  after(() => target.dispose());

  const lastHalt = () => {
    const halts = factsOf(device, 'debug').filter(({ act }) => act === 'halted');
    const last = halts.at(-1);
    assert.ok(last !== undefined, 'it has halted');
    return last;
  };

  it('begin with the session, read off the traffic of its adapter', () => {
    assert.deepEqual(acts(device), ['attached']);
    const [fact] = factsOf(device, 'debug');
    assert.deepEqual([fact.session, fact.seenBy], [SESSION_NAME, 'adapter']);
  });

  it('are a span while it is halted, in which nothing is stale and no failure counts', async () => {
    await device.start();
    await moreSamples(device, 10);
    await target.request('pause');
    await until('it is halted', () => device.halted);
    assert.equal(lastHalt().open, true);
    const rate = device.samplesPerSecond;
    await sleep(1.5 * STALE_MS);
    assert.equal(device.state, 'measuring');
    assert.equal(device.samplesPerSecond, rate, 'the rate is over the time that it ran');
    await until('the place is known', () => lastHalt().place !== undefined);
    await target.request('continue');
    await until('it runs', () => !device.halted);
    const halt = device.events.all.find(({ fact }) => fact === lastHalt());
    assert.ok(halt !== undefined && halt.lastMs - halt.timeMs >= STALE_MS);
    assert.equal(lastHalt().open, undefined);
    assert.deepEqual(acts(device).slice(1), ['halted', 'continued']);
    await moreSamples(device, 10);
    assert.equal(device.state, 'measuring');
  });

  it('say file, line and function of a breakpoint that the firmware runs into', async () => {
    const line = target.breakAtError();
    await sleep(500);
    await device.send('LOAD=100');
    await until('it is halted', () => device.halted, 60_000);
    await until('the place is known', () => lastHalt().place !== undefined);
    const { path = '', ...where } = lastHalt().place ?? {};
    assert.deepEqual(where, { line, function: 'enter_error' });
    assert.equal(vscode.Uri.file(target.source).path, path);
    assert.match(lastHalt().reason ?? '', /breakpoint/);
    await until('the editor shows it', () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.selection.active.line === line - 1;
    });
  });

  it('tell a step from a continue', async () => {
    const before = acts(device).length;
    await vscode.commands.executeCommand('workbench.action.debug.stepOver');
    await until('it has stepped', () => acts(device).length >= before + 2 && device.halted);
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    await until('it runs', () => !device.halted);
    assert.deepEqual(acts(device).slice(before), ['stepped', 'halted', 'continued']);
    await moreSamples(device, 10);
  });

  it('have the end of the session', async () => {
    await vscode.debug.stopDebugging();
    await until('it is over', () => acts(device).at(-1) === 'ended');
    assert.equal(device.halted, false);
  });
});

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Device } from '../../../src/device/device';
import { command, extension, set, until } from '../support';
import { acts, AWAY_MS, DebuggedBoard, factsOf, moreSamples, PLANT_MS } from './debuggedBoard';
import { endSessions } from './endSessions';

const STALE_MS = 3000;

describe('telemetry breakpoints on real firmware', function () {
  this.timeout(180_000);
  let target: DebuggedBoard;
  let device: Device;
  let errorLine: number;

  before(async () => {
    target = new DebuggedBoard();
    device = await target.start({ staleAfterMs: STALE_MS, failureThreshold: 1 });
    await device.start();
    await moreSamples(device, 10);
  });
  after(async () => {
    await set('breakpoints', undefined);
    await target.dispose();
  });

  const temp = () => device.channels.find(({ name }) => name === 'temp')?.latest ?? NaN;
  const last = () => factsOf(device, 'breakpoint').at(-1);

  it('pause the session when a limit is crossed, and say how long it took', async () => {
    await set('breakpoints', [{ when: 'temp > 60', device: 'Board' }]);
    await command('openPlot');
    await device.send('LOAD=100');
    await until('it is hit', () => last() !== undefined, PLANT_MS);
    await until('it is halted', () => device.halted && last()?.outcome === 'halted');
    assert.ok((last()?.latencyMs ?? -1) >= 0);
    // The plant may have moved on by some samples before it halted.
    assert.ok(temp() >= 60.4 && temp() < 75, String(temp()));
    console.log(`[suite] halted ${String(last()?.latencyMs)} ms after the sample`);
  });

  it('leave an editor at the line where it halted, and nothing stale', async () => {
    const { samples } = device.counters;
    await until('a source line is shown', () => {
      return vscode.window.activeTextEditor?.document.uri.path === target.source;
    });
    await sleep(1.5 * STALE_MS);
    assert.equal(device.state, 'measuring');
    assert.equal(device.counters.samples, samples, 'the firmware stands still');
    await until('its values are shown', () => extension().exports.shownAtHalt.length === 1);
    await target.request('continue');
    await until('it runs', () => !device.halted);
    await until('nothing is shown', () => extension().exports.shownAtHalt.length === 0);
    await moreSamples(device, 5);
  });

  it('pause it again, each time that the condition comes to hold', async () => {
    const latencies: number[] = [];
    for (let cycle = 0; cycle < 5; cycle++) {
      await device.send('LOAD=0');
      await until('it cools down', () => temp() < 59, PLANT_MS);
      const before = factsOf(device, 'breakpoint').length;
      await device.send('LOAD=100');
      await until('it is hit', () => factsOf(device, 'breakpoint').length > before, PLANT_MS);
      await until('it is halted', () => device.halted && last()?.outcome === 'halted');
      latencies.push(last()?.latencyMs ?? NaN);
      await target.request('continue');
      await until('it runs', () => !device.halted);
    }
    console.log(`[suite] halted after ${latencies.map((ms) => ms.toFixed(1)).join(', ')} ms`);
    assert.equal(latencies.filter((ms) => ms >= 0).length, 5);
  });

  it('leave the debugger its own: the firmware stops where it goes to Error', async () => {
    errorLine = target.breakAtError();
    await until('it is halted', () => device.halted, PLANT_MS);
    const halts = () => factsOf(device, 'debug').filter(({ act }) => act === 'halted');
    await until('the place is known', () => halts().at(-1)?.place !== undefined);
    assert.equal(halts().at(-1)?.place?.line, errorLine);
    assert.equal(halts().at(-1)?.place?.function, 'enter_error');
  });

  it('have what was measured stand behind that line, until it is switched off', async () => {
    const { exports } = extension();
    await until('it is shown', () => exports.shownAtHalt.length === 1);
    const [{ text, ...place }] = exports.shownAtHalt;
    assert.deepEqual(place, { path: target.source, line: errorLine });
    const [, degrees] = /^temp (\d\d\.?\d?) · rpm \d,\d{3}$/.exec(text) ?? assert.fail(text);
    // The sample before the one that goes to Error is the last that was sent.
    assert.ok(Number(degrees) > 75 && Number(degrees) < 81, text);
    await set('debug.valuesAtHalt', false);
    await until('it is gone', () => exports.shownAtHalt.length === 0);
    await set('debug.valuesAtHalt', undefined);
    await until('it is there again', () => exports.shownAtHalt.length === 1);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('it is gone with the editor', () => exports.shownAtHalt.length === 0);
  });

  it('see the board through a reset by the debugger, and measure again', async () => {
    await target.resetByDebugger();
    assert.equal(acts(device).at(-1), 'reset');
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await target.request('continue');
    await until('it measures from the beginning', () => temp() < 30 && !device.halted, PLANT_MS);
    await moreSamples(device, 10);
    assert.equal(device.state, 'measuring');
    assert.equal(device.link.kind, 'open');
    assert.deepEqual(
      device.history.map(({ to }) => to),
      ['measuring'],
      'nothing of this was a failure',
    );
  });

  it('say so when the board is gone though its adapter still answers', async () => {
    // For a while after a reset its absence is excused.
    await sleep(AWAY_MS);
    await target.board.cutPower();
    await until('the link is broken', () => device.link.kind === 'reconnecting');
    assert.equal(device.state, 'safeState', 'running, this is a failure');
    await set('breakpoints', [{ when: 'state Measuring' }]);
    await device.reset();
    await target.board.power(false);
    await until('the link is back', () => device.link.kind === 'open');
    const before = factsOf(device, 'breakpoint').length;
    await device.start();
    await until('it is hit', () => factsOf(device, 'breakpoint').length > before);
    await until('it gives up', () => last()?.outcome === 'failed');
    assert.match(last()?.detail ?? '', /did not halt|refused/);
  });

  it('say so when there is no session at all', async () => {
    await endSessions();
    await device.stop();
    await device.start();
    await until('it gives up', () => last()?.detail.includes('No debug session') === true);
    assert.equal(last()?.outcome, 'failed');
  });
});

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Device } from '../../../src/device/device';
import type { TelemetryEvent } from '../../../src/model';
import { PORT_NOTICED_MS } from '../../device/emulatedBoard';
import { command, set, until } from '../support';
import { acts, AWAY_MS, DebuggedBoard, factsOf, moreSamples, PLANT_MS } from './debuggedBoard';

const STALE_MS = 2000;
const BOUND = 60;

describe('the debugger and real firmware on one time line', function () {
  this.timeout(180_000);
  let target: DebuggedBoard;
  let device: Device;

  before(async () => {
    target = new DebuggedBoard();
    const limit = { channel: 'temp', level: 'warning', side: 'high', bound: BOUND };
    await set('limits', { Board: [limit] });
    await set('breakpoints', [{ when: 'limit temp', device: 'Board' }]);
    device = await target.start({ staleAfterMs: STALE_MS, failureThreshold: 1 });
  });
  after(async () => {
    await set('breakpoints', undefined);
    await set('limits', undefined);
    await target.dispose();
  });

  const eventsOf = (kind: TelemetryEvent['fact']['kind'], act = '') =>
    device.events.all.filter(
      ({ fact }) =>
        fact.kind === kind && (act === '' || (fact.kind === 'debug' && fact.act === act)),
    );
  const lastHalt = () => {
    const halt = eventsOf('debug', 'halted').at(-1);
    assert.ok(halt?.fact.kind === 'debug');
    return { ...halt, fact: halt.fact };
  };
  const states = () => device.history.map(({ to }) => to).join();

  it('the load drives temp over its limit, and the session pauses where it is', async () => {
    await command('openPlot');
    await device.start();
    await moreSamples(device, 10);
    await device.send('LOAD=100');
    await until('it is halted', () => device.halted, PLANT_MS);
    await until('the outcome is known', () => {
      return factsOf(device, 'breakpoint').at(-1)?.outcome === 'halted';
    });
    assert.equal(device.alarms.length, 1);
    const [crossed] = eventsOf('limit');
    const [hit] = eventsOf('breakpoint');
    const halt = lastHalt();
    assert.equal(hit.timeMs, crossed.timeMs, 'the mark stands at the sample');
    const { latencyMs = NaN } = hit.fact.kind === 'breakpoint' ? hit.fact : {};
    assert.ok(Math.abs(halt.timeMs - crossed.timeMs - latencyMs) < 0.001, 'and says how long ago');
    assert.equal(halt.fact.open, true);
    await until('the editor shows where', () => {
      const editor = vscode.window.activeTextEditor;
      const line = lastHalt().fact.place?.line ?? NaN;
      return (
        editor?.document.uri.path === target.source && editor.selection.active.line === line - 1
      );
    });
  });

  it('nothing is stale meanwhile, and the span ends where it runs again', async () => {
    await sleep(1.5 * STALE_MS);
    assert.equal(states(), 'measuring');
    await target.request('continue');
    await until('it runs', () => !device.halted);
    const { timeMs, lastMs, fact } = lastHalt();
    assert.equal(fact.open, undefined);
    assert.ok(lastMs - timeMs >= 1.5 * STALE_MS);
    assert.equal(eventsOf('debug', 'continued').at(-1)?.timeMs, lastMs);
    await moreSamples(device, 5);
  });

  it('the breakpoint where the firmware goes to Error stops at its line', async () => {
    const line = target.breakAtError();
    await until('it is halted', () => device.halted, PLANT_MS);
    await until('the place is known', () => lastHalt().fact.place !== undefined);
    assert.equal(lastHalt().fact.place?.line, line);
    assert.equal(lastHalt().fact.place?.function, 'enter_error');
    const hottest = device.channels.find(({ name }) => name === 'temp')?.latest ?? NaN;
    assert.ok(hottest >= 78, `telemetry at the halt: ${String(hottest)}`);
  });

  it('a reset, and it measures again without a failure', async () => {
    await target.resetByDebugger();
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await target.request('continue');
    const temp = () => device.channels.find(({ name }) => name === 'temp')?.latest ?? NaN;
    await until('it measures from the beginning', () => temp() < 30, PLANT_MS);
    await moreSamples(device, 10);
    assert.ok(acts(device).includes('reset'));
    assert.equal(states(), 'measuring');
    assert.equal(device.alarms.length, 0);
  });

  it('a board that dies in the middle is a failure of the link, and its session is marked over', async () => {
    await sleep(AWAY_MS);
    const links = () => factsOf(device, 'link').map(({ link }) => link.kind);
    await target.board.cutPower();
    await until('the link is broken', () => device.link.kind === 'reconnecting');
    assert.equal(states(), 'measuring,safeState');
    await vscode.debug.stopDebugging();
    await until('the session is over', () => acts(device).at(-1) === 'ended');
    assert.equal(device.halted, false);
    await target.board.power(false);
    await until('the link is back', () => device.link.kind === 'open');
    assert.deepEqual(links(), ['open', 'reconnecting', 'open']);
    await device.reset();
    await sleep(PORT_NOTICED_MS);
    await device.start();
    await moreSamples(device, 10);
    const order = eventsOf('debug').map(({ timeMs }) => timeMs);
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
    assert.ok(eventsOf('debug').every(({ fact }) => fact.kind !== 'debug' || fact.open !== true));
  });

  it('a board that dies while it is halted is none, until the session lets it go', async () => {
    await device.disconnect();
    await target.board.cutPower();
    await target.board.power(true);
    await device.connect();
    await sleep(PORT_NOTICED_MS);
    const { bytesIn } = device.counters;
    await target.attach();
    await until('it boots', () => device.counters.bytesIn > bytesIn);
    await device.start();
    await moreSamples(device, 10);
    await target.request('pause');
    await until('it is halted', () => device.halted);
    const before = states();
    await target.board.cutPower();
    await until('the link is broken', () => device.link.kind === 'reconnecting');
    await sleep(1.5 * STALE_MS);
    assert.equal(states(), before, 'held by the debugger');
    await vscode.debug.stopDebugging();
    await until('the session is over', () => acts(device).at(-1) === 'ended');
    assert.equal(device.halted, false);
    assert.equal(lastHalt().fact.open, undefined, 'the span has its end');
    await target.board.power(false);
    await until('the link is back', () => device.link.kind === 'open');
  });
});

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Device } from '../../../src/device/device';
import { extension, set, until } from '../support';
import { DebuggedBoard, factsOf, SESSION_NAME } from './debuggedBoard';
import { endSessions } from './endSessions';

/** After its adapter was started: before it is attached, while breakpoints are set, as it lets the target run, and afterwards. */
const OFFSETS_MS = [0, 300, 500, 600, 700, 900];

describe('a telemetry breakpoint that is hit while a session on real firmware starts', function () {
  this.timeout(120_000);
  let target: DebuggedBoard;
  let device: Device;
  let willStart: (() => void) | undefined;
  let tracker: vscode.Disposable | undefined;

  before(async () => {
    target = new DebuggedBoard();
    tracker = vscode.debug.registerDebugAdapterTrackerFactory('board-gdb', {
      createDebugAdapterTracker: () => ({ onWillStartSession: () => willStart?.() }),
    });
    await target.board.power();
    // What is hit is a matter of the host alone here: the device is a simulated one.
    const transport = { kind: 'simulator', rateHz: 10 };
    const own = { id: 'sim', name: 'Sim', transport, staleAfterMs: 0 };
    const { devices } = await extension().activate();
    await set('devices', [{ ...own, debugSessions: [SESSION_NAME] }]);
    await until('the device is there', () => devices.get('sim') !== undefined);
    const found = devices.get('sim');
    assert.ok(found !== undefined);
    device = found;
    await device.connect();
    await set('breakpoints', [{ when: 'state Measuring', device: 'Sim' }]);
  });
  after(async () => {
    tracker?.dispose();
    await set('breakpoints', undefined);
    await target.dispose();
  });

  for (const offsetMs of OFFSETS_MS) {
    it(`halts the target, ${String(offsetMs)} ms after its adapter was started`, async () => {
      const starts = new Promise<void>((resolve) => (willStart = resolve));
      const attaching = target.attach();
      await starts;
      await sleep(offsetMs);
      await device.start();
      const hit = () => factsOf(device, 'breakpoint').at(-1);
      await until('the outcome is known', () => hit()?.outcome !== 'asked', 10_000);
      await attaching;
      const { halted } = device;
      const halts = () => factsOf(device, 'debug').filter(({ act }) => act === 'halted');
      if (halted) await until('the place is known', () => halts().at(-1)?.place !== undefined);
      await endSessions();
      await device.stop();
      assert.equal(hit()?.outcome, 'halted', hit()?.detail);
      assert.ok(halted);
    });
  }
});

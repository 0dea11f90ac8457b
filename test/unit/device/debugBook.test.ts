import assert from 'node:assert/strict';
import type { DebugChange, DebugSessionName } from '../../../src/debugFacts';
import { DebugBook } from '../../../src/device/debugBook';
import { EventLog } from '../../../src/device/eventLog';

const SESSION: DebugSessionName = { id: 's1', name: 'Debug board', seenBy: 'adapter' };
const OTHER: DebugSessionName = { id: 's2', name: 'Other core', seenBy: 'window' };
const PLACE = { path: '/fw/main.c', line: 114, function: 'enter_error' };

function book() {
  const events = new EventLog('d');
  const halts: [boolean, number][] = [];
  const debug = new DebugBook(events, (halted, timeMs) => halts.push([halted, timeMs]));
  const note = (...changes: DebugChange[]) => {
    for (const change of changes) debug.note(SESSION, change);
  };
  return { events, halts, debug, note };
}

const halted = (timeMs: number): DebugChange => ({ act: 'halted', timeMs, reason: 'breakpoint' });

describe('DebugBook', () => {
  it('makes one event of a halt, which lasts until the target runs again', () => {
    const { events, note } = book();
    note(halted(100), { act: 'placed', place: PLACE });
    const fact = {
      kind: 'debug',
      act: 'halted',
      session: 'Debug board',
      seenBy: 'adapter',
      reason: 'breakpoint',
    };
    assert.deepEqual(events.all[0].fact, { ...fact, open: true, place: PLACE });
    const { revision } = events.changedSince(0);
    note({ act: 'continued', timeMs: 5700 });
    const [halt, continued] = events.changedSince(revision).events;
    assert.deepEqual(halt.fact, { ...fact, place: PLACE });
    assert.deepEqual([halt.number, halt.timeMs, halt.lastMs], [1, 100, 5700]);
    assert.equal(continued.fact.kind === 'debug' && continued.fact.act, 'continued');
  });

  it('says once that the target halts and runs, whichever session holds it', () => {
    const { halts, debug, note } = book();
    note(halted(100));
    debug.note(OTHER, halted(150));
    note({ act: 'continued', timeMs: 200 });
    assert.equal(debug.halted, true);
    debug.note(OTHER, { act: 'ended', timeMs: 400 });
    assert.equal(debug.halted, false);
    assert.deepEqual(halts, [
      [true, 100],
      [false, 400],
    ]);
    assert.equal(debug.haltedMs(0, 1000), 300);
    assert.equal(debug.haltedMs(350, 360), 10);
  });

  it('has a time that goes on where the target sends though it is halted', () => {
    const { debug, note } = book();
    note(halted(1000));
    debug.heard(1100);
    assert.equal(debug.runningMs(1300), 1000, 'what was on its way');
    debug.heard(1300);
    debug.heard(2000);
    assert.equal(debug.runningMs(2300), 2000);
    note({ act: 'continued', timeMs: 3300 });
    assert.equal(debug.runningMs(4300), 4000);
    note(halted(5000));
    assert.equal(debug.runningMs(5900), 4700, 'the next halt is silent again');
  });

  it('has a time that stands still meanwhile', () => {
    const { debug, note } = book();
    assert.equal(debug.runningMs(90), 90);
    note(halted(100));
    assert.equal(debug.runningMs(5000), 100);
    assert.equal(debug.haltedMs(50, 5000), 4900);
    note({ act: 'continued', timeMs: 5100 });
    assert.equal(debug.runningMs(5150), 150);
  });

  it('excuses what happens while the target is halted, and for 5 s after a reset', () => {
    const { debug, note } = book();
    assert.equal(debug.excuses(0), false);
    note(halted(100));
    assert.equal(debug.excuses(60_000), true);
    note({ act: 'continued', timeMs: 60_000 });
    assert.equal(debug.excuses(60_001), false);
    note({ act: 'reset', timeMs: 70_000 });
    assert.equal(debug.excuses(74_999), true);
    assert.equal(debug.excuses(75_000), false);
  });

  it('is bounded, and a halt that was forgotten can end', () => {
    const { events, debug, note } = book();
    note(halted(1));
    for (let i = 0; i < 6000; i++) events.add(i, { kind: 'mark', text: '' });
    note({ act: 'continued', timeMs: 7000 });
    assert.equal(events.all.length, 5000);
    for (let i = 0; i < 100; i++) debug.note({ ...OTHER, id: String(i) }, halted(8000));
    const open = events.all.filter(({ fact }) => fact.kind === 'debug' && fact.open === true);
    assert.equal(open.length, 16);
  });
});

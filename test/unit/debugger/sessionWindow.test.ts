import assert from 'node:assert/strict';
import type { DebugChange } from '../../../src/debugFacts';
import { SessionWindow } from '../../../src/debugger/sessionWindow';

const PLACE = { path: '/fw/main.c', line: 12, function: 'main' };

function watched(wasRunning = false) {
  const changes: DebugChange[] = [];
  let nowMs = 0;
  const session = new SessionWindow(
    () => ++nowMs,
    (change) => changes.push(change),
    wasRunning,
  );
  return { session, changes };
}

describe('SessionWindow', () => {
  it('tells a session that starts from one that was running already', () => {
    assert.deepEqual(watched().changes, [{ act: 'launched', timeMs: 1 }]);
    assert.deepEqual(watched(true).changes, [{ act: 'running', timeMs: 1 }]);
  });

  it('takes a frame for a halt and its absence for running', () => {
    const { session, changes } = watched();
    session.runningShown();
    session.frameShown(undefined);
    session.frameShown(PLACE);
    session.runningShown();
    session.runningShown();
    assert.deepEqual(changes.slice(1), [
      { act: 'halted', timeMs: 2, reason: '' },
      { act: 'placed', place: PLACE },
      { act: 'continued', timeMs: 3 },
    ]);
  });

  it('ends once and is silent afterwards', () => {
    const { session, changes } = watched();
    session.ended();
    session.ended();
    session.frameShown(PLACE);
    assert.deepEqual(
      changes.map(({ act }) => act),
      ['launched', 'ended'],
    );
  });
});

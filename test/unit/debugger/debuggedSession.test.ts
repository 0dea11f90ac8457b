import assert from 'node:assert/strict';
import type { DebugChange } from '../../../src/debugFacts';
import { DebuggedSession } from '../../../src/debugger/debuggedSession';

class Target {
  readonly heard: string[] = [];

  debugged(_: unknown, change: DebugChange): void {
    this.heard.push('timeMs' in change ? `${change.act} ${change.timeMs}` : change.act);
  }
}

const NAME = { id: 's', name: 'Debug board', seenBy: 'adapter' } as const;
const halted = (timeMs: number): DebugChange => ({ act: 'halted', timeMs, reason: 'pause' });

describe('DebuggedSession', () => {
  it('tells its device all that it does, and knows how it stands', () => {
    const target = new Target();
    const session = new DebuggedSession<Target>(NAME, () => target);
    const halts: number[] = [];
    const off = session.onHalt((timeMs) => halts.push(timeMs));
    session.apply({ act: 'attached', timeMs: 1 });
    session.apply(halted(2));
    assert.equal(session.state, 'halted');
    session.apply({ act: 'continued', timeMs: 3 });
    assert.equal(session.state, 'running');
    off();
    session.apply(halted(4));
    session.apply({ act: 'ended', timeMs: 5 });
    session.apply({ act: 'ended', timeMs: 6 });
    session.apply(halted(7));
    assert.equal(session.state, 'ended');
    assert.deepEqual(halts, [2]);
    const heard = ['attached 1', 'halted 2', 'continued 3', 'halted 4', 'ended 5'];
    assert.deepEqual(target.heard, heard);
  });

  it('tells a device that comes late how things stand', () => {
    let target: Target | undefined;
    const session = new DebuggedSession<Target>(NAME, () => target);
    session.apply({ act: 'attached', timeMs: 1 });
    session.apply(halted(2));
    target = new Target();
    const place = { path: '/fw/main.c', line: 1, function: 'main' };
    session.apply({ act: 'placed', place });
    assert.deepEqual(target.heard, ['running 2', 'halted 2', 'placed']);
    target = new Target();
    session.apply({ act: 'continued', timeMs: 9 });
    assert.deepEqual(target.heard, ['running 2', 'halted 2', 'continued 9']);
  });

  it('knows since when and where it is halted, until it runs', () => {
    const session = new DebuggedSession<Target>(NAME, () => undefined);
    const place = { path: '/fw/main.c', line: 7, function: 'main' };
    session.apply({ act: 'attached', timeMs: 1 });
    session.apply(halted(2));
    assert.equal(session.haltedAt, undefined, 'its place is not known yet');
    session.apply({ act: 'placed', place });
    assert.deepEqual(session.haltedAt, { timeMs: 2, place });
    session.apply({ act: 'stepped', timeMs: 3 });
    assert.equal(session.haltedAt, undefined);
    session.apply(halted(4));
    assert.equal(session.haltedAt, undefined, 'the place of the former halt is another');
    session.apply({ act: 'placed', place });
    session.apply({ act: 'ended', timeMs: 5 });
    assert.equal(session.haltedAt, undefined);
  });

  it('says nothing of a session that never began', () => {
    const target = new Target();
    const session = new DebuggedSession<Target>(NAME, () => target);
    session.apply({ act: 'ended', timeMs: 1 });
    assert.deepEqual(target.heard, []);
    assert.equal(session.state, 'ended');
  });
});

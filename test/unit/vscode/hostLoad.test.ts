import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { HostLoad, threadBusyTime, type BusyTime } from '../../../src/vscode/hostLoad';

/** A thread whose work is the test's. */
class FakeThread {
  private busyMs = 0;
  private totalMs = 5000;
  readonly time = (): BusyTime => ({ busyMs: this.busyMs, totalMs: this.totalMs });

  spend(ms: number, share: number): void {
    this.totalMs += ms;
    this.busyMs += ms * share;
  }
}

describe('HostLoad', () => {
  it('is the busy share of the last second, read four times a second', () => {
    const thread = new FakeThread();
    const load = new HostLoad(thread.time);
    assert.equal(load.read(), 0);
    const read = (share: number) => {
      thread.spend(250, share);
      return load.read();
    };
    assert.equal(read(1), 1);
    assert.equal(read(0), 0.5);
    for (let i = 0; i < 2; i++) read(0);
    assert.equal(read(0), 0, 'the busy quarter is more than a second ago');
    assert.equal(read(0.4), 0.1);
  });

  it('stays what it was between two readings at one moment', () => {
    const thread = new FakeThread();
    const load = new HostLoad(thread.time);
    thread.spend(500, 0.5);
    assert.equal(load.read(), 0.5);
    assert.equal(load.read(), 0.5);
  });

  it('covers a second also when it is read every few milliseconds', () => {
    const thread = new FakeThread();
    const load = new HostLoad(thread.time);
    let last = NaN;
    for (let i = 0; i < 500; i++) {
      thread.spend(5, i < 100 ? 1 : 0.5);
      last = load.read();
    }
    assert.equal(last, 0.5);
  });

  it('forgets the time in which nobody looked', () => {
    const thread = new FakeThread();
    const load = new HostLoad(thread.time);
    thread.spend(60_000, 1);
    load.restart();
    thread.spend(100, 0.25);
    assert.equal(load.read(), 0.25);
  });

  it('says that it does not know where nothing can be measured', () => {
    assert.ok(Number.isNaN(new HostLoad(() => undefined).read()));
  });

  it('measures this very thread', async () => {
    await wait(1);
    const load = new HostLoad(threadBusyTime);
    const end = performance.now() + 60;
    while (performance.now() < end);
    await wait(20);
    const share = load.read();
    assert.ok(share > 0.1 && share <= 1, String(share));
  });
});

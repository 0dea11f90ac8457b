import assert from 'node:assert/strict';
import type { PlotView } from '../../../src/protocol';
import { Arrangement } from '../../../webview/plots/arrangement';

/** Timers that a test runs by hand. */
class Timers {
  private waiting: { run: () => void; ms: number }[] = [];

  readonly later = (run: () => void, ms: number) => {
    const timer = { run, ms };
    this.waiting.push(timer);
    return () => {
      this.waiting = this.waiting.filter((other) => other !== timer);
    };
  };

  /** Lets all timers of up to `ms` run out. */
  pass(ms: number): void {
    const due = this.waiting.filter((timer) => timer.ms <= ms);
    this.waiting = this.waiting.filter((timer) => timer.ms > ms);
    for (const { run } of due) run();
  }
}

const plot = (id: string, share = 1, channelIds: string[] = []): PlotView => ({
  id,
  share,
  channelIds,
  ranges: {},
});

function arranged() {
  const timers = new Timers();
  const posted: (readonly PlotView[])[] = [];
  const arrangement = new Arrangement((plots) => posted.push(plots), timers.later);
  arrangement.receive([plot('p1'), plot('p2')]);
  return { arrangement, timers, posted };
}

describe('Arrangement', () => {
  it('tells the host once, a moment after the last change', () => {
    const { arrangement, timers, posted } = arranged();
    arrangement.change([plot('p1', 2), plot('p2')]);
    arrangement.change([plot('p1', 3), plot('p2')]);
    assert.equal(posted.length, 0);
    timers.pass(500);
    assert.deepEqual(posted, [[plot('p1', 3), plot('p2')]]);
    timers.pass(500);
    assert.equal(posted.length, 1);
  });

  it('does not jump back while the host has not taken the change over', () => {
    const { arrangement, timers } = arranged();
    arrangement.change([plot('p2'), plot('p1')]);
    arrangement.receive([plot('p1'), plot('p2')]);
    assert.equal(arrangement.plots[0].id, 'p2');
    timers.pass(500);
    arrangement.receive([plot('p1'), plot('p2')]);
    assert.equal(arrangement.plots[0].id, 'p2');
  });

  it('takes the host word again when it agrees, with channels that came meanwhile', () => {
    const { arrangement } = arranged();
    arrangement.change([plot('p2'), plot('p1')]);
    arrangement.flush();
    arrangement.receive([plot('p2', 1, ['a']), plot('p1')]);
    assert.deepEqual(arrangement.plots[0].channelIds, ['a']);
    arrangement.receive([plot('p1')]);
    assert.equal(arrangement.plots.length, 1);
  });

  it('shows a series again at once, whatever the host still says', () => {
    const { arrangement } = arranged();
    const hides = [{ ...plot('p1', 1, ['a']), hidden: ['a'] }];
    arrangement.receive(hides);
    arrangement.change([plot('p1', 1, ['a'])]);
    arrangement.flush();
    arrangement.receive(hides);
    assert.equal(arrangement.plots[0].hidden, undefined);
    arrangement.receive([plot('p1', 1, ['a', 'b'])]);
    assert.deepEqual(arrangement.plots[0].channelIds, ['a', 'b']);
  });

  it('gives in to a host that does not agree after a while', () => {
    const { arrangement, timers } = arranged();
    arrangement.change([plot('p2'), plot('p1')]);
    arrangement.flush();
    timers.pass(2000);
    arrangement.receive([plot('p1'), plot('p2')]);
    assert.equal(arrangement.plots[0].id, 'p1');
  });

  it('tells what it has not told before another stack is shown', () => {
    const { arrangement, posted } = arranged();
    arrangement.change([plot('p1', 4)]);
    arrangement.restart();
    assert.equal(posted.length, 1);
    arrangement.receive([plot('other')]);
    assert.equal(arrangement.plots[0].id, 'other');
  });

  it('has nothing to tell when nothing was changed', () => {
    const { arrangement, posted } = arranged();
    arrangement.flush();
    assert.equal(posted.length, 0);
  });
});

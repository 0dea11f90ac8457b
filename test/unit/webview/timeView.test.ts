import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TimeView } from '../../../webview/timeView';

/** A live view of 60 s at 1,000 s, with a store that begins at 400 s. */
function live(): TimeView {
  const view = new TimeView(60_000);
  view.setClock(true, NaN);
  view.advance(1_000_000);
  view.setBounds(400_000, 1_000_000);
  return view;
}

const range = ({ fromMs, toMs }: TimeView) => [fromMs, toMs];

describe('TimeView', () => {
  it('follows now while live', () => {
    const view = live();
    assert.deepEqual(range(view), [940_000, 1_000_000]);
    assert.equal(view.advance(1_000_500), true);
    assert.deepEqual(range(view), [940_500, 1_000_500]);
    assert.equal(view.mode, 'live');
    assert.equal(view.behindMs, 0);
    assert.equal(view.standsAtMs, undefined);
  });

  it('falls behind when moved to the past, and by as much as time goes on', () => {
    const view = live();
    view.moveBy(-0.2);
    assert.equal(view.mode, 'behind');
    assert.equal(view.behindMs, 12_000);
    assert.equal(view.advance(1_001_000), false);
    assert.equal(view.behindMs, 13_000);
    assert.deepEqual(range(view), [928_000, 988_000]);
  });

  it('is moved to the past by steps however small', () => {
    const view = live();
    for (let i = 0; i < 100; i++) view.moveBy(-0.0001);
    assert.ok(Math.abs(view.behindMs - 600) < 1e-6);
    view.moveBy(0.009);
    assert.equal(view.mode, 'live', 'and is drawn to the edge when it comes near');
  });

  it('is live again when moved back to the edge', () => {
    const view = live();
    view.moveBy(-0.1);
    view.moveBy(0.2);
    assert.equal(view.mode, 'live');
  });

  it('never passes the ends of the store', () => {
    const view = live();
    view.moveBy(-100);
    assert.deepEqual(range(view), [400_000, 460_000]);
    view.moveBy(100);
    assert.equal(view.mode, 'live');
    view.toOldest();
    assert.deepEqual(range(view), [400_000, 460_000]);
  });

  it('cannot be moved while the store is shorter than the view', () => {
    const view = live();
    view.setBounds(990_000, 1_000_000);
    view.moveBy(-0.1);
    assert.equal(view.mode, 'live');
  });

  it('zooms about a time, which keeps its place', () => {
    const view = live();
    view.zoom(0.5, 970_000);
    assert.deepEqual(range(view), [955_000, 985_000]);
    assert.equal(view.mode, 'behind');
  });

  it('stays live when zoomed without a pointer', () => {
    const view = live();
    view.zoom(0.5);
    assert.deepEqual(range(view), [970_000, 1_000_000]);
    assert.equal(view.mode, 'live');
  });

  it('zooms out to the whole store and no further, and in to one sample', () => {
    const view = live();
    view.setGrid(0, 2);
    for (let i = 0; i < 40; i++) view.zoom(2, 700_000);
    assert.deepEqual(range(view), [400_000, 1_000_000]);
    for (let i = 0; i < 60; i++) view.zoom(0.5, 700_000);
    assert.equal(view.spanMs, 2);
    assert.ok(Math.abs(view.fromMs + 1 - 700_000) <= 1);
  });

  it('shows all that is stored, up to now', () => {
    const view = live();
    view.advance(1_010_000);
    view.showAll();
    assert.deepEqual(range(view), [400_000, 1_010_000]);
    assert.equal(view.mode, 'live');
  });

  it('takes any span it is told, also one longer than the store', () => {
    const view = live();
    view.setSpan(3_600_000);
    assert.equal(view.spanMs, 3_600_000);
    assert.equal(view.mode, 'live');
  });

  it('keeps the middle of the past when its span is set', () => {
    const view = live();
    view.show(500_000, 560_000);
    view.setSpan(10_000);
    assert.deepEqual(range(view), [525_000, 535_000]);
  });

  it('freezes while paused, and pans there', () => {
    const view = live();
    view.pause();
    view.advance(1_012_000);
    assert.equal(view.mode, 'paused');
    assert.equal(view.pausedForMs, 12_000);
    assert.deepEqual(range(view), [940_000, 1_000_000]);
    view.moveBy(-0.5);
    assert.equal(view.mode, 'paused');
    assert.deepEqual(range(view), [910_000, 970_000]);
    view.resume();
    assert.equal(view.mode, 'live');
    assert.equal(view.pausedForMs, 0);
  });

  it('stands where the device stopped', () => {
    const view = live();
    view.setClock(false, 1_000_000);
    view.advance(1_060_000);
    assert.equal(view.mode, 'still');
    assert.deepEqual(range(view), [940_000, 1_000_000]);
    assert.equal(view.standsAtMs, 1_000_000);
    view.moveBy(-0.1);
    assert.equal(view.mode, 'behind');
    assert.equal(view.behindMs, 6000);
    view.backToLive();
    assert.equal(view.mode, 'still');
  });

  it('moves by whole columns', () => {
    const view = live();
    view.setGrid(7);
    view.advance(1_000_003);
    assert.equal(view.toMs % 7, 0);
    assert.ok(view.toMs >= 1_000_003 && view.toMs < 1_000_010);
    const before = view.toMs;
    assert.equal(view.advance(before), false);
  });

  it('glides back to live in the time it is given, and jumps from afar', () => {
    const view = new TimeView(60_000, () => 100);
    view.setClock(true, NaN);
    view.advance(1_000_000);
    view.setBounds(0, 1_000_000);
    view.moveBy(-0.5);
    view.backToLive();
    assert.equal(view.mode, 'live');
    assert.deepEqual(range(view), [910_000, 970_000]);
    view.advance(1_000_050);
    assert.ok(view.toMs > 985_000 && view.toMs < 1_000_050);
    view.advance(1_000_100);
    assert.equal(view.isGliding, false);
    assert.equal(view.toMs, 1_000_100);
    view.toOldest();
    view.backToLive();
    assert.equal(view.toMs, 1_000_100);
  });

  it('tells what has changed, and not that time went on', () => {
    const view = live();
    let told = 0;
    const end = view.onChange(() => told++);
    view.advance(1_000_010);
    view.setBounds(400_000, 1_000_000);
    assert.equal(told, 0);
    view.moveBy(-0.1);
    view.pause();
    view.pause();
    assert.equal(told, 2);
    end();
    view.resume();
    assert.equal(told, 2);
  });

  it('stays inside the store whatever is done to it', () => {
    const act = fc.oneof(
      fc.record({
        kind: fc.constant('move' as const),
        by: fc.double({ min: -3, max: 3, noNaN: true }),
      }),
      fc.record({
        kind: fc.constant('zoom' as const),
        by: fc.double({ min: 0.1, max: 9, noNaN: true }),
      }),
      fc.record({ kind: fc.constant('wait' as const), by: fc.integer({ min: 0, max: 9000 }) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const view = live();
        for (const { kind, by } of acts) {
          if (kind === 'move') view.moveBy(by);
          else if (kind === 'zoom') view.zoom(by, view.fromMs + view.spanMs * (by % 1));
          else view.advance(view.nowMs + by);
          assert.ok(view.spanMs >= 1);
          assert.ok(view.toMs <= view.nowMs);
          assert.ok(view.fromMs >= 400_000 - 1e-6, String(view.fromMs));
          assert.equal(view.mode === 'live', view.toMs === view.nowMs);
        }
      }),
    );
  });
});

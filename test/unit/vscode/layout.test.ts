import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PlotView } from '../../../src/protocol';
import {
  firstLayout,
  parsePlots,
  rearranged,
  shownOf,
  withChannel,
  withoutChannel,
} from '../../../src/vscode/layout';

const channel = (id: string, unit: string, bornMs = 0, bornUnderFault = false) => {
  return { id, unit, bornMs, bornUnderFault };
};
const plot = (id: string, ...channelIds: string[]): PlotView => {
  return { id, channelIds, share: 1, ranges: {} };
};
const ids = (plots: readonly PlotView[]) => plots.map(({ channelIds }) => channelIds.join());
const units: Record<string, string> = { a: 'V', b: 'V', c: 'A' };
const unitOf = (id: string) => units[id];

describe('layout', () => {
  it('begins with one plot a unit, eight channels and four units at most', () => {
    const channels = ['V', 'A', 'V', 'W', 's', 'K', 'A', 'V', 'V'].map((unit, i) =>
      channel(`c${i}`, unit),
    );
    assert.deepEqual(ids(firstLayout(channels)), ['c0,c2,c7', 'c1,c6', 'c3', 'c4']);
    assert.deepEqual(ids(firstLayout([])), ['']);
  });

  it('lets wait what appears late, or under a fault', () => {
    const channels = [channel('a', 'V'), channel('x', 'V', 10, true), channel('y', 'V', 60_000)];
    assert.deepEqual(ids(firstLayout(channels)), ['a']);
  });

  it('puts a channel where its unit is, on the plot named, or on one of its own', () => {
    const plots = [plot('p1', 'a'), plot('p2', 'c')];
    const add = (plotId?: string) =>
      ids(withChannel(plots, { id: 'b', unit: 'V' }, plotId, unitOf));
    assert.deepEqual(add(), ['a,b', 'c']);
    assert.deepEqual(add('p2'), ['a', 'c,b']);
    assert.deepEqual(add('new'), ['a', 'c', 'b']);
    assert.deepEqual(ids(withChannel(plots, { id: 'd', unit: 'Pa' }, undefined, unitOf)), [
      'a',
      'c',
      'd',
    ]);
  });

  it('keeps a channel on one plot, and drops the plot it was alone on', () => {
    const plots = [plot('p1', 'a'), plot('p2', 'c')];
    assert.deepEqual(ids(withChannel(plots, { id: 'a', unit: 'V' }, 'p2', unitOf)), ['c,a']);
    assert.deepEqual(ids(withoutChannel(plots, 'c')), ['a']);
    assert.deepEqual(ids(withoutChannel([plot('p1', 'a')], 'a')), ['']);
  });

  it('leaves alone what is where it shall be, and plots that the user left empty', () => {
    const plots = [plot('p1', 'a', 'b'), plot('p2'), plot('p3', 'c')];
    const move = (id: string, plotId?: string) =>
      withChannel(plots, { id, unit: units[id] }, plotId, unitOf);
    assert.equal(move('b'), plots);
    assert.equal(move('b', 'p1'), plots);
    assert.equal(move('c', 'new'), plots);
    assert.deepEqual(ids(move('b', 'p3')), ['a', '', 'c,b']);
    assert.deepEqual(ids(move('c', 'p1')), ['a,b,c', '']);
  });

  it('fills the plot that stands for none before it makes another', () => {
    const added = withChannel([plot('p1')], { id: 'a', unit: 'V' }, 'new', unitOf);
    assert.deepEqual(ids(added), ['a']);
  });

  it('gives a new plot the average height', () => {
    const plots = [
      { ...plot('p1', 'a'), share: 300 },
      { ...plot('p7', 'c'), share: 100 },
    ];
    const added = withChannel(plots, { id: 'b', unit: 'V' }, 'new', unitOf).at(-1);
    assert.deepEqual([added?.id, added?.share], ['p8', 200]);
  });

  it('moves no channel to a plot that is full', () => {
    const full = plot('p2', ...Array.from({ length: 64 }, (_, i) => `x${i}`));
    const plots = [plot('p1', 'a', 'c'), full];
    assert.equal(withChannel(plots, { id: 'a', unit: 'V' }, 'p2', unitOf), plots);
  });

  it('has eight plots at most', () => {
    const plots = Array.from({ length: 8 }, (_, i) => plot(`p${i}`, `x${i}`));
    const more = withChannel(plots, { id: 'b', unit: 'V' }, 'new', unitOf);
    assert.equal(more.length, 8);
    assert.ok(ids(more).join().includes('b'));
  });

  it('hides channels that do not exist yet, and keeps their places', () => {
    const kept = [plot('p1', 'a', 'later'), plot('p2', 'later2')];
    const shown = shownOf(kept, (id) => id === 'a');
    assert.deepEqual(ids(shown), ['a']);
    const moved = rearranged(kept, shown, [{ ...plot('p1', 'a'), share: 2 }]);
    assert.deepEqual(ids(moved), ['a,later', 'later2']);
    assert.equal(moved[0].share, 2);
  });

  it('takes the order, heights and ranges of the user, and removes what the user left out', () => {
    const plots = [plot('p1', 'a'), plot('p2', 'c')];
    const swapped = rearranged(plots, plots, [plots[1], { ...plots[0], ranges: { V: [0, 5] } }]);
    assert.deepEqual(ids(swapped), ['c', 'a']);
    assert.deepEqual(swapped[1].ranges, { V: [0, 5] });
    assert.deepEqual(ids(rearranged(plots, plots, [plots[1]])), ['c']);
  });

  it('keeps what the user has hidden, also of channels that do not exist yet', () => {
    const kept = [{ ...plot('p1', 'a', 'b', 'later'), hidden: ['b', 'later'] }];
    const shown = shownOf(kept, (id) => id !== 'later');
    assert.deepEqual(shown[0].hidden, ['b']);
    const hiddenAfter = (hidden: readonly string[]) =>
      rearranged(kept, shown, [{ ...plot('p1', 'a', 'b'), hidden }])[0].hidden?.toSorted();
    assert.deepEqual(hiddenAfter(['b', 'a']), ['a', 'b', 'later']);
    assert.deepEqual(hiddenAfter([]), ['later']);
    const all = rearranged(shown, shown, [{ ...plot('p1', 'a', 'b'), hidden: [] }]);
    assert.deepEqual(all, [plot('p1', 'a', 'b')]);
  });

  it('draws again what is put on another plot', () => {
    const plots = [{ ...plot('p1', 'a', 'b'), hidden: ['a'] }, plot('p2', 'c')];
    const moved = withChannel(plots, { id: 'a', unit: 'V' }, 'p2', unitOf);
    assert.deepEqual(moved, [plot('p1', 'b'), plot('p2', 'c', 'a')]);
  });

  it('takes no hidden channels that a plot does not have', () => {
    const given = { ...plot('p1', 'a', 'b'), hidden: ['b', 'x', 7, null] };
    assert.deepEqual(parsePlots([given]), [{ ...plot('p1', 'a', 'b'), hidden: ['b'] }]);
    assert.equal(parsePlots([{ ...plot('p1', 'a'), hidden: 'a' }]), undefined);
  });

  it('takes no channels from an arrangement that is older than a tick, but for a new plot', () => {
    const plots = [plot('p1', 'a', 'b'), plot('p2', 'c')];
    const stale = [{ ...plot('p2', 'c'), share: 3 }, plot('p1', 'a'), plot('plot-x', 'c', 'd')];
    assert.deepEqual(ids(rearranged(plots, plots, stale)), ['c', 'a,b', 'd']);
  });

  it('puts a channel on one plot only, whatever it is given', () => {
    const twice = [plot('p1', 'a', 'a'), plot('p2', 'a', 'b')];
    assert.deepEqual(ids(parsePlots(twice) ?? []), ['a', 'b']);
  });

  it('holds to its rules whatever is done to it', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
    const act = fc.record({
      id: fc.constantFrom(...names),
      on: fc.boolean(),
      plotId: fc.constantFrom(undefined, 'new', 'p1', 'p2', 'p3', 'p9', 'gone'),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        let plots: readonly PlotView[] = firstLayout([channel('a', 'V')]);
        for (const { id, on, plotId } of acts) {
          plots = on
            ? withChannel(plots, { id, unit: units[id] ?? id }, plotId, unitOf)
            : withoutChannel(plots, id);
          const all = plots.flatMap(({ channelIds }) => channelIds);
          assert.equal(all.includes(id), on);
          assert.equal(new Set(all).size, all.length, 'a channel on one plot');
          assert.equal(new Set(plots.map((one) => one.id)).size, plots.length, 'ids of their own');
          assert.ok(plots.length >= 1 && plots.length <= 8);
          assert.notEqual(parsePlots(plots), undefined, 'what is kept can be read again');
        }
      }),
    );
  });

  it('refuses what is no stack', () => {
    const good = [{ ...plot('p1', 'a'), ranges: { V: [0, 1] } }];
    assert.deepEqual(parsePlots(good), good);
    const bad: unknown[] = [
      'x',
      [1],
      [{ ...good[0], id: 'new' }],
      [good[0], good[0]],
      [{ ...good[0], channelIds: [1] }],
      [{ ...good[0], share: 0 }],
      [{ ...good[0], ranges: { V: [1, 1] } }],
      [{ ...good[0], ranges: { V: [0, NaN] } }],
      [{ ...good[0], ranges: { ['V'.repeat(65)]: [0, 1] } }],
      Array.from({ length: 9 }, (_, i) => plot(`p${i}`)),
    ];
    for (const one of bad) assert.equal(parsePlots(one), undefined, JSON.stringify(one));
  });
});

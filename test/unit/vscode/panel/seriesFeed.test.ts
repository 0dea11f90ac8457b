import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Store } from '../../../../src/store/store';
import type { SeriesUpdate } from '../../../../src/protocol';
import { SeriesFeed } from '../../../../src/vscode/panel/seriesFeed';

const ID = 'board/temp';

function storeWith(times: readonly number[]): Store {
  const store = new Store(16 << 20);
  append(store, times);
  return store;
}

function append(store: Store, times: readonly number[]): void {
  store.append(
    ID,
    Float64Array.from(times),
    Float64Array.from(times, (t) => Math.sin(t)),
  );
}

/** What a page holds after an update, as the protocol asks it to. */
function apply(held: readonly number[][], update: SeriesUpdate): number[][] {
  const flat = new Float64Array(update.rows);
  const rows = Array.from({ length: flat.length / 3 }, (_, i) => [
    ...flat.subarray(3 * i, 3 * i + 3),
  ]);
  return [...held.filter(([timeMs]) => timeMs < update.replaceFromMs), ...rows];
}

describe('SeriesFeed', () => {
  const live = { spanMs: 1000, columnMs: 10, endMs: undefined };

  it('sends nothing before the page has said what it shows', () => {
    const feed = new SeriesFeed(storeWith([1, 2, 3]));
    assert.equal(feed.ready, false);
    assert.deepEqual(feed.next([ID], 100), []);
  });

  it('sends all that is in view first, then only from two columns before the last one sent', () => {
    const store = storeWith(Array.from({ length: 2000 }, (_, i) => i));
    const feed = new SeriesFeed(store);
    feed.setViewport(live);
    const [whole] = feed.next([ID], 2000);
    assert.equal(whole.replaceFromMs, -Infinity);
    append(store, [2000, 2001, 2002]);
    const [later] = feed.next([ID], 2003);
    assert.equal(later.replaceFromMs, 1970);
    assert.ok(later.rows.byteLength < whole.rows.byteLength / 10);
  });

  it('leaves channels for the next update when looking at whole views takes long, and says so', () => {
    const ids = ['a', 'b', 'c'];
    const store = new Store(16 << 20);
    for (const id of ids) store.append(id, Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 3));
    let nowMs = 0;
    const feed = new SeriesFeed(store, () => (nowMs += 6));
    feed.setViewport(live);
    const rounds = [1, 2, 3, 4].map(() => {
      const sent = feed.next(ids, 10).map(({ channelId }) => channelId);
      return [...sent, feed.isBehind];
    });
    assert.deepEqual(rounds, [['a', true], ['b', true], ['c', false], [false]]);
  });

  it('sends tight buffers of whole rows', () => {
    const feed = new SeriesFeed(storeWith([0, 5, 12]));
    feed.setViewport(live);
    const [{ rows }] = feed.next([ID], 20);
    assert.equal(rows.byteLength % 24, 0);
    assert.equal(rows.byteLength, apply([], feedWhole([0, 5, 12])).length * 24);
  });

  it('sends all again for a new viewport, a restart, and a channel that is back', () => {
    const feed = new SeriesFeed(storeWith([1, 2, 3]));
    const isWhole = () => feed.next([ID], 10).at(0)?.replaceFromMs === -Infinity;
    feed.setViewport(live);
    assert.ok(isWhole());
    assert.deepEqual(feed.next([ID], 10), []);
    feed.setViewport({ ...live, columnMs: 5 });
    assert.ok(isWhole());
    feed.restart();
    assert.ok(isWhole());
    feed.next([], 10);
    assert.ok(isWhole());
  });

  it('fills a frozen view with what was measured before and stored after it, then sends no more', () => {
    const store = storeWith([1, 2, 3]);
    const feed = new SeriesFeed(store);
    feed.setViewport({ ...live, endMs: 100 });
    assert.equal(feed.next([ID], 100).length, 1);
    assert.deepEqual(feed.next([ID], 110), [], 'nothing new');
    append(store, [60, 95]);
    const [late] = feed.next([ID], 120);
    assert.ok(late.replaceFromMs < 60);
    append(store, [150, 160]);
    const [last] = feed.next([ID], 200);
    const rows = new Float64Array(last.rows);
    assert.equal(last.replaceFromMs, -Infinity);
    assert.equal(rows.at(-3), 150, 'the line reaches the first sample behind the edge');
    append(store, [170]);
    assert.deepEqual(feed.next([ID], 210), []);
  });

  it('sends nothing of a channel that is silent, however fast another is', () => {
    const store = storeWith([1, 2, 3]);
    const feed = new SeriesFeed(store);
    feed.setViewport(live);
    store.append('fast', Float64Array.of(1), Float64Array.of(1));
    assert.equal(feed.next([ID, 'fast'], 10).length, 2);
    store.append('fast', Float64Array.of(20), Float64Array.of(1));
    assert.deepEqual(
      feed.next([ID, 'fast'], 20).map(({ channelId }) => channelId),
      ['fast'],
    );
  });

  it('leaves the page with what one whole answer would have given it, however samples arrive', () => {
    const arrivals = fc.array(
      fc.record({
        gapMs: fc.double({ min: 0, max: 40, noNaN: true }),
        count: fc.integer({ min: 1, max: 30 }),
        stepMs: fc.double({ min: 0.01, max: 15, noNaN: true }),
        gaps: fc.boolean(),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(arrivals, (batches) => {
        const store = new Store(16 << 20);
        const feed = new SeriesFeed(store);
        // All that arrives stays in view, so a late answer covers what the early ones did.
        const viewport = { spanMs: 60_000, columnMs: 10, endMs: undefined };
        feed.setViewport(viewport);
        let timeMs = 0;
        let held: number[][] = [];
        for (const { gapMs, count, stepMs, gaps } of batches) {
          timeMs += gapMs;
          const times = Array.from({ length: count }, () => (timeMs += stepMs));
          append(store, times);
          if (gaps) store.gap(ID, timeMs);
          for (const update of feed.next([ID], timeMs)) held = apply(held, update);
        }
        const fresh = new SeriesFeed(store);
        fresh.setViewport(viewport);
        assert.deepEqual(held, apply([], fresh.next([ID], timeMs)[0]));
      }),
    );
  });
});

function feedWhole(times: readonly number[]): SeriesUpdate {
  const feed = new SeriesFeed(storeWith(times));
  feed.setViewport({ spanMs: 1000, columnMs: 10, endMs: undefined });
  return feed.next([ID], 20)[0];
}

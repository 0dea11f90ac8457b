import assert from 'node:assert/strict';
import { EventLog } from '../../../../src/device/eventLog';
import { Store } from '../../../../src/store/store';
import { SlowFeed } from '../../../../src/vscode/panel/slowFeed';

describe('SlowFeed', () => {
  it('sends all events once, then what is new or has grown, in order of time', () => {
    const feed = new SlowFeed(new Store(1 << 20));
    const a = new EventLog('a');
    const b = new EventLog('b');
    const sources = [{ events: a }, { events: b }];
    assert.deepEqual(feed.events(sources), { type: 'events', whole: true, events: [] });
    assert.equal(feed.events(sources), undefined);
    b.add(5, { kind: 'mark', text: 'later' });
    a.add(3, { kind: 'rejected', cause: 'checksum', frames: 1, detail: '' });
    const sent = feed.events(sources);
    assert.deepEqual(
      sent?.events.map(({ deviceId }) => deviceId),
      ['a', 'b'],
    );
    a.add(4, { kind: 'rejected', cause: 'checksum', frames: 2, detail: '' });
    const grown = feed.events(sources)?.events ?? [];
    assert.deepEqual(
      grown.map(({ number, count }) => [number, count]),
      [[1, 2]],
    );
    assert.deepEqual(grown[0].fact, { kind: 'rejected', cause: 'checksum', frames: 3, detail: '' });
    feed.restart();
    assert.equal(feed.events(sources)?.events.length, 2);
  });

  it('has the page forget the events of a device that went, or was made anew with its id', () => {
    const feed = new SlowFeed(new Store(1 << 20));
    const [former, other] = [new EventLog('a'), new EventLog('b')];
    for (let i = 0; i < 50; i++) former.add(i * 1000, { kind: 'mark', text: 'before' });
    other.add(5, { kind: 'mark', text: 'stays' });
    feed.events([{ events: former }, { events: other }]);
    const anew = new EventLog('a');
    anew.add(60_000, { kind: 'mark', text: 'after' });
    const sent = feed.events([{ events: anew }, { events: other }]);
    assert.equal(sent?.whole, true);
    assert.deepEqual(
      sent.events.map(({ fact }) => 'text' in fact && fact.text),
      ['stays', 'after'],
    );
    const gone = feed.events([{ events: other }]);
    assert.deepEqual([gone?.whole, gone?.events.length], [true, 1]);
  });

  it('loses none of what is new, and begins with the newest 5,000 of all devices', () => {
    const feed = new SlowFeed(new Store(1 << 20));
    const logs = [new EventLog('a'), new EventLog('b')];
    const fill = (from: number) => {
      for (let i = 0; i < 3000; i++) {
        for (const log of logs) log.add(from + i, { kind: 'mark', text: '' });
      }
    };
    const sources = logs.map((events) => ({ events }));
    fill(0);
    const first = feed.events(sources)?.events ?? [];
    assert.deepEqual([first.length, first[0].timeMs, first.at(-1)?.timeMs], [5000, 500, 2999]);
    fill(10_000);
    assert.equal(feed.events(sources)?.events.length, 6000);
  });

  it('gives the numbers of what is in view', () => {
    const store = new Store(1 << 20);
    store.append('a', Float64Array.of(0, 10, 20), Float64Array.of(1, 2, 9));
    const feed = new SlowFeed(store);
    const rows = feed.statistics(['a', 'b'], { spanMs: 10, endMs: 10 }, 99)?.rows ?? [];
    assert.deepEqual([rows[0].min, rows[0].max, rows[0].count], [1, 2, 2]);
    assert.equal(rows[1].count, 0);
  });

  it('gives numbers again only when one of them, the channels or a frozen range has changed', () => {
    const store = new Store(1 << 20);
    store.append('a', Float64Array.of(0, 10, 20), Float64Array.of(1, 2, 9));
    const feed = new SlowFeed(store);
    const frozen = { spanMs: 10, endMs: 10 };
    const live = { spanMs: 1000, endMs: undefined };
    const gives = (ids: string[], view: typeof frozen | typeof live, nowMs: number) =>
      feed.statistics(ids, view, nowMs) !== undefined;
    assert.equal(gives(['a', 'b'], frozen, 99), true);
    store.append('a', Float64Array.of(100), Float64Array.of(5));
    assert.equal(gives(['a', 'b'], frozen, 199), false, 'what comes is out of view');
    assert.equal(gives(['a', 'b'], { ...frozen, endMs: 11 }, 199), true);
    assert.equal(gives(['a'], live, 199), true);
    assert.equal(gives(['a'], live, 299), false, 'time alone changes no number');
    assert.equal(gives(['a'], live, 1050), true, 'old samples leave the view');
    store.append('a', Float64Array.of(1060), Float64Array.of(5));
    assert.equal(gives(['a'], live, 1060), true);
    feed.restart();
    assert.equal(gives(['a'], live, 1060), true);
  });

  it('outlines all that is stored, again when there is more of it', () => {
    const store = new Store(1 << 20);
    const times = Float64Array.from({ length: 5000 }, (_, i) => i);
    store.append('a', times, times);
    const feed = new SlowFeed(store);
    const outline = feed.overview(['a', 'b'], 5000);
    assert.deepEqual([outline?.channelId, outline?.fromMs, outline?.toMs], ['a', 0, 5000]);
    const rows = (outline?.rows.byteLength ?? 0) / 24;
    assert.ok(rows > 500 && rows <= 801, String(rows));
    assert.equal(feed.overview(['a', 'b'], 6000), undefined);
    store.append('b', Float64Array.of(5500), Float64Array.of(1));
    assert.notEqual(feed.overview(['a', 'b'], 7000), undefined);
    assert.equal(feed.overview([], 7000)?.channelId, undefined);
    assert.equal(feed.overview([], 8000), undefined);
  });

  it('keeps the grid of the outline while it grows, so that it does not flicker', () => {
    const store = new Store(1 << 22);
    const feed = new SlowFeed(store);
    const grids = new Set<number>();
    for (let s = 0; s < 60; s++) {
      const times = Float64Array.from({ length: 1000 }, (_, i) => s * 1000 + i);
      store.append('a', times, times);
      const outline = feed.overview(['a'], (s + 1) * 1000);
      const rows = new Float64Array(outline?.rows ?? new ArrayBuffer(0));
      if (rows.length > 9) grids.add(Math.round(1e6 * (rows[6] - rows[3])));
    }
    assert.ok(grids.size > 2 && grids.size < 15, `${grids.size} grids in 60 s`);
  });
});

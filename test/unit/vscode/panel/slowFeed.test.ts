import assert from 'node:assert/strict';
import { EventLog } from '../../../../src/device/eventLog';
import { Store } from '../../../../src/store/store';
import { SlowFeed } from '../../../../src/vscode/panel/slowFeed';

describe('SlowFeed', () => {
  it('sends all events once, then what is new or has grown, in order of time', () => {
    const feed = new SlowFeed(new Store(1 << 20));
    const a = new EventLog('a');
    const b = new EventLog('b');
    const sources = [
      { id: 'a', events: a },
      { id: 'b', events: b },
    ];
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

  it('gives the numbers of what is in view', () => {
    const store = new Store(1 << 20);
    store.append('a', Float64Array.of(0, 10, 20), Float64Array.of(1, 2, 9));
    const feed = new SlowFeed(store);
    const { rows } = feed.statistics(['a', 'b'], { spanMs: 10, endMs: 10 }, 99);
    assert.deepEqual([rows[0].min, rows[0].max, rows[0].count], [1, 2, 2]);
    assert.equal(rows[1].count, 0);
  });

  it('outlines all that is stored, at most once a second', () => {
    const store = new Store(1 << 20);
    const times = Float64Array.from({ length: 5000 }, (_, i) => i);
    store.append('a', times, times);
    const feed = new SlowFeed(store);
    const outline = feed.overview(['a', 'b'], 5000);
    assert.deepEqual([outline?.channelId, outline?.fromMs, outline?.toMs], ['a', 0, 5000]);
    const rows = (outline?.rows.byteLength ?? 0) / 24;
    assert.ok(rows > 500 && rows <= 801, String(rows));
    assert.equal(feed.overview(['a'], 5500), undefined);
    assert.notEqual(feed.overview(['a'], 6000), undefined);
  });
});

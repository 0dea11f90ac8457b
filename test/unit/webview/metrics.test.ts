import assert from 'node:assert/strict';
import type { DeviceView } from '../../../src/protocol';
import { DropRate } from '../../../webview/metrics/dropRate';
import { MetricHistory } from '../../../webview/metrics/history';
import { pathOf, rangeOf } from '../../../webview/metrics/path';

describe('the last minute of a metric', () => {
  it('holds a minute, oldest first, and no more', () => {
    const history = new MetricHistory(2);
    for (let ms = 0; ms <= 300_000; ms += 250) history.add(ms, [ms, -ms]);
    const line = history.line(1, 300_000);
    assert.equal(line.length, 241);
    assert.deepEqual(line[0], [60_000, -240_000]);
    assert.deepEqual(line.at(-1), [0, -300_000]);
  });

  it('keeps four a second at most: the newest of those that come sooner', () => {
    const history = new MetricHistory(1);
    for (let ms = 0; ms < 1000; ms += 10) history.add(ms, [ms]);
    const values = history.line(0, 1000).map(([, value]) => value);
    assert.ok(values.length <= 6, values.join());
    assert.equal(values.at(-1), 990);
  });

  it('leaves out what is no number, and begins anew when time goes back', () => {
    const history = new MetricHistory(1);
    history.add(0, [NaN]);
    history.add(500, [1]);
    assert.deepEqual(history.line(0, 500), [[0, 1]]);
    history.add(100, [2]);
    assert.deepEqual(history.line(0, 100), [[0, 2]]);
    history.clear();
    assert.deepEqual(history.line(0, 100), []);
  });
});

describe('the picture of a metric', () => {
  it('has round ends, and begins at 0 where the values are not far from it', () => {
    assert.deepEqual(rangeOf([[[0, 0.21]], [[0, 0.71]]]), { min: 0, max: 1 });
    assert.deepEqual(
      rangeOf([
        [
          [0, 940],
          [1, 990],
        ].map(([a, v]) => [a, v] as const),
      ]),
      {
        min: 900,
        max: 1000,
      },
    );
    assert.deepEqual(rangeOf([[[0, 0]]]), { min: 0, max: 1 });
    assert.deepEqual(rangeOf([]), { min: 0, max: 1 });
  });

  it('runs from the left edge, a minute ago, to the right one, now', () => {
    const box = { spanMs: 60_000, width: 100, height: 10 };
    const points = [
      [60_000, 0],
      [30_000, 5],
      [0, 10],
    ] as const;
    assert.equal(pathOf(points, { min: 0, max: 10 }, box), 'M0.0 10.0L50.0 5.0L100.0 0.0');
    assert.equal(pathOf([], { min: 0, max: 1 }, box), '');
  });
});

describe('what is dropped in a second', () => {
  const device = (id: string, queue: number): DeviceView =>
    ({
      id,
      counters: { bytesDroppedSource: 0, bytesDroppedQueue: queue, bytesDroppedFault: 0 },
    }) as DeviceView;

  it('is counted over about a second, for one device at a time', () => {
    const rate = new DropRate();
    assert.deepEqual(rate.of(device('a', 5000), 0), [0, 0, 0], 'what was before is no rate');
    assert.deepEqual(rate.of(device('a', 5500), 500), [0, 0, 0]);
    assert.deepEqual(rate.of(device('a', 7000), 2000), [0, 1000, 0]);
    assert.deepEqual(rate.of(device('b', 9000), 2250), [0, 0, 0]);
    assert.deepEqual(rate.of(device('b', 9000), 3250), [0, 0, 0]);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Store } from '../../../src/store/store';

/** The plain way: two passes over the finite values. */
function naive(values: readonly number[]) {
  const finite = values.filter((value) => !Number.isNaN(value));
  const mean = finite.reduce((sum, v) => sum + v, 0) / finite.length;
  const square = finite.reduce((sum, v) => sum + (v - mean) ** 2, 0) / finite.length;
  return { mean, deviation: Math.sqrt(square), min: Math.min(...finite), max: Math.max(...finite) };
}

function close(actual: number, expected: number, error: number, what: string): void {
  const off = Math.abs(actual - expected);
  assert.ok(off <= error, `${what}: ${actual} is not ${expected}, off by ${off}`);
}

/** Appends in batches of uneven size, as a link would. */
function storeWith(times: Float64Array, values: Float64Array): Store {
  const store = new Store(1 << 24);
  for (let at = 0; at < times.length; at += 700) {
    store.append('a', times.slice(at, at + 700), values.slice(at, at + 700));
  }
  return store;
}

describe('Store statistics', () => {
  it('equal two passes over the samples, whatever the range, also far from zero', () => {
    const offsets = fc.constantFrom(0, 1e6, -1e9, 1e12);
    const range = fc.tuple(fc.nat(9000), fc.nat(9000));
    fc.assert(
      fc.property(offsets, range, fc.nat(), (offset, [a, b], seed) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const times = Float64Array.from({ length: 9000 }, (_, i) => i);
        const values = times.map((i) => (i % 97 === 0 ? NaN : offset + ((i * 7919 + seed) % 1000)));
        const inRange = [...values.slice(from, to + 1)];
        const found = storeWith(times, values).statistics('a', from, to);
        const count = inRange.filter((value) => !Number.isNaN(value)).length;
        assert.equal(found.count, count);
        if (count === 0) return;
        // Without the offset, which would cost the plain way its digits.
        const expected = naive(inRange.map((value) => value - offset));
        const step = Math.abs(offset) * Number.EPSILON;
        close(found.mean, offset + expected.mean, 1e-9 + 2 * step, 'mean');
        // The means of two runs are known to a step each, and with them what lies between the runs.
        close(
          found.deviation,
          expected.deviation,
          1e-9 * (expected.deviation + 1) + step,
          'deviation',
        );
        assert.deepEqual([found.min - offset, found.max - offset], [expected.min, expected.max]);
      }),
      { numRuns: 40 },
    );
  });

  it('keep their digits where the first value lies far from all others', () => {
    const times = Float64Array.from({ length: 9000 }, (_, i) => i);
    const values = times.map((i) => (i === 0 ? 0 : 1e9 + (i % 2)));
    const store = storeWith(times, values);
    close(store.statistics('a', 1, 8999).deviation, 0.5, 1e-6, 'without it');
    const expected = naive([...values]).deviation;
    close(store.statistics('a', 0, 8999).deviation, expected, 1e-9 * expected, 'with it');
  });

  it('are of finite values only: what a gap ends counts as the latest, and no gap as time', () => {
    const store = new Store(1 << 20);
    store.append('a', Float64Array.of(0, 10, 20, 30), Float64Array.of(NaN, 1, 2, 3));
    store.gap('a', 5000);
    const { latest, rate, count } = store.statistics('a', 0, 9000);
    assert.deepEqual([latest, rate, count], [3, 100, 3]);
    assert.equal(store.appended('a'), 5);
  });

  it('give the rate of the samples, and nothing where there are none', () => {
    const store = new Store(1 << 20);
    store.append('a', Float64Array.of(0, 10, 20, 30), Float64Array.of(1, 2, 3, 4));
    assert.equal(store.statistics('a', 0, 30).rate, 100);
    assert.equal(store.statistics('a', 0, 30).latest, 4);
    assert.equal(store.statistics('a', 100, 200).count, 0);
    assert.ok(Number.isNaN(store.statistics('b', 0, 1).mean));
    assert.equal(store.lastMs('a'), 30);
  });
});

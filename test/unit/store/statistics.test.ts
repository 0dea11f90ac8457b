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

function close(actual: number, expected: number, scale: number): void {
  assert.ok(Math.abs(actual - expected) <= 1e-9 * scale, `${actual} is not ${expected}`);
}

describe('Store statistics', () => {
  it('equal two passes over the samples, whatever the range, also far from zero', () => {
    const offsets = fc.constantFrom(0, 1e6, -1e9);
    const range = fc.tuple(fc.nat(9000), fc.nat(9000));
    fc.assert(
      fc.property(offsets, range, fc.nat(), (offset, [a, b], seed) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const times = Float64Array.from({ length: 9000 }, (_, i) => i);
        const values = times.map((i) => (i % 97 === 0 ? NaN : offset + ((i * 7919 + seed) % 1000)));
        const store = new Store(1 << 24);
        for (let at = 0; at < 9000; at += 700) {
          store.append('a', times.slice(at, at + 700), values.slice(at, at + 700));
        }
        const inRange = [...values.slice(from, to + 1)];
        const found = store.statistics('a', from, to);
        const count = inRange.filter((value) => !Number.isNaN(value)).length;
        assert.equal(found.count, count);
        if (count === 0) return;
        const expected = naive(inRange);
        close(found.mean, expected.mean, Math.abs(offset) + 1000);
        close(found.deviation, expected.deviation, Math.abs(offset) + 1000);
        assert.deepEqual([found.min, found.max], [expected.min, expected.max]);
      }),
      { numRuns: 40 },
    );
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

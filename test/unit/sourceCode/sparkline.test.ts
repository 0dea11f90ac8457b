import assert from 'node:assert/strict';
import { sparkline } from '../../../src/sourceCode/sparkline';
import { Store } from '../../../src/store/store';

const LOOK = { width: 100, height: 22.5, colour: '#267FFB' };
const columns = (times: number[], lo: number[], hi = lo) => ({
  times: Float64Array.from(times),
  lo: Float64Array.from(lo),
  hi: Float64Array.from(hi),
});
const pathOf = (...args: Parameters<typeof columns>) =>
  / d="([^"]*)"/.exec(sparkline(columns(...args), 0, 1000, LOOK))?.[1];

describe('a sparkline', () => {
  it('goes from left to right, the range of the values as high as it is', () => {
    assert.equal(pathOf([0, 500, 1000], [1, 3, 2]), 'M0 21.3h0L50 1.3L100 11.3');
  });

  it('reaches from min to max where a column has both', () => {
    assert.equal(pathOf([0, 500], [0, 5], [10, 5]), 'M0 21.3V1.3L50 11.3');
  });

  it('is broken by a gap, and has a dot where a value is alone', () => {
    assert.equal(
      pathOf([0, 250, 500, 750, 1000], [0, NaN, 10, NaN, 5]),
      'M0 21.3h0M50 1.3h0M100 11.3h0',
    );
  });

  it('runs through the middle where nothing moves', () => {
    assert.equal(pathOf([0, 1000], [7, 7]), 'M0 11.3h0L100 11.3');
  });

  it('is none without a value', () => {
    assert.equal(sparkline(columns([], []), 0, 1000, LOOK), '');
    assert.equal(sparkline(columns([5], [NaN]), 0, 1000, LOOK), '');
  });

  it('is a small document of numbers and its colour, however much the store holds', () => {
    const store = new Store(1 << 22);
    const count = 100_000;
    const times = Float64Array.from({ length: count }, (_, i) => i);
    store.append('c', times, times.map(Math.sin));
    const rows = store.query('c', 0, count, count / 120);
    const svg = sparkline(rows, 0, count, LOOK);
    assert.ok(svg.length < 4096, String(svg.length));
    assert.match(
      svg,
      /^<svg [^<>]*><path d="[-MLVh\d. ]+" [^<>]*stroke="#267FFB"[^<>]*\/><\/svg>$/,
    );
    // Between the edges: nothing is cut off.
    const ys = [...svg.matchAll(/V([\d.]+)/g)].map(([, y]) => Number(y));
    assert.ok(Math.min(...ys) >= 1.2 && Math.max(...ys) <= 21.3);
  });
});

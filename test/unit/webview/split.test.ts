import assert from 'node:assert/strict';
import fc from 'fast-check';
import { moveSplit, splitRange } from '../../../webview/plots/split';

describe('a splitter', () => {
  it('gives one plot what it takes from the next', () => {
    assert.deepEqual(moveSplit([200, 200, 100], 0, 30, 88), [230, 170, 100]);
    assert.deepEqual(moveSplit([200, 200, 100], 1, -30, 88), [200, 170, 130]);
  });

  it('leaves both at least their least height', () => {
    assert.deepEqual(moveSplit([200, 200], 0, 900, 88), [312, 88]);
    assert.deepEqual(moveSplit([200, 200], 0, -900, 88), [88, 312]);
    assert.deepEqual(splitRange([200, 200], 0, 88), { min: 88, max: 312 });
  });

  it('keeps the sum, whatever the heights', () => {
    const height = fc.integer({ min: 10, max: 900 });
    fc.assert(
      fc.property(fc.tuple(height, height, height), fc.integer({ min: -999, max: 999 }), (h, d) => {
        const moved = moveSplit(h, 1, d, 88);
        assert.equal(moved[0], h[0]);
        assert.equal(moved[1] + moved[2], h[1] + h[2]);
        assert.ok(Math.min(moved[1], moved[2]) >= Math.min(88, (h[1] + h[2]) / 2));
      }),
    );
  });
});

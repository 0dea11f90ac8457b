import assert from 'node:assert/strict';
import { rowAt } from '../../../webview/plots/rowAt';
import { Series } from '../../../webview/series';

const REACH_MS = 5;

/** Values at 0, 100 and 200 ms, none until 1,000, then one at 1,000 and one at 1,100. */
function withGap(): Series {
  const series = new Series();
  const rows = [0, 1, 1, 100, 2, 2, 200, 3, 3, 999, NaN, NaN, 1000, 4, 4, 1100, 5, 5];
  series.apply(-Infinity, Float64Array.from(rows));
  return series;
}

describe('rowAt', () => {
  it('takes the nearer end of the line under the pointer, however long it is', () => {
    assert.equal(rowAt(withGap(), 40, REACH_MS), 0);
    assert.equal(rowAt(withGap(), 60, REACH_MS), 1);
    assert.equal(rowAt(withGap(), 1040, REACH_MS), 4);
  });

  it('finds nothing inside a gap', () => {
    for (const timeMs of [300, 600, 900, 990]) {
      assert.equal(rowAt(withGap(), timeMs, REACH_MS), undefined);
    }
  });

  it('finds nothing before the first row and after the last', () => {
    assert.equal(rowAt(withGap(), -50, REACH_MS), undefined);
    assert.equal(rowAt(withGap(), 5000, REACH_MS), undefined);
    assert.equal(rowAt(new Series(), 5, REACH_MS), undefined);
  });

  it('reaches a little beside an end', () => {
    assert.equal(rowAt(withGap(), 203, REACH_MS), 2);
    assert.equal(rowAt(withGap(), 1104, REACH_MS), 5);
    assert.equal(rowAt(withGap(), -4, REACH_MS), 0);
  });
});

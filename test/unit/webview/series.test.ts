import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Series } from '../../../webview/series';

type Row = readonly [number, number, number];

const rowsOf = (series: Series): Row[] =>
  Array.from({ length: series.length }, (_, i) => [series.timeMs(i), series.lo(i), series.hi(i)]);

const filled = (...rows: Row[]) => {
  const series = new Series();
  series.apply(-Infinity, new Float64Array(rows.flat()));
  return series;
};

/** Rows after `fromMs`, in time order, a few of them breaks. */
function appended(fromMs: number, steps: readonly number[]): Row[] {
  let timeMs = fromMs;
  return steps.map((step) => {
    timeMs += step;
    return step % 7 === 0 ? [timeMs, NaN, NaN] : [timeMs, -step, step];
  });
}

/** What trim promises: all from `timeMs` on, and the one row from which a line enters the view. */
function trimmed(rows: readonly Row[], timeMs: number): Row[] {
  const older = rows.filter(([t]) => t < timeMs).slice(-1);
  return [...older, ...rows.filter(([t]) => t >= timeMs)];
}

describe('Series', () => {
  it('keeps the numbers of rows as older ones go, and says when a fixed one changes', () => {
    const series = filled([10, 1, 2], [20, 3, 4], [30, 5, 6], [40, 7, 8]);
    series.fix(3);
    series.trim(35);
    assert.equal(series.first, 2);
    assert.equal(series.timeMs(3 - series.first), 40);
    series.apply(40, new Float64Array([41, 1, 1, 50, 2, 2]));
    assert.equal(series.revision, 0);
    series.apply(30, new Float64Array([31, 1, 1]));
    assert.equal(series.revision, 1);
    series.apply(-Infinity, new Float64Array([31, 1, 1]));
    assert.equal(series.revision, 1, 'nothing was fixed since');
    series.fix(series.first + 1);
    series.apply(-Infinity, new Float64Array([32, 1, 1]));
    assert.equal(series.revision, 2);
  });

  it('drops everything from replaceFromMs on, then appends', () => {
    const series = filled([10, 1, 2], [20, 3, 4], [30, 5, 6]);
    series.apply(20, new Float64Array([20, 7, 8, 40, 9, 9]));
    assert.deepEqual(rowsOf(series), [
      [10, 1, 2],
      [20, 7, 8],
      [40, 9, 9],
    ]);
  });

  it('drops without appending, and starts anew at -Infinity', () => {
    const series = filled([10, 1, 2], [20, 3, 4]);
    series.apply(15, new Float64Array());
    assert.deepEqual(rowsOf(series), [[10, 1, 2]]);
    series.apply(-Infinity, new Float64Array([5, 0, 0]));
    assert.deepEqual(rowsOf(series), [[5, 0, 0]]);
  });

  it('keeps the row from which a line enters the view', () => {
    const series = filled([10, 1, 2], [20, 3, 4], [30, 5, 6]);
    series.trim(30);
    assert.deepEqual(rowsOf(series), [
      [20, 3, 4],
      [30, 5, 6],
    ]);
  });

  it('finds the first row at or after a time', () => {
    const series = filled([10, 1, 2], [20, 3, 4]);
    assert.deepEqual(
      [9, 10, 11, 20, 21].map((timeMs) => series.firstAt(timeMs)),
      [0, 0, 1, 1, 2],
    );
    assert.equal(new Series().firstAt(0), 0);
  });

  it('gives the extent of what is in view, both ends included, and no break', () => {
    const series = filled([10, -9, 9], [20, 3, 4], [25, NaN, NaN], [30, 1, 2], [40, -8, 8]);
    assert.deepEqual(series.extent(20, 30), { lo: 1, hi: 4 });
    assert.deepEqual(series.extent(25, 25), { lo: Infinity, hi: -Infinity });
  });

  it('holds what a plain list would, whatever is replaced and let go of', () => {
    const step = fc.record({
      backMs: fc.integer({ min: 0, max: 400 }),
      steps: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 600 }),
      keepMs: fc.integer({ min: 0, max: 3000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (updates) => {
        const series = new Series();
        let model: Row[] = [];
        for (const { backMs, steps, keepMs } of updates) {
          const lastMs = model.at(-1)?.[0] ?? 0;
          const fromMs = Math.max(0, lastMs - backMs);
          const rows = appended(fromMs, steps);
          series.apply(fromMs, new Float64Array(rows.flat()));
          model = [...model.filter(([t]) => t < fromMs), ...rows];
          series.trim(lastMs - keepMs);
          model = trimmed(model, lastMs - keepMs);
          assert.deepEqual(rowsOf(series), model);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('stays as small as its view over a long capture', () => {
    const series = new Series();
    for (let timeMs = 0; timeMs < 200_000; timeMs++) {
      series.apply(timeMs, new Float64Array([timeMs, timeMs, timeMs]));
      series.trim(timeMs - 500);
      assert.ok(series.length <= 502);
    }
    assert.equal(series.timeMs(series.length - 1), 199_999);
    assert.deepEqual(series.extent(-Infinity, Infinity), { lo: 199_498, hi: 199_999 });
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ColumnBuilder } from '../../../src/store/decimate';

type Row = readonly [timeMs: number, lo: number, hi: number];

function fold(samples: readonly (readonly [number, number])[], columnMs: number): Row[] {
  const out = new ColumnBuilder(columnMs);
  for (const [timeMs, value] of samples) out.add(timeMs, value);
  const { times, lo, hi } = out.finish();
  return [...times].map((timeMs, i) => [timeMs, lo[i], hi[i]]);
}

const steps = fc.array(
  fc.tuple(fc.nat(4), fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(NaN))),
  { minLength: 1, maxLength: 200 },
);

function samplesOf(given: readonly (readonly [number, number])[]): [number, number][] {
  let timeMs = 0;
  return given.map(([dt, value]) => [(timeMs += dt), value]);
}

describe('ColumnBuilder', () => {
  it('shows one gap inside a column and one that goes on behind it', () => {
    const samples = [5, NaN, 6, NaN, 7, NaN].map((value, i) => [i, value] as const);
    assert.deepEqual(fold(samples, 10), [
      [0, 5, 5],
      [1, NaN, NaN],
      [5, 6, 7],
      [5, NaN, NaN],
    ]);
  });

  it('leaves out a gap between two that it shows', () => {
    const samples = [NaN, 6, NaN, 7].map((value, i) => [i, value] as const);
    assert.deepEqual(fold(samples, 10), [
      [0, NaN, NaN],
      [5, 6, 7],
    ]);
  });

  it('gives four rows a column at most, in order of time, and each extreme of the finite values', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(1, 3, 10, 1000), (given, columnMs) => {
        const samples = samplesOf(given);
        const rows = fold(samples, columnMs);
        const columnOf = (timeMs: number) => Math.floor(timeMs / columnMs);
        for (const k of new Set(samples.map(([timeMs]) => columnOf(timeMs)))) {
          const inside = rows.filter(([timeMs]) => columnOf(timeMs) === k);
          assert.ok(inside.length > 0 && inside.length <= 4);
          const values = samples.filter(([timeMs]) => columnOf(timeMs) === k).map(([, v]) => v);
          const finite = values.filter((value) => !Number.isNaN(value));
          const drawn = inside.filter(([, lo]) => !Number.isNaN(lo));
          assert.equal(Math.min(...drawn.map(([, lo]) => lo)), Math.min(...finite));
          assert.equal(Math.max(...drawn.map(([, , hi]) => hi)), Math.max(...finite));
          const hasGap = finite.length < values.length;
          assert.equal(drawn.length < inside.length, hasGap, 'a gap is drawn as a gap');
          const endsInGap = Number.isNaN(values[values.length - 1]);
          assert.equal(Number.isNaN(inside[inside.length - 1][1]), endsInGap, 'and goes on');
        }
        rows.forEach(([timeMs], i) => {
          assert.ok(i === 0 || timeMs >= rows[i - 1][0]);
        });
      }),
    );
  });

  it('refuses columns without width', () => {
    assert.throws(() => new ColumnBuilder(0), /above 0/);
  });
});

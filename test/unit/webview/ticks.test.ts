import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  multiples,
  niceStep,
  roomyRange,
  settledRange,
  stepDigits,
  timeStep,
  valueStep,
} from '../../../webview/ticks';

const values = fc.double({ min: -1e9, max: 1e9, noNaN: true });

describe('niceStep', () => {
  it('takes 1, 2 or 5 times a power of ten', () => {
    assert.deepEqual(
      [10, 11, 25, 51, 0.3].map((span) => Number(niceStep(span, 10).toPrecision(6))),
      [1, 2, 5, 10, 0.05],
    );
  });

  it('never needs more steps than asked for, nor far fewer', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
        fc.integer({ min: 2, max: 20 }),
        (span, count) => {
          const steps = span / niceStep(span, count);
          assert.ok(steps <= count * (1 + 1e-6), `${steps} steps`);
          assert.ok(steps >= count / 2.5 / (1 + 1e-6), `${steps} steps`);
        },
      ),
    );
  });
});

describe('valueStep', () => {
  it('is the nice one where that gives two labels', () => {
    assert.equal(valueStep({ min: 0, max: 10, labelledTo: 9 }, 5, 10), niceStep(10, 5));
  });

  it('is finer where only one label would be left, but no finer than there is room for', () => {
    const low = { min: 23.85, max: 24.35, labelledTo: 24.18 };
    assert.deepEqual(multiples(low.min, low.labelledTo, niceStep(0.5, 3)), [24]);
    const step = valueStep(low, 3, 6);
    assert.ok(multiples(low.min, low.labelledTo, step).length >= 2, String(step));
    assert.equal(valueStep(low, 3, 3), niceStep(0.5, 3));
    assert.equal(valueStep(low, 3, 0), niceStep(0.5, 3));
  });
});

describe('timeStep', () => {
  it('takes steps that a clock face knows', () => {
    const minute = 60_000;
    assert.deepEqual(
      [5, 1000, 10_000, minute, 2 * minute, 10 * minute, 600 * minute].map((spanMs) =>
        timeStep(spanMs, 8),
      ),
      [1, 200, 2000, 10_000, 15_000, 2 * minute, 120 * minute],
    );
  });

  it('goes down to the microsecond', () => {
    const digits = (ms: number) => Number(ms.toPrecision(3));
    assert.deepEqual(
      [4, 0.08, 0.008, 0.0001].map((ms) => digits(timeStep(ms, 8))),
      [0.5, 0.01, 0.001, 0.001],
    );
  });
});

describe('multiples', () => {
  it('includes both ends', () => {
    assert.deepEqual(multiples(-2, 4, 2), [-2, 0, 2, 4]);
    assert.deepEqual(multiples(0.1, 1.9, 1), [1]);
    assert.deepEqual(multiples(0.1, 0.9, 1), []);
  });

  it('does not drift far from zero', () => {
    const unixMs = 1_795_000_000_000;
    assert.ok(multiples(unixMs, unixMs + 60_000, 10_000).every((ms) => ms % 10_000 === 0));
  });

  it('is bounded whatever the step', () => {
    assert.equal(multiples(0, 1e6, 1).length, 200);
  });
});

describe('stepDigits', () => {
  it('tells neighbouring ticks apart and no more', () => {
    assert.deepEqual(
      [1000, 5, 1, 0.5, 0.2, 0.1, 0.05, 0.001].map((step) => stepDigits(step)),
      [0, 0, 0, 1, 1, 1, 2, 3],
    );
  });
});

describe('the range of a value axis', () => {
  it('leaves 5 % of air', () => {
    assert.deepEqual(roomyRange(0, 100), { min: -5, max: 105 });
  });

  it('has height and holds the data, always', () => {
    fc.assert(
      fc.property(values, values, values, values, (a, b, c, d) => {
        const [lo, hi] = [Math.min(a, b), Math.max(a, b)];
        const before = roomyRange(Math.min(c, d), Math.max(c, d));
        const range = settledRange(before, lo, hi);
        assert.ok(range.max > range.min);
        assert.ok(range.min <= lo && hi <= range.max);
      }),
    );
  });

  it('is found once and then stands still for the same data', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [lo, hi] = [Math.min(a, b), Math.max(a, b)];
        const range = settledRange(undefined, lo, hi);
        assert.equal(settledRange(range, lo, hi), range);
      }),
    );
  });

  it('stands still while the data fills half of it, follows when it leaves or shrinks', () => {
    const range = roomyRange(0, 100);
    assert.equal(settledRange(range, 20, 80), range);
    assert.deepEqual(settledRange(range, 0, 110), roomyRange(0, 110));
    assert.deepEqual(settledRange(range, 40, 60), roomyRange(40, 60));
  });

  it('falls back to 0 to 1 without data', () => {
    assert.deepEqual(settledRange(undefined, Infinity, -Infinity), { min: 0, max: 1 });
  });
});

import assert from 'node:assert/strict';
import { Random } from '../../../src/fault/random';

const draws = (seed: number) => {
  const random = new Random(seed);
  return Array.from({ length: 6 }, () => random.below(1000));
};

describe('fault random', () => {
  it('gives the same numbers for the same seed, on every machine', () => {
    assert.deepEqual(draws(1), draws(1));
    assert.deepEqual(draws(1), GOLDEN);
  });

  it('gives unlike numbers for seeds that differ in one bit', () => {
    for (let bit = 0; bit < 32; bit++) {
      const other = draws((1 ^ (1 << bit)) >>> 0);
      const alike = other.filter((value, i) => value === GOLDEN[i]).length;
      assert.ok(alike <= 1, `bit ${bit}: ${String(other)}`);
    }
  });

  it('skips as many trials as a chance of p needs on average', () => {
    const random = new Random(5);
    for (const p of [0.5, 0.1, 0.001]) {
      const count = 20_000;
      let sum = 0;
      for (let i = 0; i < count; i++) sum += random.skip(p);
      const expected = (1 - p) / p;
      assert.ok(Math.abs(sum / count / expected - 1) < 0.05, `${p}: ${sum / count}`);
    }
  });

  it('always strikes at 1 and never at 0', () => {
    const random = new Random(5);
    assert.equal(random.skip(1), 0);
    assert.equal(random.skip(0), Infinity);
  });
});

const GOLDEN: readonly number[] = [870, 634, 913, 515, 350, 90];

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MAX_NUMBER_BYTES, writeNumber } from '../../../../src/transport/source/writeNumber';

function written(value: number): string {
  const target = Buffer.alloc(MAX_NUMBER_BYTES);
  return target.toString('latin1', 0, writeNumber(target, 0, value));
}

describe('number text', () => {
  it('has at most three decimals and no spare zeros', () => {
    assert.equal(written(0), '0');
    assert.equal(written(-0), '0');
    assert.equal(written(23.4), '23.4');
    assert.equal(written(-0.0004), '0');
    assert.equal(written(-0.05), '-0.05');
    assert.equal(written(1234.5678), '1234.568');
    assert.equal(written(999.9999), '1000');
    assert.equal(written(1_999_999_999.125), '1999999999.125');
  });

  it('reads back as the value rounded to thousandths', () => {
    const value = fc.double({ min: -1.9e9, max: 1.9e9, noNaN: true });
    fc.assert(
      fc.property(value, (v) => {
        assert.ok(Math.abs(Number(written(v)) - v) <= 0.0005 + Math.abs(v) * 1e-15);
      }),
    );
  });

  it('fits every double into its bound', () => {
    fc.assert(
      fc.property(fc.double(), (v) => {
        const text = written(v);
        assert.ok(text.length <= MAX_NUMBER_BYTES);
        assert.ok(Object.is(Number(text), v) || Math.abs(v) < 2e9);
      }),
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isNonFinite, scanNumber } from '../../../src/decode/numbers';

const soak = Number(process.env.TELEMETRYHUB_SOAK ?? 1);
const out = new Float64Array(1);

function read(text: string): { value: number; end: number } {
  const end = scanNumber(Buffer.from(`${text}\n`), 0, out, 0);
  return { value: out[0], end };
}

/** xorshift: the same numbers in every run. */
function random(seed: number): () => number {
  let x = seed;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}

function digits(next: () => number, count: number): string {
  return Array.from({ length: count }, () => String(Math.floor(next() * 10))).join('');
}

/** Signs, leading zeros, 0 to 20 digits on each side of the point, exponents. */
function randomDecimal(next: () => number): string {
  const sign = ['', '', '-', '+'][Math.floor(next() * 4)];
  const whole = '0'.repeat(next() < 0.2 ? 2 : 0) + digits(next, Math.floor(next() * 20));
  const point = next() < 0.8 ? '.' : '';
  const fraction = point === '' ? '' : digits(next, Math.floor(next() * 20));
  const exponent =
    next() < 0.2 ? `e${['', '-', '+'][Math.floor(next() * 3)]}${digits(next, 2)}` : '';
  return whole + fraction === '' ? `${sign}0` : sign + whole + point + fraction + exponent;
}

describe('scanNumber', () => {
  it('is bit-equal to Number() for random decimals of every form', () => {
    const next = random(1);
    for (let i = 0; i < 150_000 * soak; i++) {
      const text = randomDecimal(next);
      const { value, end } = read(text);
      assert.equal(end, text.length, text);
      assert.ok(Object.is(value, Number(text)), text);
    }
  });

  it('is bit-equal to Number() for doubles as they are printed', () => {
    const next = random(2);
    const bits = new DataView(new ArrayBuffer(8));
    for (let i = 0; i < 50_000 * soak; i++) {
      bits.setUint32(0, next() * 2 ** 32);
      bits.setUint32(4, next() * 2 ** 32);
      const value = bits.getFloat64(0);
      if (!Number.isFinite(value)) continue;
      for (const text of [String(value), value.toPrecision(15), (next() * 1e6).toFixed(4)]) {
        assert.ok(Object.is(read(text).value, Number(text)), text);
      }
    }
  });

  it('is bit-equal to Number() next to the middle of two doubles', () => {
    // (2m + 1) * 5^e / 10^e lies exactly between two doubles of 53 bits; cut off or with a digit more it does not.
    const middles = fc
      .tuple(fc.bigInt(2n ** 52n, 2n ** 53n - 1n), fc.integer({ min: 1, max: 20 }))
      .map(([m, e]) => {
        const digits = ((2n * m + 1n) * 5n ** BigInt(e)).toString().padStart(e + 1, '0');
        return `${digits.slice(0, -e)}.${digits.slice(-e)}`;
      });
    fc.assert(
      fc.property(middles, fc.integer({ min: 16, max: 40 }), fc.nat(9), (middle, length, digit) => {
        for (const text of [middle, middle.slice(0, length), `${middle}${digit}`, `-${middle}`]) {
          assert.ok(Object.is(read(text).value, Number(text)), text);
        }
      }),
      { numRuns: 20_000 * soak },
    );
  });

  it('is bit-equal to Number() for cases that have caught other parsers', () => {
    const cases =
      '9007199254740993 9007199254740992.5 9007199254740991.5 4503599627370497.5 0.1 0.3 1e22 1e23 1e-22 ' +
      '123456789012345678 999999999999999999 1000000000000000000 0.000000000000000001 179769313486231580.5 ' +
      '8.41 7.2057594037927933e16 9214843084008499 30078505129381147446200 5708990770823839207320493820740630 ' +
      '0.500000000000000166533453693773481063544750213623046875 3.518437208883201171875e13 ' +
      '62.5364939768271845828 8.10109172351e-10 1.50000000000000011102230246251565 9007199254740991.4999999999999999995 ' +
      '0.30000000000000004 2.2250738585072014e-308 000000000000000000001.5 1.7976931348623157e308 ' +
      '0.00000000000000000000000000000000000000000000000000000000001';
    for (const text of cases.split(' ')) {
      for (const signed of [text, `-${text}`]) {
        assert.ok(Object.is(read(signed).value, Number(signed)), signed);
      }
    }
  });

  it('reads time stamps of 13 and more digits exactly', () => {
    for (const text of [
      '1627551892437',
      '1627551892437.125',
      '9007199254740991',
      '9007199254740993',
    ]) {
      assert.equal(read(text).value, Number(text));
    }
  });

  it('reads -0, .5, 5. and +5 as Number() does', () => {
    for (const text of ['-0', '-0.0', '.5', '5.', '+5', '-.25', '007']) {
      assert.ok(Object.is(read(text).value, Number(text)), text);
    }
  });

  it('stops at what continues no number', () => {
    for (const [text, end] of [
      ['1.2.3', 3],
      ['5e', 1],
      ['5e+x', 1],
      ['12C', 2],
      ['1-2', 1],
    ] as const) {
      assert.equal(read(text).end, end, text);
    }
  });

  it('finds no number in signs, points and words, nor in one that overflows', () => {
    for (const text of ['', '-', '.', '-.', 'e5', 'nan', 'x1', '1e999']) {
      assert.equal(read(text).end, -1, text);
    }
  });
});

describe('isNonFinite', () => {
  it('knows the words and the overflows, and nothing else', () => {
    for (const text of ['nan', 'NaN', '-inf', 'Infinity', '+INF', 'ovf', '1e999', '-1e999']) {
      assert.ok(isNonFinite(text), text);
    }
    for (const text of ['', 'nano', 'info', '1', '1e5', 'x', 'in f'])
      assert.ok(!isNonFinite(text), text);
  });
});

import assert from 'node:assert/strict';
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

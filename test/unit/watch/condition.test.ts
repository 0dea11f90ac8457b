import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { NamedColumn } from '../../../src/model';
import { parseComparison } from '../../../src/watch/comparison';
import { ComparisonWatch } from '../../../src/watch/comparisonWatch';
import { parseCondition } from '../../../src/watch/condition';

function holds(text: string, values: Readonly<Record<string, number>>): boolean {
  const parsed = parseComparison(text);
  assert.ok(typeof parsed !== 'string', text);
  return parsed.holds(Float64Array.from(parsed.channels, (name) => values[name] ?? NaN));
}

describe('parseComparison', () => {
  it('compares channels and numbers', () => {
    assert.equal(holds('temp > 60', { temp: 60.4 }), true);
    assert.equal(holds('temp>60', { temp: 60 }), false);
    assert.equal(holds('60 >= temp', { temp: 60 }), true);
    assert.equal(holds('mode != 2', { mode: 2 }), false);
    assert.equal(holds('mode == 2', { mode: 2 }), true);
    assert.equal(holds('v < -1.5e1', { v: -16 }), true);
  });

  it('calculates over several channels, with precedence and parentheses', () => {
    assert.equal(holds('motor - mcu > 20', { motor: 65, mcu: 44 }), true);
    assert.equal(holds('a + b * 2 == 7', { a: 1, b: 3 }), true);
    assert.equal(holds('(a + b) * 2 == 8', { a: 1, b: 3 }), true);
    assert.equal(holds('a - b - 1 == 0', { a: 3, b: 2 }), true);
    assert.equal(holds('abs(a - b) / 2 <= 1', { a: 1, b: 3 }), true);
    assert.equal(holds('-a > 1', { a: -2 }), true);
  });

  it('joins comparisons, and binds && closer than ||', () => {
    const values = { a: 1, b: 2, c: 3 };
    assert.equal(holds('a > 5 && b > 1 || c > 2', values), true);
    assert.equal(holds('a > 5 && (b > 1 || c > 2)', values), false);
    assert.equal(holds('(a < 5) && (b > 1)', values), true);
    assert.equal(holds('((a + b) > 2) && c == 3', values), true);
  });

  it('takes any name in quotes', () => {
    assert.equal(holds('"value 1" > "temp/mcu"', { 'value 1': 2, 'temp/mcu': 1 }), true);
  });

  it('holds nothing while a value is not known', () => {
    for (const text of ['a > 1', 'a < 1', 'a == a', 'a != 1', 'a > 1 || b > 1']) {
      assert.equal(holds(text, {}), false, text);
    }
  });

  it('says what is wrong', () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['temp', /compares nothing/],
      ['1 > 2', /no channel/],
      ['temp >', /too early/],
      ['temp > 60 70', /70 is not expected/],
      ['temp > $', /\$ is not expected/],
      ['(temp > 1', /.+/],
      [`${'('.repeat(100)}a > 1`, /.+/],
      ['a'.repeat(300), /longer than 256/],
    ];
    for (const [text, message] of wrong) {
      const parsed = parseComparison(text);
      assert.ok(typeof parsed === 'string', text);
      assert.match(parsed, message, text);
    }
  });

  it('never throws, whatever is typed', () => {
    const token = fc.constantFrom(
      'a',
      '1',
      '(',
      ')',
      '>',
      '&&',
      '||',
      '+',
      '-',
      '*',
      'abs',
      '"',
      ' ',
    );
    const text = fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (typed) => {
        const parsed = parseComparison(typed);
        if (typeof parsed !== 'string') parsed.holds(new Float64Array(parsed.channels.length));
      }),
    );
  });
});

function problemOf(text: string): string {
  const parsed = parseCondition(text);
  return typeof parsed === 'string' ? parsed : '';
}

describe('parseCondition', () => {
  it('knows each kind', () => {
    assert.deepEqual(parseCondition('limit'), { kind: 'limit', channel: undefined });
    assert.deepEqual(parseCondition(' Limit temp '), { kind: 'limit', channel: 'temp' });
    assert.deepEqual(parseCondition('state SafeState'), { kind: 'state', state: 'safeState' });
    assert.deepEqual(parseCondition('loss'), { kind: 'loss', of: 'any' });
    assert.deepEqual(parseCondition('rejected'), { kind: 'loss', of: 'rejected' });
    const stale = { kind: 'stale', channel: 'value 1', afterMs: 1500 };
    assert.deepEqual(parseCondition('stale "value 1" 1.5 s'), stale);
  });

  it('takes a channel that is called like a kind for a channel', () => {
    const parsed = parseCondition('limit > 5');
    assert.ok(typeof parsed !== 'string' && parsed.kind === 'comparison');
  });

  it('says what is wrong', () => {
    assert.match(problemOf('state Asleep'), /Idle, Measuring, Error, SafeState/);
    assert.match(problemOf('stale temp 2 ms'), /10 ms/);
    assert.match(problemOf(' '), /missing/);
  });
});

const column = (
  name: string,
  times: readonly number[],
  values: readonly number[],
): NamedColumn => ({
  name,
  unit: '',
  times: Float64Array.from(times),
  values: Float64Array.from(values),
  min: Math.min(...values),
  max: Math.max(...values),
});

function watched(text: string): ComparisonWatch {
  const parsed = parseComparison(text);
  assert.ok(typeof parsed !== 'string');
  return new ComparisonWatch(parsed);
}

describe('ComparisonWatch', () => {
  it('tells when the comparison comes to hold, once, and again after it has not', () => {
    const watch = watched('temp > 60');
    assert.equal(watch.observe([column('temp', [1, 2, 3], [59, 61, 62])]), 2);
    assert.equal(watch.observe([column('temp', [4], [63])]), undefined);
    assert.equal(watch.observe([column('temp', [5, 6, 7], [50, 61, 62])]), 6);
    assert.equal(watch.observe([column('rpm', [8], [1])]), undefined);
  });

  it('takes samples of one time together, and holds the value of a slower channel', () => {
    const watch = watched('a - b > 5');
    const together = [column('a', [1, 2], [0, 10]), column('b', [1, 2], [0, 10])];
    assert.equal(watch.observe(together), undefined);
    assert.equal(watch.observe([column('a', [3, 4], [14, 16])]), 4);
  });

  it('decides the same however the stream is cut', () => {
    const samples = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 9 }), (values, size) => {
        const all: number[] = [];
        const watch = watched('v > 1');
        for (let at = 0; at < values.length; at += size) {
          const part = values.slice(at, at + size);
          // One at a time, so that each edge is told.
          part.forEach((value, i) => {
            const hit = watch.observe([column('v', [at + i], [value])]);
            if (hit !== undefined) all.push(hit);
          });
        }
        const edges = values.flatMap((v, i) => (v > 1 && !((values[i - 1] ?? 0) > 1) ? [i] : []));
        assert.deepEqual(all, edges);
        const whole = watched('v > 1').observe([
          column(
            'v',
            values.map((_, i) => i),
            values,
          ),
        ]);
        assert.equal(whole, edges.at(0));
      }),
    );
  });
});

import assert from 'node:assert/strict';
import {
  clockText,
  linkText,
  numberText,
  rateText,
  scoreText,
  timeText,
  valueText,
} from '../../../src/vscode/words';

const NBSP = '\u00a0';

describe('words', () => {
  it('gives a rate three digits and a prefix', () => {
    const cases: [number, string][] = [
      [0, '0 S/s'],
      [950, '950 S/s'],
      [999.6, '1.00 kS/s'],
      [1000, '1.00 kS/s'],
      [12_340, '12.3 kS/s'],
      [123_400, '123 kS/s'],
      [12_400_000, '12.4 MS/s'],
    ];
    for (const [rate, text] of cases) assert.equal(rateText(rate), text.replace(' ', NBSP));
  });

  it('shows units as a reader knows them, and no value as a dash', () => {
    assert.equal(valueText(73, 'degC'), `73${NBSP}°C`);
    assert.equal(valueText(212, 'us'), `212${NBSP}µs`);
    assert.equal(valueText(3, ''), '3');
    assert.equal(valueText(NaN, 'V'), `–${NBSP}V`);
  });

  it('writes a real minus, and exponents only where digits would not do', () => {
    assert.equal(numberText(-1), '−1');
    assert.equal(numberText(0), '0');
    assert.match(numberText(2.5e12), /e\+12$/);
    assert.match(numberText(1e-9), /e−9$/);
  });

  it('says why a link is not open', () => {
    assert.equal(linkText({ kind: 'open' }), 'open');
    assert.equal(linkText({ kind: 'closed' }), 'closed');
    assert.equal(linkText({ kind: 'closed', reason: 'busy' }), 'closed · busy');
    const reconnecting = { kind: 'reconnecting', attempt: 3, reason: 'unplugged' } as const;
    assert.equal(linkText(reconnecting), 'reconnecting 3 · unplugged');
  });

  it('counts spans as a clock does, and never below nothing', () => {
    const cases: [number, string][] = [
      [0, '0:00'],
      [42_400, '0:42'],
      [725_000, '12:05'],
      [3_725_000, '1:02:05'],
      [-5000, '0:00'],
    ];
    for (const [spanMs, text] of cases) assert.equal(clockText(spanMs), text);
  });

  it('scores what has been settled, and says nothing before that', () => {
    const score = {
      injected: 50,
      caught: 46,
      missed: 3,
      pending: 1,
      missedNumbers: [],
      caughtBy: '',
    };
    assert.equal(scoreText(score), 'caught 46 of 49');
    assert.equal(scoreText({ ...score, caught: 0, missed: 0, pending: 50 }), '');
  });

  it('gives the local time of day to the millisecond', () => {
    assert.equal(timeText(new Date(2025, 0, 2, 3, 4, 5, 6).getTime()), '03:04:05.006');
  });
});

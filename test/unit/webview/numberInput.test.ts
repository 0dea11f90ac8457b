import assert from 'node:assert/strict';
import { fieldText, numberProblem, parseNumber, stepped } from '../../../webview/numberInput';

const ANY = { min: -Number.MAX_VALUE, max: Number.MAX_VALUE };

describe('a number that is typed', () => {
  it('is read as the reader of that language meant it', () => {
    for (const [text, english, german] of [
      ['0.001', 0.001, 0.001],
      ['0,001', 0.001, 0.001],
      ['1,000', 1000, 1],
      ['1,000.5', 1000.5, NaN],
      ['1.000,5', NaN, 1000.5],
      ['1.000.000', NaN, 1_000_000],
      ['12,5', 12.5, 12.5],
      ['1.000', 1, 1],
      ['−3', -3, -3],
      [' 1 000 ', 1000, 1000],
      ['1e-3', 0.001, 0.001],
      ['', NaN, NaN],
      ['x', NaN, NaN],
    ] as const) {
      assert.deepEqual([parseNumber(text, '.'), parseNumber(text, ',')], [english, german], text);
    }
  });

  it('is shown without groups and with the sign of the language', () => {
    assert.equal(fieldText(1234.5, ','), '1234,5');
    assert.equal(parseNumber(fieldText(0.0009, ','), ','), 0.0009);
  });

  it('steps by one in its first digit, on round numbers', () => {
    const share = { min: 0, max: 1 };
    assert.equal(stepped(0.001, 1, share), 0.002);
    assert.equal(stepped(0.001, -1, share), 0.0009);
    assert.equal(stepped(0.3, 1, share), 0.4);
    assert.equal(stepped(0.95, 1, share), 1, 'not beyond');
    assert.equal(stepped(0, 1, share), 0.1);
    assert.equal(stepped(70, 1, ANY), 80);
    assert.equal(stepped(7, -1, { min: 1, max: 8, whole: true }), 6);
    assert.equal(stepped(7, 10, { min: 1, max: 8, whole: true }), 8);
    assert.equal(stepped(60.4, 1, { min: 0, max: 100, step: 1 }), 61);
    assert.equal(stepped(-100, 1, ANY), -90);
  });

  it('is refused with its bounds', () => {
    const bits = { min: 1, max: 8, whole: true };
    assert.equal(numberProblem(3, bits), undefined);
    assert.equal(numberProblem(3.5, bits), 'Enter a whole number from 1 to 8.');
    assert.equal(numberProblem(NaN, { min: 0, max: 1 }), 'Enter a number from 0 to 1.');
    assert.equal(numberProblem(NaN, ANY), 'Enter a number.');
    assert.equal(numberProblem(-1, { ...ANY, min: 0 }), 'Enter a number from 0.');
  });
});

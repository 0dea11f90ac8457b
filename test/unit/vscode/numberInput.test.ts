import assert from 'node:assert/strict';
import { numberProblem, readNumber } from '../../../src/vscode/numberInput';

describe('a typed number', () => {
  it('may have a point, a comma or a real minus', () => {
    assert.equal(readNumber(' 0.5 '), 0.5);
    assert.equal(readNumber('0,5'), 0.5);
    assert.equal(readNumber('−3'), -3);
    assert.ok(Number.isNaN(readNumber('')));
    assert.ok(Number.isNaN(readNumber('3 apples')));
  });

  it('is refused outside its range, with the range', () => {
    const probability = { min: 0, max: 1 };
    assert.equal(numberProblem('0.001', probability), undefined);
    assert.equal(numberProblem('1', probability), undefined);
    assert.equal(numberProblem('1.5', probability), 'A number from 0 to 1.');
    assert.equal(numberProblem('', probability), 'A number from 0 to 1.');
    const bits = { min: 1, max: 8, whole: true };
    assert.equal(numberProblem('2.5', bits), 'A whole number from 1 to 8.');
    const delay = { min: 1, max: 500, unit: 'ms' };
    assert.equal(numberProblem('0', delay), 'A number from 1 to 500\u00a0ms.');
  });

  it('may be anything finite where there is no range', () => {
    const any = { min: -Infinity, max: Infinity };
    assert.equal(numberProblem('-1e9', any), undefined);
    assert.equal(numberProblem('x', any), 'A number.');
    assert.equal(numberProblem('-1', { min: 0, max: Infinity }), 'A number from 0 on.');
  });
});

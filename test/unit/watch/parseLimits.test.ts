import assert from 'node:assert/strict';
import { parseLimits } from '../../../src/watch/parseLimits';

const GOOD = { channel: 'rpm', level: 'warning', side: 'high', bound: 3500 };

describe('parseLimits', () => {
  it('fills in what may be left out', () => {
    const { limits, problems } = parseLimits([GOOD]);
    assert.deepEqual(problems, []);
    assert.deepEqual(limits, [{ ...GOOD, hysteresis: 0, persistenceMs: 0, action: 'mark' }]);
  });

  it('says of each bad limit what is wrong and where, and keeps the others', () => {
    const bad = [
      7,
      { ...GOOD, channel: '' },
      { ...GOOD, level: 'loud' },
      { ...GOOD, side: 'up' },
      { ...GOOD, bound: Infinity },
      { ...GOOD, hysteresis: -1 },
      { ...GOOD, persistenceMs: 1e9 },
      { ...GOOD, action: 'melt' },
    ];
    const { limits, problems } = parseLimits([...bad, GOOD]);
    assert.equal(limits.length, 1);
    assert.equal(problems.length, bad.length);
    const words = [
      'object',
      'channel',
      'level',
      'side',
      'bound',
      'hysteresis',
      'persistence',
      'action',
    ];
    problems.forEach((problem, i) => {
      assert.match(problem, new RegExp(`^Limit ${i + 1}: .*${words[i]}`));
    });
  });

  it('takes at most 64', () => {
    const { limits, problems } = parseLimits(Array(70).fill(GOOD));
    assert.deepEqual([limits.length, problems.length], [64, 6]);
    assert.equal(parseLimits('all').problems.length, 1);
  });
});

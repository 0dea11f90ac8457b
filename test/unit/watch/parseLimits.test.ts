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

  it('shows what is written there, and what to write instead', () => {
    const [problem] = parseLimits([{ ...GOOD, side: 'up' }]).problems;
    assert.equal(problem, 'Limit 1: side: "up" is not low or high.');
  });

  it('takes a limit with a misspelt field, and says so', () => {
    const { limits, problems } = parseLimits([{ ...GOOD, persistence: 100 }]);
    assert.equal(limits.length, 1);
    assert.match(problems[0], /"persistence" means nothing.*persistenceMs/);
  });

  it('takes the first of two for the same channel, level and side', () => {
    const { limits, problems } = parseLimits([
      GOOD,
      { ...GOOD, bound: 1 },
      { ...GOOD, side: 'low' },
    ]);
    assert.deepEqual(
      limits.map(({ bound, side }) => [bound, side]),
      [
        [3500, 'high'],
        [3500, 'low'],
      ],
    );
    assert.match(problems[0], /^Limit 2: rpm has a limit warning, high already/);
  });

  it('takes at most 64, and tells it once', () => {
    const many = Array.from({ length: 70 }, (_, i) => ({ ...GOOD, channel: `c${i}` }));
    const { limits, problems } = parseLimits(many);
    assert.equal(limits.length, 64);
    assert.deepEqual(problems, ['Limit 65 and on: a device has at most 64 limits.']);
    assert.equal(parseLimits('all').problems.length, 1);
  });

  it('tells a bounded number of problems, and still finds the limit behind them', () => {
    const { limits, problems } = parseLimits([...Array<unknown>(1000).fill(7), GOOD]);
    assert.equal(limits.length, 1);
    assert.equal(problems.length, 21);
    assert.equal(problems[20], 'And 980 more problems.');
  });
});

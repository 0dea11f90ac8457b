import assert from 'node:assert/strict';
import { FAULT_KINDS } from '../../../src/faultKinds';
import { parseFaultSpec } from '../../../src/fault/parseFault';

const FLIP = { kind: 'flip', parameters: { probability: 0.5, bits: 2 }, seed: 7 };

/** Why it is no fault. */
function why(value: unknown): string {
  const parsed = parseFaultSpec(value);
  return typeof parsed === 'string' ? parsed : assert.fail('it was taken for a fault');
}

describe('parseFaultSpec', () => {
  it('takes every kind with its initial parameters', () => {
    for (const { kind, parameters } of FAULT_KINDS) {
      const spec = parseFaultSpec({ kind });
      assert.ok(typeof spec !== 'string', kind);
      assert.deepEqual(
        spec.parameters,
        Object.fromEntries(parameters.map(({ name, initial }) => [name, initial])),
      );
      assert.deepEqual([spec.seed, spec.direction], [1, 'receive']);
    }
  });

  it('keeps what is given, and only what a fault has', () => {
    const given = { ...FLIP, direction: 'send', durationS: 60, count: 50, stray: 1 };
    assert.deepEqual(parseFaultSpec(given), {
      ...FLIP,
      direction: 'send',
      durationS: 60,
      count: 50,
    });
  });

  it('keeps the channel of a value fault, and no other', () => {
    const spike = parseFaultSpec({ kind: 'spike', channel: 'rpm' });
    assert.equal(typeof spike === 'string' ? spike : spike.channel, 'rpm');
    assert.deepEqual(parseFaultSpec({ ...FLIP, channel: 'rpm' }), {
      ...FLIP,
      direction: 'receive',
    });
  });

  it('says what is wrong, where, and what would be right', () => {
    assert.match(why({ kind: 'melt' }), /^kind: "melt" is no fault\. Choose one of .*flip/);
    assert.match(why({}), /^kind: nothing is no fault/);
    assert.match(
      why({ kind: 'flip', parameters: { probability: 2 } }),
      /^parameters\.probability: 2 is not a number from 0 to 1\.$/,
    );
    assert.match(
      why({ kind: 'flip', parameters: { bits: 1.5 } }),
      /^parameters\.bits: 1\.5 is not a whole number from 1 to 8\.$/,
    );
    assert.match(
      why({ kind: 'stall', parameters: { holdMs: 0 } }),
      /^parameters\.holdMs: 0 is not a whole number from 1 to 60000 ms\.$/,
    );
    assert.match(
      why({ kind: 'flip', parameters: { amplitude: 1 } }),
      /"amplitude" is no parameter of flip\. It has probability, bits\./,
    );
    assert.match(why({ ...FLIP, seed: -1 }), /^seed: -1 is not a whole number from 0/);
    assert.match(why({ ...FLIP, direction: 'both' }), /^direction: "both" is not receive or send/);
    assert.match(why({ kind: 'spike', direction: 'send' }), /acts on what is received only/);
    assert.match(why({ ...FLIP, durationS: 0 }), /^durationS: 0 is not a number of seconds/);
    assert.match(why({ ...FLIP, count: 0.5 }), /^count: 0\.5 is not a whole number from 1/);
    assert.match(why({ kind: 'nan', channel: '' }), /^channel: "" is not a name/);
  });

  it('is not shaken by anything that JSON can hold', () => {
    for (const value of [null, 1, 'flip', [], [FLIP], { kind: null }, { ...FLIP, parameters: 3 }]) {
      assert.equal(typeof parseFaultSpec(value), 'string', JSON.stringify(value));
    }
    for (const bad of [NaN, Infinity, '1', null, {}, true]) {
      assert.equal(typeof parseFaultSpec({ ...FLIP, seed: bad }), 'string');
      assert.equal(
        typeof parseFaultSpec({ kind: 'flip', parameters: { bits: bad ?? {} } }),
        'string',
      );
    }
  });

  it('shows long nonsense cut short', () => {
    assert.ok(why({ kind: 'x'.repeat(10_000) }).length < 500);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Limit, NamedColumn } from '../../../src/model';
import { Limits, type LimitChange } from '../../../src/watch/limits';

const HIGH: Limit = {
  channel: 'rpm',
  level: 'warning',
  side: 'high',
  bound: 10,
  hysteresis: 0,
  persistenceMs: 0,
  action: 'mark',
};

function column(values: readonly number[], startMs = 0): NamedColumn {
  const finite = values.filter((value) => !Number.isNaN(value));
  return {
    name: 'rpm',
    unit: '',
    times: Float64Array.from(values, (_, i) => startMs + i * 10),
    values: Float64Array.from(values),
    min: Math.min(...finite),
    max: Math.max(...finite),
  };
}

function watch(limit: Partial<Limit>) {
  const changes: LimitChange[] = [];
  const limits = new Limits((change) => changes.push(change));
  limits.set([{ ...HIGH, ...limit }]);
  const feed = (values: readonly number[], startMs = 0) => {
    limits.observe([column(values, startMs)], (name) => `d/${name}`);
  };
  const seen = () =>
    changes.map(({ raised, timeMs }) => `${raised ? 'raised' : 'cleared'} ${timeMs}`);
  return { limits, feed, seen };
}

describe('Limits', () => {
  it('are raised above a high bound and below a low one, and cleared inside it', () => {
    const high = watch({});
    high.feed([9, 10, 11, 10, 12]);
    assert.deepEqual(high.seen(), ['raised 20', 'cleared 30', 'raised 40']);
    const low = watch({ side: 'low' });
    low.feed([11, 10, 9, 10]);
    assert.deepEqual(low.seen(), ['raised 20', 'cleared 30']);
  });

  it('wait for the hysteresis before they clear', () => {
    const { feed, seen } = watch({ hysteresis: 2 });
    feed([11, 10, 9, 8, 11]);
    assert.deepEqual(seen(), ['raised 0', 'cleared 30', 'raised 40']);
  });

  it('wait for the persistence before they are raised, anew after a value inside and after a gap', () => {
    const { feed, seen } = watch({ persistenceMs: 20 });
    feed([11, 11, 9, 11, 11, NaN, 11, 11, 11]);
    assert.deepEqual(seen(), ['raised 80']);
  });

  it('are neither raised nor cleared by a gap', () => {
    const { feed, seen, limits } = watch({});
    feed([11, NaN, NaN]);
    feed([NaN], 30);
    assert.deepEqual(seen(), ['raised 0']);
    assert.equal(limits.alarms.length, 1);
  });

  it('see the same however samples are cut into batches', () => {
    const values = fc.array(fc.integer({ min: 5, max: 15 }), { minLength: 1, maxLength: 60 });
    const limit = fc.record({
      side: fc.constantFrom('low' as const, 'high' as const),
      hysteresis: fc.integer({ min: 0, max: 3 }),
      persistenceMs: fc.constantFrom(0, 10, 30),
    });
    fc.assert(
      fc.property(values, limit, fc.nat(60), (samples, given, cut) => {
        const whole = watch(given);
        whole.feed(samples);
        const parts = watch(given);
        const at = Math.min(cut, samples.length);
        if (at > 0) parts.feed(samples.slice(0, at));
        if (at < samples.length) parts.feed(samples.slice(at), at * 10);
        assert.deepEqual(parts.seen(), whole.seen());
      }),
    );
  });

  it('keep an alarm until it clears, and what the user has seen of it', () => {
    const { limits, feed } = watch({});
    feed([11]);
    const [alarm] = limits.alarms;
    assert.deepEqual([alarm.channelId, alarm.value, alarm.acknowledged], ['d/rpm', 11, false]);
    limits.acknowledge();
    assert.equal(limits.alarms[0].acknowledged, true);
    limits.set([{ ...HIGH }]);
    assert.equal(limits.alarms.length, 1, 'a limit that stays keeps its alarm');
    limits.set([{ ...HIGH, bound: 20 }]);
    assert.equal(limits.alarms.length, 0);
  });

  it('do not look into samples that can change nothing', () => {
    const { limits, seen } = watch({});
    const blind = { ...column([1, 2]), values: Float64Array.of(99, 99) };
    limits.observe([blind], (name) => name);
    assert.deepEqual(seen(), [], 'its min and max say that nothing is outside');
  });
});

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

  it('begin the persistence anew after the stream broke', () => {
    const { limits, feed, seen } = watch({ persistenceMs: 20 });
    feed([11, 11]);
    limits.gap();
    feed([11, 11, 11], 60_000);
    assert.deepEqual(seen(), ['raised 60020']);
  });

  it('count the persistence anew when time was set back', () => {
    const { feed, seen } = watch({ persistenceMs: 20 });
    feed([11], 3_600_000);
    feed([11, 11, 11]);
    assert.deepEqual(seen(), ['raised 20']);
  });

  it('stand for 10 ms at least, so that noise about a bound is no flood', () => {
    const changes: LimitChange[] = [];
    const limits = new Limits((change) => changes.push(change));
    limits.set([HIGH]);
    const count = 10_000;
    const times = Float64Array.from({ length: count }, (_, i) => i / 1000);
    const values = times.map((_, i) => 10 + (i % 2 === 0 ? 1 : -1));
    limits.observe([{ name: 'rpm', unit: '', times, values, min: 9, max: 11 }], (name) => name);
    assert.deepEqual(
      changes.map(({ raised }) => raised),
      [true],
      'ten thousand samples of one moment are one alarm',
    );
    limits.observe([column([9], 10)], (name) => name);
    assert.equal(changes.at(-1)?.raised, false);
  });

  it('see the same however samples are cut into batches', () => {
    const value = fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 5, max: 15 }) },
      { weight: 1, arbitrary: fc.constant(NaN) },
    );
    const values = fc.array(value, { minLength: 1, maxLength: 60 });
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

  it('forget on request what led to an alarm, but not the limits', () => {
    const { limits, feed, seen } = watch({});
    feed([11]);
    limits.clear();
    assert.deepEqual([limits.alarms.length, limits.all.length], [0, 1]);
    feed([11], 10);
    assert.deepEqual(seen(), ['raised 0', 'raised 10']);
  });

  it('look once at what is wanted twice, and at 64 limits at most', () => {
    const { limits, feed, seen } = watch({});
    limits.set([HIGH, { ...HIGH }]);
    feed([11]);
    assert.deepEqual(seen(), ['raised 0']);
    limits.set(Array.from({ length: 70 }, (_, bound) => ({ ...HIGH, bound })));
    assert.equal(limits.all.length, 64);
  });

  it('do not look into samples that can change nothing', () => {
    const { limits, seen } = watch({});
    const blind = { ...column([1, 2]), values: Float64Array.of(99, 99) };
    limits.observe([blind], (name) => name);
    assert.deepEqual(seen(), [], 'its min and max say that nothing is outside');
  });
});

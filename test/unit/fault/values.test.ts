import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ValueFault } from '../../../src/fault/values';
import type { FaultKind, NamedColumn } from '../../../src/model';
import { fault } from '../../fixtures/faults';

const KINDS: FaultKind[] = ['stuck', 'spike', 'drift', 'noise', 'nan', 'delayed', 'intermittent'];

/** A ramp: sample i at i * 10 ms has the value i. */
function ramp(name: string, from: number, to: number): NamedColumn {
  const values = Float64Array.from({ length: to - from }, (_, i) => from + i);
  return { name, unit: '', times: values.map((v) => v * 10), values, min: from, max: to - 1 };
}

function damaged(kind: FaultKind, parameters: Record<string, number>, column = ramp('a', 0, 100)) {
  const one = new ValueFault(fault(kind, parameters));
  const { columns, hits } = one.apply([column]);
  const hitsMs = hits.map(({ timeMs }) => timeMs);
  return { values: [...columns[0].values], hitsMs, column: columns[0] };
}

describe('value faults', () => {
  it('do the same damage for the same seed, however samples are cut into batches', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.nat(),
        fc.integer({ min: 1, max: 99 }),
        (kind, seed, cut) => {
          const run = (borders: readonly number[]) => {
            const one = new ValueFault(fault(kind, { probability: 0.1 }, { seed }));
            let from = 0;
            return borders.flatMap((to) => {
              const part = one.apply([ramp('b', from, to), ramp('a', from, to)]);
              from = to;
              return [...part.columns[1].values];
            });
          };
          assert.deepEqual(run([cut, 100]), run([100]));
        },
      ),
    );
  });

  it('count the gaps that they make, and none that were there', () => {
    const column = ramp('a', 0, 100);
    column.values[3] = NaN;
    const made = (kind: FaultKind, parameters: Record<string, number>) =>
      new ValueFault(fault(kind, parameters)).apply([column]).madeNaN;
    assert.equal(made('nan', { probability: 1 }), 99);
    assert.equal(made('intermittent', { probability: 1, holdMs: 50 }), 99);
    assert.equal(made('spike', { probability: 1, amplitude: 5 }), 0);
    const { values } = damaged('nan', { probability: 0.1 });
    const gaps = values.filter((value) => Number.isNaN(value)).length;
    assert.ok(gaps > 0 && gaps < 100);
    assert.equal(
      new ValueFault(fault('nan', { probability: 0.1 })).apply([ramp('a', 0, 100)]).madeNaN,
      gaps,
    );
  });

  it('damage each channel by itself, and only the one that is named', () => {
    const one = new ValueFault(fault('noise', { deviation: 1 }));
    const { columns } = one.apply([ramp('a', 0, 50), ramp('b', 0, 50)]);
    assert.notDeepEqual([...columns[0].values], [...columns[1].values]);
    const named = new ValueFault(fault('noise', { deviation: 1 }, { channel: 'b' }));
    const whole = ramp('a', 0, 50);
    assert.equal(named.apply([whole]).columns[0], whole);
  });

  it('leave the samples they were given as they are', () => {
    const column = ramp('a', 0, 10);
    damaged('spike', { probability: 1 }, column);
    assert.deepEqual([...column.values], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('add peaks of one sample, with the extremes to match', () => {
    const { values, hitsMs, column } = damaged('spike', { probability: 0.05, amplitude: 1000 });
    const peaks = values.filter((value) => value >= 1000);
    assert.ok(peaks.length > 0);
    assert.deepEqual(
      hitsMs,
      peaks.map((value) => (value - 1000) * 10),
    );
    assert.equal(column.max, Math.max(...values));
  });

  it('hold a value, or take it away, for as long as asked', () => {
    const stuck = damaged('stuck', { probability: 0.05, holdMs: 200 });
    const first = stuck.hitsMs[0] / 10;
    assert.deepEqual(stuck.values.slice(first, first + 20), Array(20).fill(first));
    const gone = damaged('intermittent', { probability: 0.05, holdMs: 200 });
    const from = gone.hitsMs[0] / 10;
    assert.ok(gone.values.slice(from, from + 20).every(Number.isNaN));
  });

  it('drift by so much a second, and delay by so many milliseconds', () => {
    assert.equal(damaged('drift', { amplitude: 5 }).values[99], 99 + 5 * 0.99);
    const { values } = damaged('delayed', { delayMs: 200 });
    assert.deepEqual(values.slice(0, 22), [...Array<number>(21).fill(0), 1]);
    assert.equal(values[99], 79);
  });

  it('spread noise as normally distributed as asked', () => {
    const { values } = damaged('noise', { deviation: 2 }, ramp('a', 0, 20_000));
    const errors = values.map((value, i) => value - i);
    const square = errors.reduce((sum, e) => sum + e * e, 0) / errors.length;
    assert.ok(Math.abs(Math.sqrt(square) - 2) < 0.05, String(Math.sqrt(square)));
  });

  it('stop after the hits asked for', () => {
    const one = new ValueFault(fault('nan', { probability: 1 }));
    const { columns, hits } = one.apply([ramp('a', 0, 10)], 3);
    assert.equal(hits.length, 3);
    assert.equal([...columns[0].values].filter(Number.isNaN).length, 3);
  });

  it('hold no more than 2,048 steps of a delay, however fast the samples come', () => {
    const one = new ValueFault(fault('delayed', { delayMs: 1000 }));
    const times = Float64Array.from({ length: 100_000 }, (_, i) => i / 50);
    const column = { name: 'a', unit: '', times, values: times.slice(), min: 0, max: 2000 };
    const [{ values }] = one.apply([column]).columns;
    // A staircase of at most 1/2,048 of the delay, and never early.
    for (let i = 50_001; i < values.length; i += 997) {
      const lateMs = times[i] - values[i] - 1000;
      assert.ok(lateMs >= 0 && lateMs <= 1000 / 2048 + 0.021, String(lateMs));
    }
  });

  it('count a fault that acts all the time once a second', () => {
    for (const kind of ['noise', 'drift', 'delayed'] as const) {
      const { hitsMs } = damaged(kind, {}, ramp('a', 0, 250));
      assert.deepEqual(hitsMs, [0, 1000, 2000], kind);
    }
  });

  it('tell hits in the order of their times, over all channels', () => {
    const one = new ValueFault(fault('spike', { probability: 0.2 }));
    const { hits } = one.apply([ramp('a', 0, 100), ramp('b', 0, 100)]);
    const times = hits.map(({ timeMs }) => timeMs);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
  });
});

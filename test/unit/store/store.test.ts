import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ColumnBuilder } from '../../../src/store/decimate';
import { MEMORY_BYTES, Segment, SEGMENT_BYTES, SEGMENT_SAMPLES } from '../../../src/store/segment';
import { Store } from '../../../src/store/store';

const MIB = 1024 * 1024;
const rows = (s: { times: Float64Array; lo: Float64Array; hi: Float64Array }) =>
  [...s.times].map((t, i) => [t, s.lo[i], s.hi[i]]);

/** Min and max per column, the obvious way. */
function naive(times: number[], values: number[], from: number, to: number, columnMs: number) {
  const columns = new Map<number, { t: number[]; v: number[] }>();
  times.forEach((t, i) => {
    if (t < from || t >= to) return;
    const k = Math.floor(t / columnMs);
    const column = columns.get(k) ?? { t: [], v: [] };
    column.t.push(t);
    column.v.push(values[i]);
    columns.set(k, column);
  });
  return [...columns].map(([k, { t, v }]) => [
    t.length === 1 ? t[0] : (k + 0.5) * columnMs,
    Math.min(...v),
    Math.max(...v),
  ]);
}

function valuesOf({ values, gaps, again }: { values: number; gaps: number; again: number }) {
  const once = Array.from({ length: values + gaps }, (_, i) => (i < values ? (i * 31) % 17 : NaN));
  return Array.from({ length: values > 100 ? 1 : again }, () => once).flat();
}

class LooksCounted extends ColumnBuilder {
  looks = 0;

  override add(timeMs: number, value: number): void {
    this.looks++;
    super.add(timeMs, value);
  }
}

describe('Store', () => {
  it('orders as much memory as it has used, and uses what it is given', () => {
    const store = new Store(64 * SEGMENT_BYTES);
    const samples = new Float64Array(3 * SEGMENT_SAMPLES).map((_, i) => i);
    assert.equal(store.order(), undefined);
    store.append('a', samples, samples);
    assert.deepEqual(store.order(), { count: 3, bytes: MEMORY_BYTES, worn: [] });
    assert.equal(store.order(), undefined, 'not twice');
    const given = [
      new SharedArrayBuffer(MEMORY_BYTES),
      new SharedArrayBuffer(8),
      new SharedArrayBuffer(MEMORY_BYTES),
    ];
    store.deliver(given);
    store.append('b', samples, samples);
    assert.ok(new Float64Array(given[0]).some((value) => value !== 0));
    assert.ok(new Float64Array(given[2]).some((value) => value !== 0));
    assert.equal(store.bytes, 6 * SEGMENT_BYTES);
    assert.deepEqual(store.query('b', 0, Infinity, 1e9).hi.at(-1), samples.length - 1);
  });

  it('orders no memory beyond its bound, nor more than it keeps', () => {
    const store = new Store(20 * SEGMENT_BYTES);
    const samples = new Float64Array(18 * SEGMENT_SAMPLES).map((_, i) => i);
    store.append('a', samples, samples);
    assert.equal(store.order()?.count, 2);
    store.append(
      'a',
      samples.map((t) => t + samples.length),
      samples,
    );
    assert.equal(store.order(), undefined);
    for (let i = 0; i < 3; i++) {
      store.deliver(Array.from({ length: 10 }, () => new SharedArrayBuffer(MEMORY_BYTES)));
    }
    const more = new Store(1024 * SEGMENT_BYTES);
    more.append('a', samples, samples);
    more.deliver(Array.from({ length: 10 }, () => new SharedArrayBuffer(MEMORY_BYTES)));
    assert.equal(more.order()?.count, 6);
  });

  it('has memory that it let go of touched when it is old, and uses it again', () => {
    let nowMs = 0;
    const store = new Store(4 * SEGMENT_BYTES, () => nowMs);
    const add = (segments: number, from: number) => {
      const samples = new Float64Array(segments * SEGMENT_SAMPLES).map((_, i) => from + i);
      store.append('a', samples, samples);
    };
    add(4, 0);
    store.order();
    nowMs = 500;
    add(1, 4 * SEGMENT_SAMPLES);
    assert.equal(store.order(), undefined, 'young memory is used as it is');
    nowMs = 2000;
    add(2, 5 * SEGMENT_SAMPLES);
    const worn = store.order()?.worn ?? [];
    assert.deepEqual(
      worn.map(({ byteLength }) => byteLength),
      [MEMORY_BYTES, MEMORY_BYTES],
    );
    assert.equal(store.bytes, 4 * SEGMENT_BYTES);
    store.deliver(worn);
    add(2, 7 * SEGMENT_SAMPLES);
    assert.ok(worn.every((memory) => new Float64Array(memory, 0, 1)[0] >= 7 * SEGMENT_SAMPLES));
    assert.equal(store.evictedSamples, 5 * SEGMENT_SAMPLES);
    assert.equal(store.firstMs('a'), 5 * SEGMENT_SAMPLES);
    assert.equal(store.lastMs('a'), 9 * SEGMENT_SAMPLES - 1);
  });

  it('keeps no more of what it let go of than it can use soon', () => {
    const store = new Store(40 * SEGMENT_BYTES, () => 0);
    const samples = new Float64Array(40 * SEGMENT_SAMPLES).map((_, i) => i);
    const after = (n: number) => samples.map((t) => t + n * samples.length);
    for (let n = 0; n < 5; n++) store.append('a', after(n), samples);
    let nowMs = 0;
    const later = new Store(40 * SEGMENT_BYTES, () => (nowMs += 2000));
    for (let n = 0; n < 5; n++) later.append('a', after(n), samples);
    assert.equal(later.order()?.worn.length, 16);
    assert.equal(store.order(), undefined);
  });

  it('answers a query like a naive fold over all samples', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(40), fc.integer({ min: -50, max: 50 })), { maxLength: 400 }),
        fc.nat(3000),
        fc.nat(3000),
        fc.constantFrom(1, 7, 64, 1000, 100000),
        (steps, from, length, columnMs) => {
          const store = new Store(64 * MIB);
          let t = 0;
          const times = steps.map(([dt]) => (t += dt));
          const values = steps.map(([, v]) => v);
          store.append('a', Float64Array.from(times), Float64Array.from(values));
          const got = rows(store.query('a', from, from + length, columnMs));
          assert.deepEqual(got, naive(times, values, from, from + length, columnMs));
        },
      ),
    );
  });

  it('finds one spike among 100,000 samples in its own column', () => {
    const store = new Store(64 * MIB);
    const times = Float64Array.from({ length: 100_000 }, (_, i) => i);
    const values = new Float64Array(100_000);
    values[77_777] = 9;
    store.append('a', times, values);
    const { hi, times: at } = store.query('a', 0, 100_000, 100);
    assert.equal(hi.length, 1000);
    assert.deepEqual(
      [...at].filter((_, i) => hi[i] === 9),
      [77_750],
    );
  });

  it('uses whole segments and single samples alike', () => {
    const store = new Store(64 * MIB);
    const n = SEGMENT_SAMPLES * 5 + 3;
    const times = Float64Array.from({ length: n }, (_, i) => i);
    store.append('a', times, times);
    const { lo, hi } = store.query('a', 10, n - 10, 1e6);
    assert.deepEqual([lo.length, lo[0], hi[0]], [1, 10, n - 11]);
  });

  it('breaks the line at a gap', () => {
    const store = new Store(MIB);
    store.append('a', Float64Array.of(1, 2), Float64Array.of(5, 6));
    store.gap('a', 3);
    store.append('a', Float64Array.of(4), Float64Array.of(7));
    const got = rows(store.query('a', 0, 10, 1));
    assert.deepEqual(got, [
      [1, 5, 5],
      [2, 6, 6],
      [3, NaN, NaN],
      [4, 7, 7],
    ]);
  });

  it('answers the same whether it looks at samples, blocks or segments, gaps or not', () => {
    // Runs of values and gaps: a gap in every block, or none for whole segments.
    const run = fc.record({
      values: fc.integer({ min: 1, max: 3000 }),
      gaps: fc.integer({ min: 0, max: 3 }),
      again: fc.integer({ min: 1, max: 40 }),
    });
    const range = fc.tuple(fc.nat(9000), fc.nat(9000));
    const column = fc.constantFrom(1, 7, 30, 64, 500, 2048, 1e5);
    fc.assert(
      fc.property(
        fc.array(run, { minLength: 1, maxLength: 6 }),
        range,
        column,
        (runs, [a, b], ms) => {
          const values = runs.flatMap((one) => valuesOf(one)).slice(0, 9000);
          const times = values.map((_, i) => i * 0.9);
          const store = new Store(64 * MIB);
          store.append('a', Float64Array.from(times), Float64Array.from(values));
          const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
          const plain = new ColumnBuilder(ms);
          times.forEach((t, i) => {
            if (t >= from && t < to) plain.add(t, values[i]);
          });
          assert.deepEqual(rows(store.query('a', from, to, ms)), rows(plain.finish()));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('looks at no more than a few blocks per column, however many samples there are', () => {
    const n = SEGMENT_SAMPLES * 40;
    const times = Float64Array.from({ length: n }, (_, i) => i);
    // A gap in every third block.
    const values = times.map((_, i) => (i % 192 === 7 ? NaN : i));
    const out = new LooksCounted(n / 30);
    for (let from = 0; from < n;) {
      const segment = new Segment();
      from = segment.fill(times, values, from, -Infinity);
      segment.foldInto(out, 0, segment.length);
    }
    assert.ok(out.looks > 0 && out.looks < 30 * 4 * 64, `${out.looks} of ${n} samples`);
  });

  it('adds the samples just outside the range when asked for a lead', () => {
    const store = new Store(MIB);
    store.append('a', Float64Array.of(0, 10, 20, 30), Float64Array.of(1, 2, 3, 4));
    const got = rows(store.query('a', 15, 25, 1, true));
    assert.deepEqual(
      got.map(([t]) => t),
      [10, 20, 30],
    );
    assert.deepEqual(
      rows(store.query('a', 100, 200, 1, true)).map(([t]) => t),
      [30],
    );
  });

  it('keeps samples whose times are equal or run backwards', () => {
    const store = new Store(MIB);
    store.append('a', Float64Array.of(5, 5, 3, 6), Float64Array.of(1, 2, 3, 4));
    const { lo, hi } = store.query('a', 5, 6, 1);
    assert.deepEqual([lo[0], hi[0]], [1, 3]);
  });

  it('stays within its bytes and lets the oldest go first, counted', () => {
    const store = new Store(4 * SEGMENT_BYTES);
    const block = (from: number) =>
      Float64Array.from({ length: SEGMENT_SAMPLES }, (_, i) => from + i);
    for (let s = 0; s < 6; s++) {
      store.append('old', block(s * 10_000), block(0));
    }
    store.append('new', block(60_000), block(0));
    assert.ok(store.bytes <= 4 * SEGMENT_BYTES);
    assert.equal(store.firstMs('old'), 30_000);
    assert.equal(store.evictedSamples, 3 * SEGMENT_SAMPLES);
    store.remove('old');
    assert.equal(store.bytes, SEGMENT_BYTES);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SeriesColumns } from '../../../src/model';
import { ColumnBuilder } from '../../../src/store/decimate';
import { Moments } from '../../../src/store/moments';
import { Pyramid } from '../../../src/store/pyramid';
import { SampleRing } from '../../../src/store/sampleRing';
import { SEGMENT_SAMPLES } from '../../../src/store/segment';
import { StatisticsBuilder } from '../../../src/store/statistics';

interface Samples {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Uneven steps, equal times among them; a gap here and there where `gapEvery` is not 0. */
function samples(count: number, seed: number, gapEvery: number): Samples {
  let x = seed | 1;
  let timeMs = 0;
  const values = new Float64Array(count);
  const times = Float64Array.from({ length: count }, (_, i) => {
    x = (Math.imul(x, 1103515245) + 12345) | 0;
    values[i] = gapEvery > 0 && i % gapEvery === gapEvery - 1 ? NaN : (x >> 8) % 1000;
    return (timeMs += (x >>> 16) % 4);
  });
  return { times, values };
}

/** Every sample of the range, one by one. */
function plainly(all: Samples, first: number, from: number, to: number, columnMs: number) {
  const out = new ColumnBuilder(columnMs);
  for (let i = first; i < all.times.length; i++) {
    if (all.times[i] >= from && all.times[i] < to) out.add(all.times[i], all.values[i]);
  }
  return rows(out.finish());
}

function rows({ times, lo, hi }: SeriesColumns): number[][] {
  return [...times].map((t, i) => [t, lo[i], hi[i]]);
}

function fill(ring: SampleRing, { times, values }: Samples, step: number): void {
  for (let at = 0; at < times.length; at += step) {
    ring.append(times.slice(at, at + step), values.slice(at, at + step));
  }
}

describe('SampleRing with its levels', () => {
  const count = 40 * SEGMENT_SAMPLES + 77;

  it('answers as if it had looked at every sample, gaps and evicted segments included', () => {
    const all = [0, 7, 5000].map((gapEvery) => samples(count, 3, gapEvery));
    const rings = all.map((one) => {
      const ring = new SampleRing();
      fill(ring, one, 999);
      return ring;
    });
    for (const ring of rings) for (let i = 0; i < 3; i++) ring.evictOldest();
    const end = all[0].times[count - 1];
    fc.assert(
      fc.property(
        fc.nat(2),
        fc.double({ min: 0, max: end, noNaN: true }),
        fc.double({ min: 0, max: end, noNaN: true }),
        fc.constantFrom(0.5, 3, 20, 333, 5000, 1e5, 1e7),
        (which, a, b, columnMs) => {
          const [from, to] = a < b ? [a, b] : [b, a];
          const got = rows(rings[which].query(from, to, columnMs, false));
          assert.deepEqual(got, plainly(all[which], 3 * SEGMENT_SAMPLES, from, to, columnMs));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives the samples before and behind the range where asked for the lead', () => {
    const all = samples(count, 9, 0);
    const ring = new SampleRing();
    fill(ring, all, 4096);
    const from = all.times[SEGMENT_SAMPLES] + 0.5;
    const to = all.times[20 * SEGMENT_SAMPLES] + 0.5;
    const { times, lo } = ring.query(from, to, 1e-3, true);
    const before = all.times.findLastIndex((timeMs) => timeMs < from);
    const behind = all.times.findIndex((timeMs) => timeMs >= to);
    assert.equal(times[0], all.times[before]);
    assert.equal(times.at(-1), all.times[behind]);
    assert.equal(lo.at(-1), all.values[behind]);
  });

  it('looks at some nodes a column, however many samples there are', () => {
    const ring = longRing(1000);
    const { looks, result } = counted(ColumnBuilder, ['add', 'addWhole'], () =>
      ring.query(0, 1000 * SEGMENT_SAMPLES, 5000.5, false),
    );
    assert.equal(result.times.length, 410);
    assert.ok(looks < 410 * 100, `${looks} looks at 2 million samples`);
  });

  it('gives the statistics of every sample in the range, gaps and evicted segments included', () => {
    const all = [0, 7, 100_000].map((gapEvery) => samples(count, 5, gapEvery));
    const rings = all.map((one) => {
      const ring = new SampleRing();
      fill(ring, one, 999);
      for (let i = 0; i < 3; i++) ring.evictOldest();
      return ring;
    });
    const end = all[0].times[count - 1];
    const edge = fc.oneof(
      fc.double({ min: 0, max: end, noNaN: true }),
      // Where a node begins or ends.
      fc.nat(40).map((segment) => all[0].times[Math.min(count - 1, segment * SEGMENT_SAMPLES)]),
    );
    fc.assert(
      fc.property(fc.nat(2), edge, edge, (which, a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const { times, values } = all[which];
        const held = values.subarray(3 * SEGMENT_SAMPLES);
        const inRange = held.filter((value, i) => {
          const timeMs = times[3 * SEGMENT_SAMPLES + i];
          return timeMs >= from && timeMs <= to && !Number.isNaN(value);
        });
        const found = rings[which].statistics(from, to);
        assert.equal(found.count, inRange.length);
        if (inRange.length === 0) return;
        const mean = inRange.reduce((sum, value) => sum + value, 0) / inRange.length;
        const squares = inRange.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        assert.equal(found.latest, inRange.at(-1));
        assert.equal(found.min, Math.min(...inRange));
        assert.equal(found.max, Math.max(...inRange));
        assert.ok(Math.abs(found.mean - mean) < 1e-9, `${found.mean}, ${mean}`);
        const deviation = Math.sqrt(squares / inRange.length);
        assert.ok(Math.abs(found.deviation - deviation) < 1e-8, `${found.deviation}, ${deviation}`);
      }),
      { numRuns: 60 },
    );
  });

  it('looks at a few dozen nodes for statistics, however many samples there are', () => {
    const ring = longRing(1000);
    const { looks, result } = counted(StatisticsBuilder, ['add', 'addNode'], () =>
      ring.statistics(SEGMENT_SAMPLES + 3, 999 * SEGMENT_SAMPLES),
    );
    assert.equal(result.count, 998 * SEGMENT_SAMPLES - 2);
    assert.ok(looks < 80, `${looks} looks at 2 million samples`);
  });
});

/** Full segments of a sample a millisecond. */
function longRing(segments: number): SampleRing {
  const ring = new SampleRing();
  const values = new Float64Array(SEGMENT_SAMPLES);
  for (let s = 0; s < segments; s++) {
    ring.append(
      values.map((_, i) => s * SEGMENT_SAMPLES + i),
      values,
    );
  }
  return ring;
}

/** How often these methods of a builder were called meanwhile. */
function counted<T>(
  builder: { readonly prototype: object },
  methods: readonly string[],
  work: () => T,
): { looks: number; result: T } {
  let looks = 0;
  const prototype = builder.prototype as Record<string, (...given: unknown[]) => unknown>;
  const before = methods.map((name) => [name, prototype[name]] as const);
  for (const [name, method] of before) {
    prototype[name] = function (...given) {
      looks++;
      return method.apply(this, given);
    };
  }
  try {
    const result = work();
    return { looks, result };
  } finally {
    Object.assign(prototype, Object.fromEntries(before));
  }
}

describe('Pyramid', () => {
  it('offers the widest node first, none with a gap and none that is gone', () => {
    const pyramid = new Pyramid();
    for (let i = 0; i < 1024; i++) {
      const moments = new Moments();
      moments.addSums(10, 0, 0);
      pyramid.push({ min: i === 300 ? NaN : i, max: i === 300 ? NaN : i + 1, moments });
    }
    const widths = (segment: number): number[] => {
      const found: number[] = [];
      pyramid.find(segment, (width) => {
        found.push(width);
        return false;
      });
      return found;
    };
    assert.deepEqual(widths(0), [256, 16]);
    assert.deepEqual(widths(16), [16]);
    assert.deepEqual(widths(17), []);
    assert.deepEqual(widths(256), [16]);
    assert.deepEqual(widths(288), []);
    pyramid.drop(520);
    assert.deepEqual(widths(512), []);
    assert.deepEqual(widths(528), [16]);
    assert.deepEqual(widths(768), [256, 16]);
    assert.equal(
      pyramid.find(768, (_, node) => {
        const { min, max, moments } = node;
        assert.deepEqual([min, max, moments.count], [768, 1024, 2560]);
        return true;
      }),
      256,
    );
  });
});

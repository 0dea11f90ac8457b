import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DeviceState, TelemetryEvent, TelemetryFact } from '../../../src/model';
import { barAt, segmentBars, LEAST_PX } from '../../../webview/segmentBars';
import { segmentsBetween, stateSegments, type DeviceNow } from '../../../webview/segments';

const now = (changes: Partial<DeviceNow> = {}): DeviceNow => ({
  state: 'measuring',
  cause: 'started',
  sinceMs: 100,
  link: { kind: 'open' },
  ...changes,
});

const events = (...list: readonly (readonly [number, TelemetryFact])[]): TelemetryEvent[] =>
  list.map(([timeMs, fact], i) => ({
    number: i + 1,
    deviceId: 'motor',
    timeMs,
    lastMs: timeMs,
    count: 1,
    fact,
  }));

const state = (from: DeviceState, to: DeviceState, cause = ''): TelemetryFact => ({
  kind: 'state',
  from,
  to,
  cause,
});

const brief = (list: ReturnType<typeof stateSegments>) =>
  list.map((one) => [one.state, one.fromMs, one.toMs, one.linkDown ?? '']);

describe('stateSegments', () => {
  it('shows the present state since it was entered while no change is known', () => {
    assert.deepEqual(brief(stateSegments(now(), [])), [['measuring', 100, Infinity, '']]);
  });

  it('begins with the state that the first known change came from', () => {
    const list = events([50, state('idle', 'measuring')], [80, state('measuring', 'error', 'x')]);
    assert.deepEqual(brief(stateSegments(now({ state: 'error', sinceMs: 80 }), list)), [
      ['idle', -Infinity, 50, ''],
      ['measuring', 50, 80, ''],
      ['error', 80, Infinity, ''],
    ]);
  });

  it('keeps a short state and drops one of no length', () => {
    const list = events(
      [50, state('measuring', 'error')],
      [50.5, state('error', 'measuring')],
      [60, state('measuring', 'error')],
      [60, state('error', 'safeState')],
    );
    assert.deepEqual(brief(stateSegments(now({ state: 'safeState', sinceMs: 60 }), list)), [
      ['measuring', -Infinity, 50, ''],
      ['error', 50, 50.5, ''],
      ['measuring', 50.5, 60, ''],
      ['safeState', 60, Infinity, ''],
    ]);
  });

  it('splits where the link went down and came back, once for all attempts', () => {
    const down = (attempt: number): TelemetryFact => ({
      kind: 'link',
      link: { kind: 'reconnecting', attempt, reason: 'unplugged' },
    });
    const list = events(
      [50, state('measuring', 'error', 'unplugged')],
      [51, down(1)],
      [55, down(2)],
      [58, { kind: 'link', link: { kind: 'opening' } }],
      [60, { kind: 'link', link: { kind: 'open' } }],
    );
    const segments = stateSegments(now({ state: 'error', sinceMs: 50 }), list);
    assert.deepEqual(brief(segments), [
      ['measuring', -Infinity, 50, ''],
      ['error', 50, 51, ''],
      ['error', 51, 60, 'unplugged'],
      ['error', 60, Infinity, ''],
    ]);
    assert.equal(segments[3].sinceMs, 50);
  });

  it('believes the device where an event is still on its way', () => {
    const list = events([50, state('idle', 'measuring')]);
    const segments = stateSegments(now({ state: 'error', cause: 'stale', sinceMs: 90 }), list);
    assert.deepEqual(brief(segments).at(-1), ['error', 90, Infinity, '']);
  });

  it('leaves no hole and no overlap', () => {
    const states = fc.constantFrom<DeviceState>('idle', 'measuring', 'error', 'safeState');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1000), states), { minLength: 1 }), (changes) => {
        const sorted = changes.toSorted((a, b) => a[0] - b[0]);
        const list = events(
          ...sorted.map(([t, to], i) => [t, state(sorted[i - 1]?.[1] ?? 'idle', to)] as const),
        );
        const [sinceMs, last] = sorted[sorted.length - 1];
        const segments = stateSegments(now({ state: last, sinceMs }), list);
        segments.slice(1).forEach((one, i) => assert.equal(one.fromMs, segments[i].toMs));
        assert.equal(segments.at(-1)?.toMs, Infinity);
        assert.equal(segments.at(-1)?.state, last);
        const [first, end] = segmentsBetween(segments, 200, 300);
        segments.forEach((one, i) => {
          assert.equal(i >= first && i < end, one.toMs > 200 && one.fromMs < 300);
        });
      }),
    );
  });
});

describe('segmentBars', () => {
  const range = { fromMs: 0, toMs: 1000 };

  it('draws a short Error at least 3 px wide and finds it there', () => {
    const list = events([500, state('measuring', 'error')], [500.2, state('error', 'measuring')]);
    const bars = segmentBars(stateSegments(now({ sinceMs: 500.2 }), list), range, 0.1);
    assert.deepEqual(
      bars.map(({ segment, leftPx, widthPx }) => [segment.state, leftPx, widthPx]),
      [
        ['measuring', 0, 50],
        ['error', 50, LEAST_PX],
        ['measuring', 53, 47],
      ],
    );
    assert.equal(barAt(bars, 51)?.segment.state, 'error');
    assert.equal(barAt(bars, 20)?.segment.state, 'measuring');
    assert.equal(barAt(bars, 101), undefined);
  });

  it('needs no more bars than the width has room for and shows the gravest of a crowd', () => {
    const list = events(
      ...Array.from({ length: 4000 }, (_, i) => {
        const to = i === 2001 ? 'safeState' : i % 2 === 0 ? 'error' : 'measuring';
        return [i / 4, state('measuring', to)] as const;
      }),
    );
    const bars = segmentBars(stateSegments(now({ sinceMs: 999 }), list), range, 0.3);
    assert.ok(bars.length <= 300 / LEAST_PX + 2, `${bars.length} bars`);
    assert.ok(bars.some(({ segment }) => segment.state === 'safeState'));
  });
});

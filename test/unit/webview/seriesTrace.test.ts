import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SeriesTrace, type TraceScale } from '../../../webview/plots/seriesTrace';
import { Series } from '../../../webview/series';

type Place = readonly [x: number, y: number];

/** Notes where it goes. */
class NotedPath {
  /** By all of them. */
  static made = 0;
  readonly places: Place[] = [];

  moveTo(x: number, y: number): void {
    NotedPath.made++;
    this.places.push([x, y]);
  }

  lineTo(x: number, y: number): void {
    NotedPath.made++;
    this.places.push([x, y]);
  }

  rect(x: number, y: number): void {
    this.places.push([x, y]);
  }
}

/** A canvas that knows where all that was drawn in the last picture lies. */
class NotedCanvas {
  readonly drawn = new Set<string>();
  private atX = 0;

  translate(x: number): void {
    this.atX += x;
  }

  stroke(path: NotedPath): void {
    for (const [x, y] of path.places) {
      const atX = x + this.atX;
      if (atX >= LEFT_PX) this.drawn.add(`${atX.toFixed(3)} ${y.toFixed(3)}`);
    }
  }

  fill(path: NotedPath): void {
    this.stroke(path);
  }
}

const LEFT_PX = 50;
const WIDTH_PX = 200;
const COLUMN_MS = 10;

function scaleAt(toMs: number, perUnit: number): TraceScale {
  return {
    fromMs: toMs - WIDTH_PX * COLUMN_MS,
    toMs,
    perMs: 1 / COLUMN_MS,
    originPx: LEFT_PX,
    widthPx: WIDTH_PX,
    ratio: 1,
    baseY: 300,
    baseValue: 0,
    perUnit,
    topY: -1e4,
    bottomY: 1e4,
  };
}

function draw(
  trace: SeriesTrace<NotedPath>,
  series: Series,
  scale: TraceScale,
  silentToMs: number,
) {
  const canvas = new NotedCanvas();
  const { gaps } = trace.draw(canvas, series, scale, silentToMs);
  return { places: [...canvas.drawn].sort(), gaps };
}

/** One picture's news: how many columns, whether the last ones come again, and what else happens. */
const pictures = fc.array(
  fc.record({
    columns: fc.integer({ min: 0, max: 30 }),
    again: fc.integer({ min: 0, max: 3 }),
    broken: fc.integer({ min: 0, max: 5 }),
    whole: fc.integer({ min: 0, max: 12 }),
    zoom: fc.integer({ min: 0, max: 8 }),
    silent: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);

/** Columns `from` to `to - 1`, every other one with a height; the one at `broken` is a break. */
function rows(from: number, to: number, broken: number): Float64Array {
  const list: number[] = [];
  for (let k = from; k < to; k++) {
    const lo = (k * 37) % 101;
    const timeMs = (k + 0.5) * COLUMN_MS;
    if (k - from === broken) list.push(timeMs, NaN, NaN);
    else list.push(timeMs, lo, lo + (k % 2) * 10);
  }
  return Float64Array.from(list);
}

describe('SeriesTrace', () => {
  const make = () => new SeriesTrace(() => new NotedPath());

  it('draws what a new one would, however the picture has moved', () => {
    fc.assert(
      fc.property(pictures, (list) => {
        const series = new Series();
        const kept = make();
        let next = 300;
        series.apply(-Infinity, rows(0, next, -1));
        for (const { columns, again, broken, whole, zoom, silent } of list) {
          const from = whole === 0 ? Math.max(0, next - WIDTH_PX) : next - again;
          const to = next + columns;
          series.apply(from * COLUMN_MS, rows(from, to, broken === 0 ? 2 : -1));
          next = to;
          const scale = scaleAt(next * COLUMN_MS, zoom === 0 ? -2 : -1);
          series.trim(scale.fromMs - WIDTH_PX * COLUMN_MS);
          const silentToMs = silent ? (next - 5) * COLUMN_MS : NaN;
          const own = draw(kept, series, scale, silentToMs);
          const fresh = draw(make(), series, scale, silentToMs);
          assert.deepEqual(own.places, fresh.places);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('traces only the last columns while the picture moves on', () => {
    const series = new Series();
    const trace = make();
    series.apply(-Infinity, rows(0, 300, -1));
    const traced: number[] = [];
    for (let picture = 1; picture <= 10; picture++) {
      series.apply((299 + picture - 2) * COLUMN_MS, rows(299 + picture - 2, 300 + picture, -1));
      const before = NotedPath.made;
      draw(trace, series, scaleAt((300 + picture) * COLUMN_MS, -1), NaN);
      traced.push(NotedPath.made - before);
    }
    assert.ok(traced[0] > WIDTH_PX);
    assert.ok(Math.max(...traced.slice(1)) < 30);
  });
});

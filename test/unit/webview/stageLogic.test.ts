import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TelemetryEvent } from '../../../src/model';
import { ValueText } from '../../../webview/format';
import { AxisLayout } from '../../../webview/plots/axisLayout';
import { followDevices } from '../../../webview/plots/deviceTime';
import { channelOf, channelOfRows } from '../../../webview/plots/draggedChannel';
import { gapLines } from '../../../webview/plots/gapWords';
import { geometryOf, layoutOf } from '../../../webview/plots/geometry';
import { nextMark } from '../../../webview/plots/marks';
import { plotName } from '../../../webview/plots/plotName';
import { curveBands, nextSample, readAt, type ReadSeries } from '../../../webview/plots/reading';
import { silentToMs } from '../../../webview/plots/silence';
import { moveRange, zoomRange } from '../../../webview/plots/valueZoom';
import { Series } from '../../../webview/series';
import { SeriesStore } from '../../../webview/seriesStore';
import { TimeView } from '../../../webview/timeView';

const NBSP = '\u00a0';

function seriesOf(...rows: [timeMs: number, lo: number, hi: number][]): Series {
  const series = new Series();
  series.apply(-Infinity, Float64Array.from(rows.flat()));
  return series;
}

function read(source: Series, label = 'temp'): ReadSeries {
  const yOf = (value: number) => 100 - value;
  const colour = '#000000';
  return { label, unit: '', colour, dashed: false, source, text: new ValueText(), yOf };
}

describe('the axes of a plot', () => {
  it('are one a unit, and the third is shared by all further units', () => {
    const axes = new AxisLayout(['degC', 'V', 'degC', 'rpm', '%']);
    assert.equal(axes.count, 3);
    assert.deepEqual(
      ['degC', 'V', 'rpm', '%', 'bar'].map((unit) => axes.indexOf(unit)),
      [0, 1, 2, 2, -1],
    );
    assert.deepEqual(axes.unitsOf(2), ['rpm', '%']);
    assert.equal(new AxisLayout([]).count, 1, 'an empty plot has one too');
  });

  it('have fixed widths, so that all areas line up', () => {
    assert.deepEqual(geometryOf(1000, layoutOf(false, 2)), {
      leftPx: 116,
      rightPx: 906,
      widthPx: 790,
    });
    const narrow = geometryOf(320, layoutOf(true, 3));
    assert.equal(narrow.leftPx, layoutOf(true, 1).axisPx, 'one axis is shown where it is narrow');
    assert.ok(geometryOf(10, layoutOf(false, 3)).widthPx >= 1);
  });
});

describe('zooming values', () => {
  it('keeps the place of what it is about', () => {
    assert.deepEqual(zoomRange([0, 100], 0.5, 25), [12.5, 62.5]);
    assert.deepEqual(zoomRange([0, 100], 2), [-50, 150]);
    assert.deepEqual(moveRange([0, 100], -0.1), [-10, 90]);
  });

  it('never makes a range without height', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(value, fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true })), (about, by) => {
        let range: readonly [number, number] = [-1, 1];
        for (const factor of by) range = zoomRange(range, factor, about);
        assert.ok(range[1] > range[0] && Number.isFinite(range[1] - range[0]));
      }),
    );
  });
});

describe('what a gap says', () => {
  const gap = { fromMs: 0, toMs: 2431, open: false };
  const upTo = (letters: number) => (text: string) => text.length <= letters;

  it('is the longest wording that fits', () => {
    assert.deepEqual(gapLines(gap, false, upTo(99)), [`no values 2.4${NBSP}s`]);
    assert.deepEqual(gapLines(gap, false, upTo(10)), ['no values', `2.4${NBSP}s`]);
    assert.deepEqual(gapLines(gap, false, upTo(5)), [`2.4${NBSP}s`]);
    assert.deepEqual(gapLines(gap, false, upTo(3)), []);
  });

  it('is only the time on a low plot', () => {
    assert.deepEqual(gapLines(gap, true, upTo(99)), [`2.4${NBSP}s`]);
  });

  it('grows four times a second', () => {
    const at = (toMs: number) => gapLines({ fromMs: 0, toMs, open: true }, true, upTo(99))[0];
    assert.equal(at(3100), at(3240));
    assert.notEqual(at(3100), at(3300));
  });
});

describe('silence', () => {
  const series = seriesOf([1000, 1, 1]);
  const open = { state: 'measuring', link: { kind: 'open' } } as const;
  const broken = {
    state: 'error',
    link: { kind: 'reconnecting', attempt: 1, reason: 'unplugged' },
  } as const;

  it('begins when a value is overdue at the rate of its channel', () => {
    assert.equal(silentToMs(series, open, 100, 2000), NaN);
    assert.equal(silentToMs(series, open, 100, 2600), 2600);
    assert.equal(silentToMs(series, open, 0.5, 10_000), NaN, 'every 2 s: 9 s are none yet');
    assert.equal(silentToMs(series, open, 0.5, 11_500), 11_500);
  });

  it('begins at once when the link is broken, and not at all while nothing is expected', () => {
    assert.equal(silentToMs(series, broken, 1, 1400), 1400);
    assert.equal(silentToMs(series, { ...open, state: 'idle' }, 100, 9000), NaN);
    assert.equal(silentToMs(series, { ...open, link: { kind: 'closed' } }, 100, 9000), NaN);
    assert.equal(silentToMs(new Series(), broken, 1, 9000), NaN);
  });
});

describe('reading the lines at the cursor', () => {
  const source = seriesOf([0, 1, 1], [100, 2, 4], [200, NaN, NaN], [900, 7, 7], [1000, 8, 8]);

  it('gives the value or the range of the column, and the difference to the other cursor', () => {
    const { rows, dots } = readAt([read(source)], { atMs: 90, fromMs: 0 }, 5, (ms) => ms / 10);
    assert.deepEqual(
      rows.map(({ value }) => value),
      ['2 … 4'],
    );
    assert.deepEqual(
      rows.map(({ difference }) => difference),
      ['Δ +2'],
    );
    assert.deepEqual(dots, [{ x: 10, y: 97, colour: '#000000' }]);
  });

  it('gives nothing inside a gap', () => {
    assert.deepEqual(
      readAt([read(source)], { atMs: 500, fromMs: undefined }, 5, (x) => x).rows,
      [],
    );
  });

  it('says that there is no difference to a gap', () => {
    const { rows } = readAt([read(source)], { atMs: 950, fromMs: 500 }, 5, (ms) => ms);
    assert.equal(rows[0].difference, 'Δ –');
  });

  it('knows which rows of pixels the lines take', () => {
    assert.deepEqual(curveBands([read(source)], 0, 150), [{ top: 96, bottom: 99 }]);
    assert.deepEqual(curveBands([read(source)], 300, 800), []);
  });

  it('steps from sample to sample of any line, over gaps', () => {
    const both = [{ source }, { source: seriesOf([50, 0, 0], [950, 0, 0]) }];
    const walk: (number | undefined)[] = [];
    let at: number | undefined = 0;
    while (at !== undefined && walk.length < 9) {
      at = nextSample(both, at, 1);
      walk.push(at);
    }
    assert.deepEqual(walk, [50, 100, 900, 950, 1000, undefined]);
    assert.equal(nextSample(both, 900, -1), 100);
    assert.equal(nextSample(both, 0, -1), undefined);
  });
});

describe('the other parts of the stage', () => {
  it('find the next mark of the devices that are shown', () => {
    const event = (timeMs: number, deviceId: string, sent = false): TelemetryEvent => ({
      number: timeMs,
      deviceId,
      timeMs,
      lastMs: timeMs,
      count: 1,
      fact: sent ? { kind: 'sent', text: 'START' } : { kind: 'mark', text: 'here' },
    });
    const events = [event(10, 'a'), event(20, 'b'), event(30, 'a', true), event(40, 'a')];
    const shown = new Set(['a']);
    assert.equal(nextMark(events, shown, 10, 1)?.timeMs, 40);
    assert.equal(nextMark(events, shown, 40, -1)?.timeMs, 10);
    assert.equal(nextMark(events, shown, 40, 1), undefined);
  });

  it('know a dragged channel by its text', () => {
    assert.equal(channelOf('telemetryhub-channel:motor/temp: 1'), 'motor/temp: 1');
    assert.equal(channelOf('telemetryhub-channel:a\r\ntelemetryhub-channel:b'), 'a');
    assert.equal(channelOf('telemetryhub-channel:'), undefined);
    assert.equal(channelOf('hello'), undefined);
  });

  it('know a channel dragged out of the tree by the handle of its row', () => {
    const rows = (...itemHandles: unknown[]) =>
      channelOfRows(JSON.stringify({ id: 'telemetryhub.devices', itemHandles }));
    assert.equal(rows('1/telemetryhub-channel:motor/temp: 1'), 'motor/temp: 1');
    assert.equal(rows('1/motor:channels', '1/telemetryhub-channel:motor/rpm'), 'motor/rpm');
    assert.equal(rows('1/motor:channels'), undefined);
    assert.equal(rows(3), undefined);
    assert.equal(channelOfRows(''), undefined);
    assert.equal(channelOfRows('[]'), undefined);
  });

  it('name a plot for those who hear it', () => {
    assert.equal(plotName(['degC'], 2, 60_000), 'Temperature, °C, 2 channels, 60 seconds');
    assert.equal(plotName(['rpm', ''], 1, 600_000), 'Speed, rpm, Values, 1 channel, 10 minutes');
    assert.equal(plotName(['V'], 1, 12.5), 'Voltage, V, 1 channel, 12.5 milliseconds');
  });

  it('let go of the columns of channels that are not plotted', () => {
    const store = new SeriesStore();
    const rows = Float64Array.of(1, 2, 2, 3, 4, 4).buffer;
    store.apply([{ channelId: 'a', replaceFromMs: -Infinity, rows }]);
    store.of('b');
    assert.equal(store.points, 2);
    assert.equal(store.retain(new Set(['a', 'b'])), false);
    assert.equal(store.retain(new Set(['b'])), true);
    assert.equal(store.points, 0);
  });

  it('let time go on with the devices, and stand where the last of them stopped', () => {
    const idle = { state: 'idle', link: { kind: 'open' }, sinceMs: 900, channels: [] } as const;
    const device = (changes: object) =>
      ({ ...idle, ...changes }) as unknown as Parameters<typeof followDevices>[1][number];
    const time = new TimeView(1000);
    assert.equal(followDevices(time, [device({})], 5000), true);
    assert.deepEqual([time.mode, time.toMs], ['still', 900]);
    assert.equal(followDevices(time, [device({})], 5100), false);
    assert.equal(followDevices(time, [device({ state: 'measuring' })], 5200), true);
    assert.deepEqual([time.mode, time.toMs], ['live', 5200]);
    assert.equal(followDevices(time, [device({})], 6000), true);
    assert.deepEqual([time.mode, time.toMs], ['still', 6000]);
  });
});

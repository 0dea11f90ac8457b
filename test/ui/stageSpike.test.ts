import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { StagePage } from './stagePage';
import { openBrowser } from './webviewPage';

const BLUE = '#498DFF';
const SAMPLES = 1_000_000;
const STEP_MS = 0.06;
const SPIKE_AT = 612_345;
/** From here on so many samples are gaps. */
const [GAP_AT, GAP_SAMPLES] = [300_000, 50_000];
const [LOW, HIGH] = [50, 90];

describe('one sample in a million', function () {
  this.timeout(120_000);
  let browser: Browser;
  let stage: StagePage;
  let beginMs: number;

  before(async () => {
    browser = await openBrowser();
    stage = await StagePage.open(browser);
    stage.deviceChanges = { state: 'idle' };
    stage.stack(['temp_motor']);
    beginMs = Math.floor(stage.nowMs) - SAMPLES * STEP_MS;
    const times = Float64Array.from({ length: SAMPLES }, (_, i) => beginMs + i * STEP_MS);
    const inGap = (i: number) => i >= GAP_AT && i < GAP_AT + GAP_SAMPLES;
    const values = times.map((_, i) => (inGap(i) ? NaN : i === SPIKE_AT ? HIGH : LOW + (i % 7)));
    stage.store.append('motor/temp_motor', times, values);
    await stage.showAndDraw();
  });

  after(async () => {
    await stage.dispose();
    await browser.close();
    assert.deepEqual(stage.console, [], 'no error');
  });

  /** The rows that bear the line, per pixel column of the plot's area, and where a time and a value are. */
  async function picture(fromMs: number, spanMs: number) {
    await stage.page.evaluate(`stage.time.show(${fromMs}, ${fromMs + spanMs})`);
    await stage.draw();
    await stage.page.waitForTimeout(100);
    const columns = await stage.columnsOf(BLUE);
    const { fromMs: shownMs, spanMs: shownSpan } = await stage.view();
    const [left, right, row]: number[] = await stage.page.evaluate(`(({ chart }) =>
      [chart.area.left, chart.area.right, chart.yOf('degC', ${HIGH})])(stage.stack.all[0])`);
    const columnOf = (timeMs: number) => left + ((timeMs - shownMs) / shownSpan) * (right - left);
    return { columns, columnOf, row };
  }

  for (const spanMs of [60_000, 20_000, 3000, 250, 20]) {
    it(`is drawn to its height with ${spanMs / 1000} s in view`, async () => {
      const timeMs = beginMs + SPIKE_AT * STEP_MS;
      const { columns, columnOf, row } = await picture(
        Math.max(beginMs, timeMs - spanMs / 3),
        spanMs,
      );
      const x = Math.floor(columnOf(timeMs));
      const tops = columns.slice(x - 1, x + 2).map((rows) => rows[0] ?? Infinity);
      assert.ok(
        Math.min(...tops) <= row + 1.5,
        `rows ${tops.join()} of columns at ${x}, not ${row}`,
      );
      const others = columns.filter((rows, i) => Math.abs(i - x) > 3 && rows[0] < row + 20);
      assert.equal(others.length, 0, 'nothing else is as high');
    });
  }

  for (const spanMs of [60_000, 20_000, 3000]) {
    it(`does not bridge a gap with ${spanMs / 1000} s in view`, async () => {
      const [from, to] = [GAP_AT, GAP_AT + GAP_SAMPLES].map((i) => beginMs + i * STEP_MS);
      const { columns, columnOf } = await picture(Math.max(beginMs, from - spanMs / 3), spanMs);
      const [first, last] = [Math.ceil(columnOf(from)) + 2, Math.floor(columnOf(to)) - 2];
      const inside = columns.slice(first, Math.min(last, columns.length));
      assert.ok(inside.length > 20);
      assert.ok(inside.every((rows) => rows.length === 0));
      assert.ok(columns[first - 6].length > 0, 'the line goes up to it');
    });
  }
});

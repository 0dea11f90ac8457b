import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { StagePage, valueAt } from './stagePage';
import { openBrowser } from './webviewPage';

const BLUE = '#498DFF';
const GREEN = '#57F2AE';
const ORANGE = '#F58A1E';

const drawnColumns = (columns: readonly number[][]) =>
  columns.flatMap((rows, x) => (rows.length > 0 ? [x] : []));

describe('the stage', function () {
  this.timeout(60_000);
  let browser: Browser;
  let stage: StagePage;

  before(async () => {
    browser = await openBrowser();
  });

  after(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    stage = await StagePage.open(browser);
  });

  afterEach(async () => {
    await stage.dispose();
    assert.deepEqual(stage.console, [], 'no error');
  });

  /** Two plots with their last 90 s. */
  async function twoPlots(): Promise<void> {
    stage.fill(90_000);
    stage.stack(['temp_motor', 'temp_mcu'], ['rpm']);
    await stage.showAndDraw();
  }

  it('draws each channel on its plot, and says so', async () => {
    await twoPlots();
    const drawn = await stage.draw();
    assert.equal(drawn.nonBlank, true);
    assert.ok(drawn.points > 1500, `${drawn.points} columns of three channels`);
    assert.ok(drawnColumns(await stage.columnsOf(BLUE, 0)).length > 500);
    assert.ok(drawnColumns(await stage.columnsOf(GREEN, 0)).length > 500);
    assert.ok(drawnColumns(await stage.columnsOf(ORANGE, 1)).length > 500);
    assert.deepEqual(drawnColumns(await stage.columnsOf(ORANGE, 0)), []);
    const root = stage.page.locator('#app');
    assert.equal(await root.getAttribute('data-nonblank'), 'true');
    assert.equal(await root.getAttribute('data-drawn-sequence'), String(drawn.sequence));
  });

  it('says what is in view before there is a channel, so that columns can come with the first', async () => {
    await stage.show();
    await stage.until(() => stage.last('viewport') !== undefined);
    assert.equal(await stage.page.locator('canvas.plot, .plot canvas').count(), 0);
  });

  it('asks for one column a device pixel, the same for all plots', async () => {
    await twoPlots();
    const view = stage.last('viewport');
    assert.ok(view !== undefined && view.endMs === undefined);
    const widths: number[] = await stage.page.evaluate(
      `[...document.querySelectorAll('.plot-host canvas')].map((canvas) => canvas.width)`,
    );
    assert.deepEqual(widths, [1000, 1000]);
    assert.equal(Math.round(view.spanMs / view.columnMs), 1000 - 58 - 94);
  });

  it('lines up the areas of plots with one axis and with three', async () => {
    stage.fill(70_000);
    stage.stack(['temp_motor'], ['rpm', 'current', 'vbus']);
    await stage.showAndDraw();
    const first = drawnColumns(await stage.columnsOf(BLUE, 0))[0];
    const second = drawnColumns(await stage.columnsOf(ORANGE, 1))[0];
    assert.equal(first, second);
    assert.equal(first, 3 * 58);
  });

  it('keeps the same picture while paused, though columns go on to come', async () => {
    await twoPlots();
    await stage.page.getByTestId('pause').click();
    await stage.until(() => stage.last('viewport')?.endMs !== undefined);
    // The first sample behind the right edge still counts: the line reaches up to it.
    stage.store.append('motor/temp_motor', Float64Array.of(stage.nowMs), Float64Array.of(73));
    await stage.showAndDraw();
    const before = await stage.columnsOf(BLUE);
    assert.ok(drawnColumns(before).length > 500);
    assert.equal(await stage.page.locator('#app').getAttribute('data-paused'), 'true');
    for (let i = 0; i < 5; i++) {
      stage.store.append('motor/temp_motor', Float64Array.of(stage.nowMs), Float64Array.of(999));
      await stage.showAndDraw();
      await stage.page.waitForTimeout(50);
    }
    assert.deepEqual(await stage.columnsOf(BLUE), before);
    await stage.page.waitForTimeout(1100);
    assert.match(await stage.pill(), /^Paused [1-9] s, capture goes on Resume Space$/);
    await stage.page.getByTestId('resume').click();
    await stage.until(() => stage.last('viewport')?.endMs === undefined);
    assert.equal(await stage.pill(), 'Live');
  });

  it('stands still when the device is idle, with its last picture', async () => {
    stage.deviceChanges = { state: 'idle' };
    await twoPlots();
    await stage.page.waitForTimeout(300);
    const before = await stage.columnsOf(BLUE);
    assert.ok(drawnColumns(before).length > 500);
    await stage.page.waitForTimeout(600);
    assert.deepEqual(await stage.columnsOf(BLUE), before);
    assert.equal(await stage.pill(), 'Time stands still');
  });

  it('draws nothing in a gap and says how long it was', async () => {
    stage.fill(90_000, [20_000, 8000]);
    stage.stack(['temp_motor'], ['temp_mcu']);
    await stage.showAndDraw();
    await stage.page.getByTestId('pause').click();
    await stage.until(() => stage.last('viewport')?.endMs !== undefined);
    await stage.draw();
    const columns = drawnColumns(await stage.columnsOf(BLUE));
    const jumps = columns.flatMap((x, i) => (x - columns[i - 1] > 30 ? [x - columns[i - 1]] : []));
    const pxPerMs = (1000 - 58 - 94) / 60_000;
    assert.equal(jumps.length, 1, 'one hole');
    assert.ok(Math.abs(jumps[0] - 12_000 * pxPerMs) < 3, `${jumps[0]} px wide`);
    const ends = (await stage.columnsOf(BLUE)).filter(
      (rows) => rows.length >= 15 && rows.length <= 18,
    );
    assert.equal(ends.length, 2, 'two end ticks of 16 px');
    assert.deepEqual(await texts(), ['no values 12 s']);
  });

  it('says on a low plot only how long a gap was, and nothing where that does not fit', async () => {
    await stage.page.setViewportSize({ width: 1000, height: 380 });
    stage.fill(90_000, [20_000, 8000]);
    stage.stack(['temp_motor'], ['temp_mcu']);
    await stage.showAndDraw();
    await stage.page.waitForTimeout(100);
    assert.ok((await texts()).every((text) => text === '12 s'));
    await stage.command('showAll');
    await stage.page.evaluate(`stage.time.setSpan(3600000)`);
    await stage.draw();
    await stage.page.waitForTimeout(100);
    assert.deepEqual(await texts(), []);
  });

  it('lets a gap grow at the right edge while the link is broken', async () => {
    stage.deviceChanges = { link: { kind: 'reconnecting', attempt: 3, reason: 'unplugged' } };
    await twoPlots();
    await stage.page.waitForTimeout(5000);
    const first = (await texts()).join(' ');
    await stage.page.waitForTimeout(1500);
    const second = (await texts()).join(' ');
    const seconds = (text: string) => Number(/([\d.]+) s$/.exec(text)?.[1]);
    assert.ok(seconds(first) >= 3, `first ${first}`);
    assert.ok(seconds(second) > seconds(first) + 0.9, `then ${second}`);
  });

  it('keeps what is drawn until new columns are there', async () => {
    await twoPlots();
    stage.holdAnswers();
    await stage.page.evaluate(`stage.time.moveBy(-0.25)`);
    await stage.until(() => stage.last('viewport')?.endMs !== undefined);
    await stage.page.waitForTimeout(200);
    const held = drawnColumns(await stage.columnsOf(BLUE)).length;
    assert.ok(held > 600, `${held} columns still bear the line`);
    await stage.draw();
    await stage.page.waitForTimeout(50);
    const filled = drawnColumns(await stage.columnsOf(BLUE)).length;
    assert.ok(filled > 840, `${filled} columns are filled`);
  });

  it('scrolls back over the whole store and shows what was there', async () => {
    stage.fill(600_000, [0, 0], 50);
    stage.stack(['temp_motor']);
    await stage.showAndDraw();
    await stage.body().focus();
    await stage.page.keyboard.press('Home');
    await stage.until(() => stage.last('viewport')?.endMs !== undefined);
    await stage.draw();
    const view = await stage.view();
    const first = stage.store.firstMs('motor/temp_motor');
    assert.ok(Math.abs(view.fromMs - first) < 200, 'begins with the oldest sample');
    assert.ok(drawnColumns(await stage.columnsOf(BLUE)).length > 840);
    await stage.page.mouse.move(500, 200);
    await stage.until(async () => await stage.page.locator('.read-out').first().isVisible());
    const shown = await stage.page.locator('.read-out-value').first().innerText();
    const at = view.fromMs + ((500 - 58) / (1000 - 58 - 94)) * view.spanMs;
    const values = shown.split('…').map(Number);
    assert.ok(
      values.every((value) => Math.abs(value - valueAt(0, at)) < 0.3),
      shown,
    );
  });

  it('takes the new colours when the theme changes', async () => {
    await twoPlots();
    await stage.page.evaluate(`document.body.className = 'vscode-light'`);
    await stage.page.waitForTimeout(300);
    assert.ok(drawnColumns(await stage.columnsOf('#267FFB')).length > 500, 'the light blue');
  });

  it('draws as sharply at two device pixels each', async () => {
    await stage.dispose();
    stage = await StagePage.open(browser, { width: 800, height: 500, scale: 2 });
    stage.deviceChanges = { state: 'idle' };
    await twoPlots();
    assert.ok(drawnColumns(await stage.columnsOf(BLUE)).length > 1200);
  });

  it('steps four times a second where motion is not wanted', async () => {
    await stage.dispose();
    stage = await StagePage.open(browser, { reducedMotion: true });
    await twoPlots();
    const positions: number = await stage.page.evaluate(`new Promise((resolve) => {
      const seen = new Set();
      const end = performance.now() + 2000;
      const look = () => {
        seen.add(document.querySelector('.plot-host canvas') && stage.time.toMs);
        if (performance.now() < end) requestAnimationFrame(look);
        else resolve(seen.size);
      };
      look();
    })`);
    assert.ok(positions >= 5 && positions <= 12, `${positions} pictures in 2 s`);
  });

  /** What the first plot's canvas has in its gaps. */
  async function texts(): Promise<string[]> {
    return await stage.page.evaluate<string[]>(`new Promise((resolve) => {
      const found = new Set();
      const canvas = document.querySelector('.plot-host canvas');
      const { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
        if (this.canvas === canvas && / s$|\\u00a0s$|no values/.test(text)) found.add(text.replace('\\u00a0s', ' s'));
        return fillText.call(this, text, ...rest);
      };
      stage.emphasise(undefined);
      requestAnimationFrame(() => requestAnimationFrame(() => {
        CanvasRenderingContext2D.prototype.fillText = fillText;
        resolve([...found]);
      }));
    })`);
  }
});

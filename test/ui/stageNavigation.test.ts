import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { TelemetryEvent } from '../../src/model';
import { StagePage } from './stagePage';
import { openBrowser } from './webviewPage';

const LEFT = 58;
const WIDTH = 1000 - 58 - 94;
const SPAN_MS = 60_000;

describe('moving about on the stage', function () {
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
    stage.fill(300_000, [0, 0], 20);
    stage.stack(['temp_motor', 'temp_mcu'], ['rpm']);
    await stage.showAndDraw();
  });

  afterEach(async () => {
    await stage.dispose();
    assert.deepEqual(stage.console, [], 'no error');
  });

  /** A point of plot `i` in the window: shares of its area. */
  async function at(x: number, y = 0.5, i = 0): Promise<{ x: number; y: number }> {
    const box = await stage.body(i).boundingBox();
    assert.ok(box !== null);
    return { x: box.x + LEFT + x * WIDTH, y: box.y + y * box.height };
  }

  async function drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
    const { mouse } = stage.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
    await mouse.move(to.x, to.y);
    await mouse.up();
  }

  const press = async (...keys: string[]) => {
    for (const key of keys) await stage.page.keyboard.press(key);
  };

  it('pans by dragging, says how far behind it is, and goes back to live', async () => {
    const before = await stage.view();
    assert.equal(before.mode, 'live');
    await drag(await at(0.3), await at(0.5));
    const { mode, toMs, spanMs } = await stage.view();
    assert.equal(mode, 'behind');
    assert.equal(spanMs, SPAN_MS);
    assert.ok(Math.abs(before.toMs - toMs - 0.2 * SPAN_MS) < 2000, 'a fifth of the view');
    assert.match(await stage.pill(), /^1[0-3] s behind live Back to live End$/);
    await stage.until(() => stage.last('viewport')?.endMs !== undefined);
    await stage.page.getByTestId('back-to-live').click();
    await stage.until(async () => (await stage.view()).mode === 'live');
    await stage.until(() => stage.last('viewport')?.endMs === undefined);
    assert.equal(await stage.pill(), 'Live');
  });

  it('pans with Shift and the wheel, and zooms about the pointer without', async () => {
    const spot = await at(0.25);
    await stage.page.mouse.move(spot.x, spot.y);
    await stage.page.keyboard.down('Shift');
    await stage.page.mouse.wheel(0, -200);
    await stage.page.keyboard.up('Shift');
    await stage.until(async () => (await stage.view()).mode === 'behind');
    const before = await stage.view();
    const timeAt = ({ fromMs, spanMs }: typeof before) => fromMs + 0.25 * spanMs;
    await stage.page.mouse.wheel(0, -300);
    await stage.until(async () => (await stage.view()).spanMs < before.spanMs);
    const zoomed = await stage.view();
    assert.ok(zoomed.spanMs < 0.7 * before.spanMs);
    assert.ok(Math.abs(timeAt(zoomed) - timeAt(before)) < 200, 'what is under the pointer stays');
    const span: string = await stage.page.evaluate(
      `document.querySelector('[data-testid=span]').displayValue`,
    );
    assert.match(span, /^\d+(\.\d)?\ss$/);
    assert.equal(parseFloat(span), Number((zoomed.spanMs / 1000).toPrecision(3)));
  });

  it('zooms with a pinch of the trackpad, which is a wheel with Ctrl', async () => {
    const spot = await at(0.5);
    await stage.page.mouse.move(spot.x, spot.y);
    await stage.page.keyboard.down('Control');
    await stage.page.mouse.wheel(0, 40);
    await stage.page.keyboard.up('Control');
    await stage.until(async () => (await stage.view()).spanMs > 1.3 * SPAN_MS);
  });

  it('zooms to a box drawn with Alt, in time and in values', async () => {
    const before = await stage.view();
    await stage.page.keyboard.down('Alt');
    await drag(await at(0.4, 0.3), await at(0.6, 0.7));
    await stage.page.keyboard.up('Alt');
    const { spanMs, fromMs } = await stage.view();
    assert.ok(Math.abs(spanMs - 0.2 * SPAN_MS) < 300, `${spanMs} ms`);
    assert.ok(Math.abs(fromMs - before.fromMs - 0.4 * SPAN_MS) < 2500);
    await stage.until(() => stage.last('arrange') !== undefined);
    const range = stage.last('arrange')?.plots[0].ranges.degC;
    assert.ok(range !== undefined && range[1] > range[0], 'the values are fixed');
  });

  it('does all of it by keys', async () => {
    await stage.body().focus();
    await press('ArrowLeft', 'ArrowLeft');
    assert.equal((await stage.view()).mode, 'behind');
    const afterTwo = await stage.view();
    await press('Shift+ArrowLeft');
    const afterFar = await stage.view();
    assert.ok(Math.abs(afterTwo.toMs - afterFar.toMs - SPAN_MS / 2) < 100, 'half a view');
    await press('End');
    await stage.until(async () => (await stage.view()).mode === 'live');
    await press('+');
    assert.ok((await stage.view()).spanMs < SPAN_MS);
    await press('-', '-');
    assert.ok((await stage.view()).spanMs > SPAN_MS);
    await press('0');
    assert.equal((await stage.view()).spanMs, SPAN_MS);
    await press('f');
    const all = await stage.view();
    assert.ok(all.spanMs > 299_000, `${all.spanMs} ms are stored`);
    await press('0', 'Home');
    // Edges lie on the grid of columns, which is that of the former span until the next frame.
    const oldestMs = stage.store.firstMs('motor/rpm');
    await stage.until(async () => Math.abs((await stage.view()).fromMs - oldestMs) < 100);
    await press('End', 'Space');
    assert.equal((await stage.view()).mode, 'paused');
    await press('Space');
    await stage.until(async () => (await stage.view()).mode === 'live');
  });

  it('obeys the palette, and says what is none of its commands', async () => {
    assert.equal(await stage.command('togglePause'), true);
    assert.equal((await stage.view()).mode, 'paused');
    assert.equal(await stage.command('backToLive'), true);
    assert.equal((await stage.view()).mode, 'live');
    assert.equal(await stage.command('showFaults'), false);
    assert.equal(await stage.command('showKeys'), false);
  });

  it('never shows less than a sample nor more than the store', async () => {
    const ids = stage.plots.flatMap(({ channelIds }) => channelIds);
    const numbers = { latest: 1, min: 0, max: 2, mean: 1, deviation: 0, rate: 50, count: 9 };
    const rows = ids.map((channelId) => ({ channelId, ...numbers }));
    await stage.send({ type: 'statistics', fromMs: 0, toMs: 1, rows });
    await stage.page.waitForTimeout(100);
    await stage.body().focus();
    for (let i = 0; i < 40; i++) await press('+');
    assert.equal((await stage.view()).spanMs, 20, 'one sample of 50 a second');
    for (let i = 0; i < 60; i++) await press('-');
    const { spanMs } = await stage.view();
    const storedMs = stage.nowMs - stage.store.firstMs('motor/rpm');
    assert.ok(spanMs > 299_000 && spanMs <= storedMs, `${spanMs} of ${storedMs} ms`);
  });

  it('zooms, moves and frees a value axis, and tells the host', async () => {
    const ranges = () => stage.last('arrange')?.plots[1].ranges.rpm;
    const box = await stage.body(1).boundingBox();
    assert.ok(box !== null);
    await stage.page.mouse.move(box.x + 20, box.y + box.height / 2);
    await stage.page.mouse.wheel(0, -300);
    await stage.until(() => ranges() !== undefined);
    const zoomed = ranges();
    assert.ok(zoomed !== undefined && zoomed[1] - zoomed[0] < 600);
    await drag({ x: box.x + 20, y: box.y + 60 }, { x: box.x + 20, y: box.y + 120 });
    await stage.until(() => (ranges()?.[0] ?? 0) > zoomed[0] + 20);
    const moved = ranges() ?? zoomed;
    assert.ok(Math.abs(moved[1] - moved[0] - (zoomed[1] - zoomed[0])) < 1, 'as high as before');
    await stage.page.mouse.dblclick(box.x + 20, box.y + 60);
    await stage.until(() => ranges() === undefined);
    await stage.body(1).focus();
    await press('Control+ArrowUp');
    await stage.until(() => ranges() !== undefined);
    await press('a');
    await stage.until(() => ranges() === undefined);
  });

  it('shows a fixed range exactly, whatever is measured', async () => {
    stage.plots = stage.plots.map((plot, i) =>
      i === 1 ? { ...plot, ranges: { rpm: [0, 6000] as const } } : plot,
    );
    await stage.showAndDraw();
    const rows = (await stage.columnsOf('#F58A1E', 1)).flat();
    const height: number = await stage.page.evaluate(
      `document.querySelectorAll('.plot-host canvas')[1].height`,
    );
    const yOf = (value: number) => 7 + (1 - value / 6000) * (height - 14);
    assert.ok(Math.min(...rows) >= yOf(2996 * 1.09) - 2, 'nothing above its place');
    assert.ok(Math.max(...rows) <= yOf(2996 * 0.91) + 2, 'nothing below it');
  });

  it('reads all plots at the pointer, and pins A and B with their difference', async () => {
    const readOuts = stage.page.locator('.read-out');
    const first = await at(0.4);
    await stage.page.getByTestId('pause').click();
    await stage.page.mouse.move(first.x, first.y);
    await stage.until(async () => await readOuts.nth(1).isVisible());
    assert.match(await readOuts.nth(0).innerText(), /temp_motor\s+[\d.]+.*temp_mcu\s+[\d.]+/s);
    assert.match(await readOuts.nth(1).innerText(), /rpm\s+[\d,]+/);
    assert.match(await stage.page.locator('.time-chip').innerText(), /^14:\d\d:\d\d\.\d{3}$/);
    await stage.page.mouse.click(first.x, first.y);
    const second = await at(0.6);
    await stage.page.mouse.click(second.x, second.y);
    await stage.page.mouse.move(first.x + 40, first.y);
    await stage.until(async () => (await readOuts.nth(0).innerText()).includes('Δt 12'));
    assert.match(await readOuts.nth(0).innerText(), /Δt 12\ss · 1\/Δt 0\.08\d+\sHz/);
    assert.match(await readOuts.nth(1).innerText(), /rpm.*Δ [+−][\d,]+/s);
    const chips = await stage.page.locator('.time-chip:visible').allInnerTexts();
    assert.deepEqual(
      chips.map((text) => text[0]),
      ['A', 'B'],
    );
    await stage.body().focus();
    await press('Escape');
    await stage.page.mouse.move(5, 5);
    await stage.until(async () => !(await readOuts.nth(0).isVisible()));
  });

  it('never shows the read-out over a line it reads', async () => {
    await stage.command('togglePause');
    await stage.page.waitForTimeout(200);
    for (const x of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      const spot = await at(x);
      await stage.page.mouse.move(spot.x, spot.y);
      await stage.page.waitForTimeout(200);
      await stage.until(async () => await stage.page.locator('.read-out').first().isVisible());
      const box = await stage.page.locator('.read-out').first().boundingBox();
      const body = await stage.body().boundingBox();
      assert.ok(box !== null && body !== null);
      for (const colour of ['#498DFF', '#57F2AE']) {
        const columns = await stage.columnsOf(colour);
        const covered: number[] = columns
          .slice(Math.round(box.x), Math.round(box.x + box.width))
          .flat()
          .filter((y) => y + body.y >= box.y && y + body.y <= box.y + box.height);
        assert.deepEqual(covered, [], `at ${x}`);
      }
    }
  });

  it('shows no value inside a gap', async () => {
    await stage.dispose();
    stage = await StagePage.open(browser);
    stage.fill(90_000, [40_000, 20_000]);
    stage.stack(['temp_motor', 'temp_mcu']);
    await stage.showAndDraw();
    const spot = await at(0.5);
    await stage.page.mouse.move(spot.x, spot.y);
    await stage.until(async () => await stage.page.locator('.read-out').isVisible());
    const text = await stage.page.locator('.read-out').innerText();
    assert.ok(text.includes('temp_mcu') && !text.includes('temp_motor'), text);
    assert.equal(await stage.page.locator('.cursor-ring:visible').count(), 1);
  });

  it('steps the cursor by samples and seconds, and speaks not more than once a second', async () => {
    await press('Tab');
    await stage.body().focus();
    await press('Space', 'c');
    const pinned = async () => await stage.page.evaluate<number>(`stage['cursor'].aMs`);
    const start = await pinned();
    await press('ArrowRight');
    const step = (await pinned()) - start;
    assert.ok(step > 15 && step < 120, `${step} ms: the next one that is held`);
    await press('Shift+ArrowRight');
    assert.ok(Math.abs((await pinned()) - start - step - 1000) < 1e-6);
    const live = stage.page.locator('.stage > [aria-live]');
    const said = new Set<string>();
    for (let i = 0; i < 20; i++) {
      await press('ArrowLeft');
      await stage.page.waitForTimeout(50);
      said.add((await live.textContent()) ?? '');
    }
    assert.ok(said.size <= 4, `${said.size} sentences in a second or two`);
    await stage.page.waitForTimeout(1200);
    assert.match((await live.textContent()) ?? '', /^14:\d\d:\d\d\.\d{3}, temp_motor [\d.]+/);
  });

  it('jumps from mark to mark', async () => {
    const nowMs = stage.nowMs;
    const event = (number: number, agoMs: number): TelemetryEvent => ({
      number,
      deviceId: 'motor',
      timeMs: nowMs - agoMs,
      lastMs: nowMs - agoMs,
      count: 1,
      fact: { kind: 'mark', text: `mark ${String(number)}` },
    });
    const events = [event(1, 200_000), event(2, 100_000), event(3, 30_000)];
    await stage.send({ type: 'events', whole: true, events });
    await stage.body().focus();
    const middle = async () => {
      const { fromMs, toMs } = await stage.view();
      return (fromMs + toMs) / 2;
    };
    await press('[');
    await press('[');
    assert.ok(Math.abs((await middle()) - events[1].timeMs) < 100);
    await press('[');
    assert.ok(Math.abs((await middle()) - events[0].timeMs) < 100);
    await press(']');
    assert.ok(Math.abs((await middle()) - events[1].timeMs) < 100);
    const live = stage.page.locator('.stage > [aria-live]');
    await stage.until(async () => ((await live.textContent()) ?? '') !== '');
  });
});

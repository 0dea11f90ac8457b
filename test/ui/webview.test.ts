import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { channels, device, fill, state } from './webviewFixtures';
import { openBrowser, WebviewPage } from './webviewPage';

const BLUE = '#498DFF';
const GREEN = '#57F2AE';
const LEFT_PX = 62;

/** The page's own pixel of a time: columns lie on an absolute grid. */
function pixelOf(webview: WebviewPage, timeMs: number): number {
  const view = webview.last('viewport');
  assert.ok(view?.endMs !== undefined, 'the picture stands');
  const endMs = Math.ceil(view.endMs / view.columnMs - 1e-6) * view.columnMs;
  return LEFT_PX + Math.floor((timeMs - (endMs - view.spanMs)) / view.columnMs);
}

const drawnColumns = (columns: readonly number[][]) =>
  columns.flatMap((rows, x) => (rows.length > 0 ? [x] : []));

describe('the plot', function () {
  this.timeout(30_000);
  let browser: Browser;
  let webview: WebviewPage;

  before(async () => {
    browser = await openBrowser();
  });

  after(async () => {
    await browser.close();
  });
  const ids = ['motor/temp_motor'];
  const running = () => device({ sinceMs: webview.nowMs - 60_000, channels: channels(1) });

  beforeEach(async () => {
    webview = await WebviewPage.open(browser);
  });

  afterEach(async () => {
    await webview.dispose();
  });

  it('draws a curve and says so', async () => {
    fill(webview, 60_000);
    await webview.send(state(webview, running()));
    const drawn = await webview.draw(ids);
    assert.equal(drawn.nonBlank, true);
    assert.ok(drawn.points > 500, `${drawn.points} columns`);
    const columns = drawnColumns(await webview.columnsOf(BLUE));
    assert.ok(columns.length > 500, `${columns.length} columns bear the curve`);
  });

  it('asks for one column a device pixel', async () => {
    await webview.send(state(webview, running()));
    await webview.until(() => webview.last('viewport') !== undefined);
    const view = webview.last('viewport');
    const width: number = await webview.page.evaluate(`document.querySelector('canvas').width`);
    assert.ok(view !== undefined);
    assert.equal(Math.round(view.spanMs / view.columnMs), width - LEFT_PX - 12);
  });

  it('shows a spike of one sample in its pixel column', async () => {
    const nowMs = webview.nowMs;
    const spikeMs = nowMs - 9876;
    const times = Float64Array.from({ length: 30_000 }, (_, i) => nowMs - 30_000 + i);
    const at = times.findIndex((time) => time >= spikeMs);
    const values = times.map((_, i) => (i === at ? 100 : 20 + Math.sin(i / 3000)));
    webview.store.append(ids[0], times, values);
    await webview.send(state(webview, running()));
    await webview.draw(ids);
    await webview.send({ type: 'pause', paused: true });
    await webview.until(() => webview.last('viewport')?.endMs !== undefined);
    await webview.draw(ids);
    const columns = await webview.columnsOf(BLUE);
    const tops = columns.map((rows) => rows.at(0) ?? Infinity);
    const highest = Math.min(...tops);
    const expected = pixelOf(webview, times[at]);
    assert.equal(tops.indexOf(highest), expected);
    assert.ok(columns[expected].length > 200, 'an upright line');
    for (const beside of [expected - 1, expected + 1]) {
      assert.ok((columns[beside].at(0) ?? Infinity) > highest + 200, 'one pixel wide');
    }
  });

  it('draws nothing in a gap', async () => {
    const fromMs = fill(webview, 60_000, [14_000, 11_000]) - 14_000;
    await webview.send(state(webview, running()));
    await webview.draw(ids);
    await webview.send({ type: 'pause', paused: true });
    await webview.until(() => webview.last('viewport')?.endMs !== undefined);
    await webview.draw(ids);
    const columns = await webview.columnsOf(BLUE);
    const from = pixelOf(webview, fromMs);
    const to = pixelOf(webview, fromMs + 3000);
    assert.deepEqual(drawnColumns(columns.slice(from + 3, to - 2)), []);
    assert.ok(columns[from - 3].length > 0 && columns[to + 3].length > 0, 'lines at both sides');
  });

  it('keeps the same picture while paused, though columns go on to come', async () => {
    fill(webview, 60_000);
    await webview.send(state(webview, running()));
    await webview.draw(ids);
    await webview.page.getByTestId('pause').click();
    await webview.until(() => webview.last('viewport')?.endMs !== undefined);
    await webview.draw(ids);
    const before = await webview.columnsOf(BLUE);
    assert.equal(await webview.page.locator('#app').getAttribute('data-paused'), 'true');
    for (let i = 0; i < 5; i++) {
      webview.store.append(ids[0], Float64Array.of(webview.nowMs), Float64Array.of(1000 * i));
      await webview.send(state(webview, running()));
      await webview.draw(ids);
      await webview.page.waitForTimeout(50);
    }
    assert.deepEqual(await webview.columnsOf(BLUE), before);
    await webview.page.getByTestId('resume').click();
    await webview.until(() => webview.last('viewport')?.endMs === undefined);
  });

  it('draws only the channels that are ticked', async () => {
    fill(webview, 60_000);
    await webview.send(state(webview, device({ channels: channels(2) })));
    await webview.draw(['motor/temp_motor', 'motor/temp_mcu']);
    assert.ok(drawnColumns(await webview.columnsOf(GREEN)).length > 300);
    await webview.page.getByTestId('channel-temp_mcu').click();
    await webview.until(() => webview.last('plot') !== undefined);
    assert.deepEqual(webview.last('plot'), {
      type: 'plot',
      deviceId: 'motor',
      channelId: 'motor/temp_mcu',
      plotted: false,
    });
    await webview.send(state(webview, running()));
    await webview.draw(ids);
    const legend = webview.page.locator('.legend-entry');
    assert.equal(await legend.count(), 1);
    const plotOnly = (await webview.columnsOf(GREEN)).slice(LEFT_PX);
    assert.deepEqual(drawnColumns(plotOnly), []);
  });

  it('stands still when the device is idle, with its last picture', async () => {
    fill(webview, 60_000);
    const idle = device({ state: 'idle', sinceMs: webview.nowMs, channels: channels(1) });
    await webview.send(state(webview, idle));
    const drawn = await webview.draw(ids);
    assert.equal(drawn.nonBlank, true);
    await webview.page.waitForTimeout(400);
    const before = await webview.columnsOf(BLUE);
    await webview.page.waitForTimeout(600);
    assert.deepEqual(await webview.columnsOf(BLUE), before);
  });

  it('draws as sharply at two device pixels each', async () => {
    await webview.dispose();
    webview = await WebviewPage.open(browser, 'dark', { width: 800, height: 500 }, 2);
    fill(webview, 60_000);
    await webview.send(state(webview, running()));
    await webview.draw(ids);
    assert.ok(drawnColumns(await webview.columnsOf(BLUE)).length > 600);
  });
});

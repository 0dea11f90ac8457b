import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { axeProblems } from './axe';
import { StagePage } from './stagePage';
import { themes, type ThemeName } from './themes';
import { openBrowser } from './webviewPage';

const GREEN = '#57F2AE';

const drawnColumns = (columns: readonly number[][]) =>
  columns.flatMap((rows, x) => (rows.length > 0 ? [x] : []));

describe('the parts of the stage', function () {
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

  async function show(...names: (readonly string[])[]): Promise<void> {
    stage.fill(90_000, [20_000, 14_000]);
    stage.stack(...names);
    await stage.showAndDraw();
  }

  const twoPlots = () => show(['temp_motor', 'temp_mcu'], ['rpm']);

  async function statistics(): Promise<void> {
    const numbers = { latest: 70, min: 61.25, max: 79.5, mean: 70.125, deviation: 3, rate: 100 };
    const ids = stage.plots.flatMap(({ channelIds }) => channelIds);
    const rows = ids.map((channelId) => ({ channelId, count: 6000, ...numbers }));
    await stage.send({ type: 'statistics', fromMs: 0, toMs: 1, rows });
    await stage.page.waitForTimeout(400);
  }

  const entry = (name: string) => stage.page.locator(`[data-channel="motor/${name}"]`);

  it('say in the legend what is measured, the latest value and those of what is in view', async () => {
    await twoPlots();
    await statistics();
    const text = (await stage.page.locator('.legend').first().innerText()).replace(/\s+/g, ' ');
    assert.match(text, /^Temperature °C temp_motor [\d.]+ min 61.25 max 79.50 mean 70.13 temp_mcu/);
    assert.match(await stage.page.locator('.legend').nth(1).innerText(), /^Speed\srpm/);
  });

  it('leave out mean, then min and max, then values, and never wrap', async () => {
    await show(['temp_motor', 'temp_mcu', 'rpm', 'current', 'vbus']);
    await statistics();
    const legend = stage.page.locator('.legend').first();
    const seen = new Set<string>();
    for (let width = 2200; width >= 320; width -= 110) {
      await stage.page.setViewportSize({ width, height: 600 });
      await stage.page.waitForTimeout(60);
      seen.add((await legend.getAttribute('data-fit')) ?? '');
      const box = await legend.boundingBox();
      assert.equal(box?.height, 24, `at ${width} px`);
      const [inner, outer]: number[] = await stage.page.evaluate(
        `(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])(document.querySelector('.legend'))`,
      );
      assert.ok(inner <= outer, `${inner} in ${outer} at ${width} px`);
    }
    assert.deepEqual([...seen], ['all', 'noMean', 'latest', 'noWords', 'names']);
    const more = stage.page.getByTestId('legend-more');
    assert.match(await more.innerText(), /^\+\d$/);
    await more.click();
    const items = stage.page.getByRole('menuitemcheckbox');
    assert.equal(await items.count(), 5);
    await items.last().click();
    assert.match((await entry('vbus').getAttribute('class')) ?? '', /hidden-series/);
  });

  it('hide a series by a click, and show it alone with Alt', async () => {
    await twoPlots();
    await entry('temp_mcu').click();
    await stage.page.mouse.move(500, 400);
    await stage.draw();
    assert.deepEqual(drawnColumns(await stage.columnsOf(GREEN)), []);
    assert.equal(await entry('temp_mcu').getAttribute('aria-pressed'), 'false');
    assert.equal(await entry('temp_mcu').isVisible(), true, 'stays in the legend');
    await entry('temp_mcu').click();
    await stage.draw();
    assert.ok(drawnColumns(await stage.columnsOf(GREEN)).length > 500);
    await entry('temp_mcu').focus();
    await stage.page.keyboard.press('Alt+Enter');
    assert.equal(await entry('temp_motor').getAttribute('aria-pressed'), 'false');
    await entry('temp_mcu').click({ modifiers: ['Alt'] });
    assert.equal(await entry('temp_motor').getAttribute('aria-pressed'), 'true');
  });

  it('tell the host what is hidden, and hide what it has kept', async () => {
    await twoPlots();
    await entry('temp_mcu').click();
    await stage.until(() => stage.last('arrange') !== undefined);
    assert.deepEqual(stage.last('arrange')?.plots[0].hidden, ['motor/temp_mcu']);
    const { plots } = stage;
    await stage.dispose();
    stage = await StagePage.open(browser);
    stage.fill(90_000);
    stage.plots = plots;
    await stage.showAndDraw();
    assert.equal(await entry('temp_mcu').getAttribute('aria-pressed'), 'false');
    assert.deepEqual(drawnColumns(await stage.columnsOf(GREEN)), []);
    assert.ok(drawnColumns(await stage.columnsOf('#498DFF')).length > 500);
  });

  it('lift a series out while it is hovered', async () => {
    await twoPlots();
    const faint = async () => {
      await stage.page.waitForTimeout(100);
      return await stage.page.evaluate<number>(`(() => {
        const canvas = document.querySelector('.plot-host canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let most = 0;
        for (let i = 0; i < data.length; i += 4) {
          const green = Math.abs(data[i] - 0x57) < 24 && Math.abs(data[i + 1] - 0xf2) < 24;
          if (green) most = Math.max(most, data[i + 3]);
        }
        return most / 255;
      })()`);
    };
    assert.ok((await faint()) > 0.8);
    await entry('temp_motor').hover();
    assert.ok((await faint()) < 0.5, 'the others at 40 %');
    await stage.page.mouse.move(500, 650);
    assert.ok((await faint()) > 0.8);
  });

  it('name the device of a channel that is another device’s', async () => {
    stage.fill(90_000);
    stage.stack(['temp_motor']);
    const probe = {
      id: 'probe/amps',
      name: 'amps',
      unit: 'A',
      latest: 1.5,
      latestMs: 0,
      colour: 1,
    };
    const [first] = stage.plots;
    stage.plots = [{ ...first, channelIds: [...first.channelIds, probe.id] }];
    await stage.show({
      ...stage.device(),
      id: 'probe',
      name: 'Power probe',
      channels: [{ ...probe, plotted: true }],
    });
    await stage.draw();
    const legend = await stage.page.locator('.legend').first().innerText();
    assert.match(legend, /temp_motor/);
    assert.match(legend, /Power probe \/ amps\s*1.50\sA/);
  });

  it('open a menu for each plot, worked by the keyboard', async () => {
    await twoPlots();
    await stage.page.getByTestId('plot-menu').first().focus();
    await stage.page.keyboard.press('Enter');
    const menu = stage.page.getByRole('menu').first();
    assert.equal(await menu.isVisible(), true);
    const labels = (await menu.innerText()).split('\n').filter(Boolean);
    assert.deepEqual(labels, [
      'Automatic scale',
      'Fixed scale…',
      'Add limit…',
      'Remove from plot',
      'Go to the line that prints',
      'Move up',
      'Move down',
      'Remove plot',
      'Show table',
    ]);
    assert.equal(await stage.page.getByTestId('menu-up').getAttribute('aria-disabled'), 'true');
    await stage.page.keyboard.press('m');
    await stage.page.keyboard.press('ArrowDown');
    await stage.page.keyboard.press('Enter');
    await stage.until(() => stage.last('arrange') !== undefined);
    assert.deepEqual(
      stage.last('arrange')?.plots.map(({ id }) => id),
      ['p2', 'p1'],
    );
    assert.match(await stage.page.locator('.legend').first().innerText(), /^Speed/);
    await stage.page.getByTestId('plot-menu').first().click();
    await stage.page.keyboard.press('Escape');
    assert.equal(await stage.page.getByRole('menu').count(), 0);
    assert.equal(
      await stage.page.evaluate(`document.activeElement.dataset.testid`),
      'plot-menu',
      'the focus is back',
    );
  });

  it('take a channel off, remove a plot, show the table', async () => {
    await twoPlots();
    await stage.page.getByTestId('plot-menu').first().click();
    await stage.page.getByTestId('menu-take-off').hover();
    await stage.page.getByRole('menuitem', { name: 'temp_mcu' }).click();
    await stage.until(() => stage.last('plot') !== undefined);
    assert.deepEqual(stage.last('plot'), {
      type: 'plot',
      deviceId: 'motor',
      channelId: 'motor/temp_mcu',
      plotted: false,
    });
    await stage.page.getByTestId('plot-menu').nth(1).click();
    await stage.page.getByTestId('menu-table').click();
    assert.equal(await stage.page.locator('#app').getAttribute('data-table'), 'shown');
    await stage.page.getByTestId('plot-menu').nth(1).click();
    await stage.page.getByTestId('menu-remove').click();
    await stage.until(() => stage.last('arrange')?.plots.length === 1);
    await stage.page.getByTestId('plot-menu').click();
    const remove = stage.page.getByTestId('menu-remove');
    assert.equal(await remove.getAttribute('title'), 'The last plot stays.');
  });

  it('ask for a fixed scale, and refuse one upside down', async () => {
    await twoPlots();
    await stage.page.getByTestId('plot-menu').nth(1).click();
    await stage.page.getByTestId('menu-fixed').click();
    const lowest = stage.page.getByRole('textbox', { name: 'Lowest' });
    const highest = stage.page.getByRole('textbox', { name: 'Highest' });
    await lowest.fill('5000');
    await highest.fill('0');
    await stage.page.getByTestId('scale-set').click();
    assert.equal(await stage.page.locator('.plot-dialog > .problem').isVisible(), true);
    await lowest.fill('0');
    await highest.fill('5000');
    await stage.page.keyboard.press('Enter');
    await stage.until(() => stage.last('arrange') !== undefined);
    assert.deepEqual(stage.last('arrange')?.plots[1].ranges, { rpm: [0, 5000] });
  });

  it('let a limit be moved by its handle, and add one from the menu', async () => {
    const limit = { channel: 'rpm', level: 'warning', side: 'high', bound: 3100 } as const;
    const rest = { hysteresis: 10, persistenceMs: 0, action: 'mark' } as const;
    stage.deviceChanges = { limits: [{ ...limit, ...rest }] };
    await twoPlots();
    const box = await stage.page.locator('.limit-handle').boundingBox();
    assert.ok(box !== null);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const before = await stage.view();
    await stage.page.mouse.move(x, y);
    await stage.page.mouse.down();
    await stage.page.mouse.move(x, y + 30, { steps: 3 });
    await stage.page.mouse.up();
    await stage.until(() => stage.last('setLimit') !== undefined);
    const moved = stage.last('setLimit')?.limit;
    assert.ok(moved !== undefined && moved.bound < 3100 && moved.hysteresis === 10);
    assert.equal(before.mode, (await stage.view()).mode, 'the view has not moved');
    await stage.page.getByTestId('plot-menu').first().click();
    await stage.page.getByTestId('menu-limit').click();
    await stage.page.getByTestId('add-limit').click();
    await stage.until(() => stage.last('setLimit')?.limit.channel === 'temp_motor');
  });

  it('add an empty plot, which says what to do with it', async () => {
    await twoPlots();
    await stage.page.getByTestId('add-plot').click();
    await stage.until(() => stage.last('arrange')?.plots.length === 3);
    assert.match(await stage.body(2).innerText(), /Drag a channel here/);
  });

  it('share the height by dragging, by keys and by a double click', async () => {
    await twoPlots();
    const heights = async () => {
      const boxes = await Promise.all([0, 1].map(async (i) => await stage.body(i).boundingBox()));
      return boxes.map((box) => box?.height ?? 0);
    };
    const before = await heights();
    const splitter = stage.page.getByTestId('splitter');
    const box = await splitter.boundingBox();
    assert.equal(box?.height, 6);
    await stage.page.mouse.move(500, box.y + 3);
    await stage.page.mouse.down();
    await stage.page.mouse.move(500, box.y + 63, { steps: 3 });
    await stage.page.mouse.up();
    const dragged = await heights();
    assert.ok(Math.abs(dragged[0] - before[0] - 60) <= 1, `${dragged[0]} from ${before[0]}`);
    assert.ok(Math.abs(dragged[1] - before[1] + 60) <= 1);
    await splitter.focus();
    const value = async () => Number(await splitter.getAttribute('aria-valuenow'));
    const now = await value();
    assert.ok(now > 50 && now < 100);
    await stage.page.keyboard.press('ArrowUp');
    assert.ok((await value()) < now);
    await stage.page.keyboard.press('End');
    assert.equal((await heights())[1], 88, 'never lower');
    assert.equal(await value(), Number(await splitter.getAttribute('aria-valuemax')));
    await splitter.dblclick();
    const equal = await heights();
    assert.ok(Math.abs(equal[0] - equal[1]) <= 1);
    await stage.until(() => stage.last('arrange') !== undefined);
  });

  it('scroll when there are more plots than fit with 88 px each', async () => {
    await show(['temp_motor'], ['temp_mcu'], ['rpm'], ['current'], ['vbus'], ['duty']);
    for (let i = 0; i < 6; i++) assert.ok(((await stage.body(i).boundingBox())?.height ?? 0) >= 88);
    const [inner, outer]: number[] = await stage.page.evaluate(
      `(({ scrollHeight, clientHeight }) => [scrollHeight, clientHeight])(document.querySelector('.plots'))`,
    );
    assert.ok(inner > outer);
  });

  it('take a channel that is dropped, on a plot or on one of its own', async () => {
    await twoPlots();
    const drop = async (selector: string, text: string, ctrlKey = false) => {
      await stage.page.evaluate(`(() => {
        const data = new DataTransfer();
        data.setData('text/plain', ${JSON.stringify(text)});
        const target = document.querySelectorAll('${selector}')[0];
        const options = { bubbles: true, cancelable: true, dataTransfer: data, ctrlKey: ${String(ctrlKey)} };
        target.dispatchEvent(new DragEvent('dragenter', options));
        target.dispatchEvent(new DragEvent('dragover', options));
        window.dropShown = [...document.querySelectorAll('.drop-here')].map((e) => e.className);
        target.dispatchEvent(new DragEvent('drop', options));
      })()`);
    };
    const last = () => stage.last('plot');
    await drop('.plot:nth-of-type(2) .plot-body', 'telemetryhub-channel:motor/duty');
    await stage.until(() => last() !== undefined);
    assert.deepEqual(last(), {
      type: 'plot',
      deviceId: 'motor',
      channelId: 'motor/duty',
      plotted: true,
      plotId: 'p2',
    });
    assert.deepEqual(await stage.page.evaluate(`window.dropShown`), ['plot drop-here']);
    await drop('.plot-body', 'telemetryhub-channel:motor/vbus', true);
    await stage.until(() => last()?.channelId === 'motor/vbus');
    assert.equal(last()?.plotId, 'new');
    await drop('.plot-body', 'some other text');
    await drop('.plot-body', 'telemetryhub-channel:unknown');
    assert.equal(stage.all('plot').length, 2);
    assert.equal(await stage.page.getByTestId('drop-zone').isVisible(), false);
  });

  it('are named for those who hear them, and have no problem that axe finds', async () => {
    for (const theme of Object.keys(themes) as ThemeName[]) {
      await stage.dispose();
      stage = await StagePage.open(browser, { theme });
      await twoPlots();
      await statistics();
      const body = stage.body();
      assert.equal(await body.getAttribute('role'), 'application');
      assert.equal(
        await body.getAttribute('aria-label'),
        'Temperature, °C, 2 channels, 60 seconds',
      );
      const id = await body.getAttribute('aria-describedby');
      await stage.until(async () =>
        /from 61.25/.test((await stage.page.locator(`#${String(id)}`).textContent()) ?? ''),
      );
      assert.deepEqual(await axeProblems(stage.page), [], theme);
    }
  });

  it('fit into 320 px: no gutter, nothing cut off, plots at least 88 px high', async () => {
    await stage.dispose();
    stage = await StagePage.open(browser, { width: 320, height: 700 });
    await show(['temp_motor', 'temp_mcu'], ['rpm'], ['current', 'vbus']);
    await statistics();
    const view = stage.last('viewport');
    assert.ok(view !== undefined);
    assert.equal(Math.round(view.spanMs / view.columnMs), 320 - 52 - 9);
    for (let i = 0; i < 3; i++) assert.ok(((await stage.body(i).boundingBox())?.height ?? 0) >= 88);
    const outside = await stage.page.evaluate<string[]>(`[...document.querySelectorAll('.stage *')]
      .filter((e) => e.checkVisibility() && !e.closest('.sr-only, svg, .lane, .gutter, .overview'))
      .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5)
      .map((e) => e.className)`);
    assert.deepEqual(outside, []);
  });
});

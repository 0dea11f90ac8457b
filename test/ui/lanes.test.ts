import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { FromWebview } from '../../src/protocol';
import { LanesPage } from './lanesPage';
import { device, NOW_MS, overviewRows, plots, story, WALL_OFFSET_MS, warning } from './lanesStory';
import { openBrowser } from './webviewPage';

type Sent<T extends FromWebview['type']> = Extract<FromWebview, { type: T }>;
const WIDTH = 1000;
const LEFT_PX = 58;
const AREA_PX = WIDTH - LEFT_PX - 94;
const OLDEST_MS = NOW_MS - 2_460_000;

/** Where a time of the last minute is, in pixels of the page. */
const xOf = (agoS: number) => LEFT_PX + AREA_PX * (1 - agoS / 60);

describe('the lanes', function () {
  this.timeout(30_000);
  let browser: Browser;
  let lanes: LanesPage;

  before(async () => {
    browser = await openBrowser();
  });

  after(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    lanes = await LanesPage.open(browser, 'dark', { width: WIDTH, height: 560 });
    await lanes.run(`lanes.setDevices(${JSON.stringify([device()])}, ${WALL_OFFSET_MS})`);
    const events = { type: 'events', whole: true, events: story() };
    await lanes.run(`lanes.receive(${JSON.stringify(events)})`);
    await lanes.run(`lanes.time.setClock(true, ${NOW_MS})`);
    const rows = JSON.stringify(overviewRows(OLDEST_MS, NOW_MS));
    await lanes.run(`lanes.setOverview(${rows}, ${OLDEST_MS}, ${NOW_MS})`);
    await lanes.run(`lanes.setPlots(${JSON.stringify(plots)})`);
    await frame();
    await frame();
  });

  afterEach(async () => {
    assert.deepEqual(lanes.console, []);
    await lanes.dispose();
  });

  const frame = () => lanes.run<number>(`lanes.frame(${NOW_MS})`);
  const time = () =>
    lanes.run<{ fromMs: number; toMs: number; mode: string; spanMs: number }>(
      '{ fromMs: lanes.time.fromMs, toMs: lanes.time.toMs, mode: lanes.time.mode, spanMs: lanes.time.spanMs }',
    );
  const yOf = async (selector: string) => {
    const box = await lanes.page.locator(selector).first().boundingBox();
    assert.ok(box !== null);
    return box.y + box.height / 2;
  };
  const posted = <T extends FromWebview['type']>(type: T) =>
    lanes.run<Sent<T>[]>(`lanes.posted.filter((message) => message.type === '${type}')`);
  const popover = () => lanes.page.locator('.popover:popover-open');
  const settled = async (holds: () => Promise<boolean>) => {
    for (let i = 0; i < 40 && !(await holds()); i++) await lanes.page.waitForTimeout(25);
    assert.ok(await holds());
  };

  it('shows states with cause where it fits, and a short Error above its neighbours', async () => {
    const texts = await lanes.page.locator('.segment-text').allTextContents();
    assert.ok(texts.includes('Measuring: started'));
    assert.ok(texts.includes('SafeState'));
    const errors = await lanes.page.locator('.segment.is-error').evaluateAll((list) =>
      list.map((one) => {
        const element = one as unknown as { getBoundingClientRect(): { width: number } };
        return element.getBoundingClientRect().width;
      }),
    );
    assert.ok(errors.length >= 3);
    assert.ok(Math.min(...errors) >= 3, String(errors));
    // 50 ms are 0.7 px: what is seen at their place is the Error all the same.
    const x = Math.round(xOf(5.1)) + 1;
    const y = await yOf('.state-lane .lane-track');
    const top: string = await lanes.page.evaluate(
      `document.elementsFromPoint(${x}, ${y}).find((e) => e.classList.contains('segment')).className`,
    );
    assert.match(top, /is-error/);
  });

  it('explains what the pointer is on, and Esc closes it', async () => {
    await lanes.page.mouse.move(xOf(45), await yOf('.state-lane .lane-track'));
    const text = await popover().textContent();
    assert.match(text ?? '', /SafeState: checksum ×5/);
    assert.match(text ?? '', /since 14:31:28/);
    await lanes.page.keyboard.press('Escape');
    assert.equal(await popover().count(), 0);
    await lanes.page.mouse.move(xOf(54.8), await yOf('.event-lane .lane-track'));
    const merged = (await popover().textContent()) ?? '';
    assert.match(merged, /F-050 #1 injected: Byte flip/);
    assert.match(merged, /Error: checksum/);
  });

  it('jumps to what is clicked and stays there', async () => {
    await lanes.page.mouse.click(xOf(43), await yOf('.event-lane .lane-track'));
    const after = await time();
    assert.equal(after.mode, 'behind');
    const middleMs = (after.fromMs + after.toMs) / 2;
    assert.ok(Math.abs(middleMs - (NOW_MS - 43_000)) < 200, String(middleMs - NOW_MS));
    assert.deepEqual(await lanes.run('lanes.jumps'), [NOW_MS - 43_000]);
  });

  it('is one tab stop; Left and Right go through the events, Enter jumps', async () => {
    await lanes.page.locator('.event-lane .lane-track').focus();
    await lanes.page.keyboard.press('End');
    const spoken = lanes.page.locator('.event-lane [role="option"]');
    assert.match((await spoken.textContent()) ?? '', /14:32:17.000 Mark: valve/);
    await lanes.page.keyboard.press('ArrowLeft');
    await lanes.page.keyboard.press('ArrowLeft');
    assert.match((await spoken.textContent()) ?? '', /1.2\u00a0kB dropped at the source/);
    const active = await lanes.page
      .locator('.event-lane .lane-track')
      .getAttribute('aria-activedescendant');
    assert.equal(active, await spoken.getAttribute('id'));
    await lanes.page.keyboard.press('Home');
    await lanes.page.keyboard.press('Enter');
    const { fromMs, toMs } = await time();
    const oldestMs = NOW_MS - 2_400_000;
    assert.ok(fromMs <= oldestMs && toMs >= oldestMs);
    assert.equal(await popover().count(), 0);
  });

  it('moves by a transform alone while only time goes on', async () => {
    await lanes.run(`(() => {
      window.changes = [];
      new MutationObserver((list) => window.changes.push(...list.map((m) => m.target.className)))
        .observe(document.querySelector('.event-lane'), { subtree: true, childList: true, attributes: true });
    })()`);
    await lanes.run(`lanes.frame(${NOW_MS + 500})`);
    await lanes.run(`lanes.frame(${NOW_MS + 1000})`);
    assert.deepEqual(await lanes.run('[...new Set(window.changes)]'), ['strip']);
  });

  it('costs a frame no more with 5,000 events than with a few', async () => {
    const many = Array.from({ length: 5000 }, (_, i) => ({
      number: i + 1,
      deviceId: 'motor',
      timeMs: NOW_MS - 5000 + i,
      lastMs: NOW_MS - 5000 + i,
      count: 1,
      fact: { kind: 'note', text: 'n' },
    }));
    await lanes.run('lanes.setPlots([])');
    const median = async () => {
      // The first frame lays out; the load of the machine is in both medians.
      await frame();
      const took = await lanes.run<number[]>(
        `Array.from({ length: 201 }, (_, i) => lanes.frame(${NOW_MS} + i * 16))`,
      );
      return took.sort((a, b) => a - b)[100];
    };
    const few = await median();
    await lanes.run(
      `lanes.receive(${JSON.stringify({ type: 'events', whole: true, events: many })})`,
    );
    const with5000 = await median();
    assert.ok(with5000 <= 3 * few + 0.5, `${with5000} ms, with a few ${few} ms`);
    assert.ok((await lanes.page.locator('.event-lane .mark:visible').count()) < 60);
  });

  it('keeps fault lines at their time while the picture scrolls, without an update of the chart', async () => {
    // Columns of the first plot, below the labels, in which the dashes of a fault's line are seen.
    const columns = () =>
      lanes.run<number[]>(`(() => {
        const { canvas } = lanes.plots[0].chart;
        const { width, height } = canvas;
        const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
        copy.drawImage(canvas, 0, 0);
        const { data } = copy.getImageData(0, 40, width, height - 60);
        const counts = new Array(width).fill(0);
        for (let i = 0; i < data.length; i += 4) {
          const [r, g, b, a] = data.slice(i, i + 4);
          if (a > 200 && b > 190 && r > 150 && g < 150) counts[(i / 4) % width]++;
        }
        return counts.flatMap((count, x) => (count > 20 ? [x] : []));
      })()`);
    const at = (agoS: number) => Math.floor(xOf(agoS));
    const isAt = (found: readonly number[], agoS: readonly number[]) =>
      found.length === agoS.length && found.every((x, i) => Math.abs(x - at(agoS[i])) <= 1);
    const before = await columns();
    assert.ok(isAt(before, [54.8, 9.4]), String(before));
    await lanes.run(`(() => {
      const { chart } = lanes.plots[0].chart;
      const update = chart.update.bind(chart);
      window.updates = 0;
      chart.update = (mode) => { window.updates++; update(mode); };
    })()`);
    await lanes.run(`lanes.frame(${NOW_MS + 3000})`);
    const moved = await columns();
    assert.equal(await lanes.run('window.updates'), 0);
    assert.ok(isAt(moved, [57.8, 12.4]), String(moved));
  });

  describe('the overview', () => {
    const box = async () => {
      const found = await lanes.page.locator('.overview-window').boundingBox();
      assert.ok(found !== null);
      return found;
    };

    it('says how much there is, and moves the view by a drag', async () => {
      assert.equal(await lanes.page.locator('.overview-begin').textContent(), '41\u00a0min');
      assert.equal(await lanes.page.locator('.overview-end').textContent(), 'now 14:32:20');
      const { x, y, width } = await box();
      await lanes.page.mouse.move(x + width / 2, y + 10);
      await lanes.page.mouse.down();
      await lanes.page.mouse.move(x + width / 2 - 300, y + 10, { steps: 3 });
      await lanes.page.mouse.up();
      const after = await time();
      assert.equal(after.mode, 'behind');
      const movedMs = NOW_MS - after.toMs;
      const expected = (300 / AREA_PX) * 2_460_000;
      assert.ok(Math.abs(movedMs - expected) < 6000, `${movedMs} of ${expected}`);
      assert.ok(Math.abs(after.spanMs - 60_000) < 1);
    });

    it('resizes by an edge, centres by a click and takes the keys', async () => {
      const y = (await box()).y + 10;
      await lanes.page.mouse.click(LEFT_PX + AREA_PX / 2, y);
      await frame();
      const before = await time();
      const middleMs = (before.fromMs + before.toMs) / 2;
      assert.ok(Math.abs(middleMs - (OLDEST_MS + NOW_MS) / 2) < 6000);
      const { x } = await box();
      await lanes.page.mouse.move(x - 3, y);
      await lanes.page.mouse.down();
      await lanes.page.mouse.move(x - 103, y, { steps: 3 });
      await lanes.page.mouse.up();
      await frame();
      const wide = await time();
      assert.ok(Math.abs(wide.toMs - before.toMs) < 200);
      assert.ok(wide.spanMs > before.spanMs + (90 / AREA_PX) * 2_460_000);
      await lanes.page.keyboard.press('ArrowLeft');
      await frame();
      const moved = await time();
      assert.ok(Math.abs(wide.toMs - moved.toMs - wide.spanMs / 10) < 2000);
      const slider = lanes.page.locator('.overview-window');
      const now = Number(await slider.getAttribute('aria-valuenow'));
      assert.ok(Math.abs(now - ((moved.fromMs + moved.toMs) / 2 - OLDEST_MS) / 1000) <= 1);
      assert.match((await slider.getAttribute('aria-valuetext')) ?? '', /^\d+:\d\d:\d\d to \d+:/);
    });

    it('grows while the view is paused', async () => {
      await lanes.run('lanes.time.pause()');
      await lanes.run(`lanes.frame(${NOW_MS})`);
      const before = await box();
      await lanes.page.waitForTimeout(300);
      await lanes.run(`lanes.frame(${NOW_MS + 600_000})`);
      const after = await box();
      assert.ok(after.x < before.x - 100, `${after.x}, was ${before.x}`);
      assert.equal(await lanes.page.locator('.overview-end').textContent(), 'now 14:42:20');
    });
  });

  describe('the limits', () => {
    const handle = () => lanes.page.locator('.limit-handle[aria-label^="temp_motor: Warning"]');
    const drag = async (dy: number) => {
      const found = await handle().boundingBox();
      assert.ok(found !== null);
      const [x, y] = [found.x + 20, found.y + 9];
      await lanes.page.mouse.move(x, y);
      await lanes.page.mouse.down();
      await lanes.page.mouse.move(x, y + dy, { steps: 4 });
      await frame();
    };

    it('sets the bound where the handle is let go and keeps the rest of the limit', async () => {
      await drag(40);
      const shown = Number(await handle().getAttribute('aria-valuenow'));
      assert.ok(shown < 65, String(shown));
      assert.equal(await lanes.page.locator('.limit-ghost:visible').count(), 1);
      assert.deepEqual(await posted('setLimit'), []);
      await lanes.page.mouse.up();
      const limit = { ...warning, bound: shown };
      assert.deepEqual(await posted('setLimit'), [{ type: 'setLimit', deviceId: 'motor', limit }]);
      // What was set is believed until the host has said it.
      await frame();
      assert.equal(Number(await handle().getAttribute('aria-valuenow')), shown);
    });

    it('lets Esc undo a drag', async () => {
      await drag(40);
      await lanes.page.keyboard.press('Escape');
      await frame();
      assert.equal(Number(await handle().getAttribute('aria-valuenow')), 70);
      await lanes.page.mouse.up();
      assert.deepEqual(await posted('setLimit'), []);
    });

    it('steps by keys as one change, and removes', async () => {
      await handle().focus();
      await lanes.page.keyboard.press('ArrowUp');
      await lanes.page.keyboard.press('Escape');
      assert.equal(Number(await handle().getAttribute('aria-valuenow')), 70);
      for (const key of ['ArrowUp', 'ArrowUp', 'Shift+ArrowDown']) {
        await lanes.page.keyboard.press(key);
      }
      await settled(async () => (await posted('setLimit')).length > 0);
      const sent = await posted('setLimit');
      assert.equal(sent.length, 1);
      assert.equal(sent[0].limit.bound, 66);
      await handle().focus();
      await lanes.page.keyboard.press('Delete');
      const { channel, level, side } = warning;
      assert.deepEqual(await posted('removeLimit'), [
        { type: 'removeLimit', deviceId: 'motor', limit: { channel, level, side } },
      ]);
    });

    it('takes a typed bound and gives the focus back', async () => {
      await handle().focus();
      await lanes.page.keyboard.press('Enter');
      await lanes.page.keyboard.press('ControlOrMeta+a');
      await lanes.page.keyboard.type('72.5');
      await lanes.page.keyboard.press('Enter');
      assert.equal((await posted('setLimit'))[0].limit.bound, 72.5);
      assert.equal(await lanes.page.locator('.popover.asks').count(), 0);
      assert.equal(await handle().and(lanes.page.locator(':focus')).count(), 1);
    });

    it('makes a new limit from the gutter: dragged, asked for, posted', async () => {
      const add = await lanes.page.locator('.add-limit').first().boundingBox();
      assert.ok(add !== null);
      await lanes.page.mouse.move(add.x + 10, add.y + 8);
      await lanes.page.mouse.down();
      await lanes.page.mouse.move(add.x + 10, add.y - 60, { steps: 4 });
      await lanes.page.mouse.up();
      const form = popover();
      await form.locator('vscode-dropdown[aria-label="Level"]').click();
      await lanes.page.keyboard.press('ArrowDown');
      await lanes.page.keyboard.press('Enter');
      await form.locator('[data-testid="add-limit"]').click();
      const [{ limit, deviceId }] = await posted('setLimit');
      assert.equal(deviceId, 'motor');
      const { channel, level, side, action, bound } = limit;
      assert.deepEqual([channel, level, side, action], ['temp_motor', 'critical', 'high', 'mark']);
      assert.ok(bound > 45 && bound < 70, String(bound));
      assert.equal(await lanes.page.locator('.limit-ghost:visible').count(), 0);
    });

    it('posts nothing when the form is left', async () => {
      await lanes.run('lanes.plots[0].gutter.newLimit()');
      assert.equal(await popover().count(), 1);
      await lanes.page.keyboard.press('Escape');
      assert.equal(await popover().count(), 0);
      assert.equal(await lanes.page.locator('.limit-ghost:visible').count(), 0);
      assert.deepEqual(await posted('setLimit'), []);
    });
  });
});

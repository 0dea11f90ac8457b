import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Limit, TelemetryEvent, TelemetryFact } from '../../src/model';
import { StagePage } from './stagePage';
import { openBrowser } from './webviewPage';

const LEFT = 58;
const WIDTH = 1000 - 58 - 94;
const SPAN_MS = 60_000;

const LIMIT: Limit = {
  channel: 'temp_motor',
  level: 'warning',
  side: 'high',
  bound: 73,
  hysteresis: 0,
  persistenceMs: 0,
  action: 'mark',
};

describe('marks on the plots', function () {
  this.timeout(60_000);
  let browser: Browser;
  let stage: StagePage;

  before(async () => {
    browser = await openBrowser();
  });

  after(async () => {
    await browser.close();
  });

  afterEach(async () => {
    await stage.dispose();
    assert.deepEqual(stage.console, [], 'no error');
  });

  /** A fault's hit, a mark of the user and a crossed limit, behind live, where nothing moves. */
  async function open(touch = false): Promise<readonly TelemetryEvent[]> {
    stage = await StagePage.open(browser, { touch });
    const endMs = stage.fill(300_000, [0, 0], 20);
    stage.stack(['temp_motor', 'temp_mcu'], ['rpm']);
    const facts: readonly (readonly [agoMs: number, fact: TelemetryFact])[] = [
      [130_000, { kind: 'injected', faultId: 51, fault: 'flip', first: 1, last: 1 }],
      [115_000, { kind: 'mark', text: 'load on' }],
      [100_000, { kind: 'limit', limit: LIMIT, raised: true, value: 74, unit: 'degC' }],
    ];
    const events = facts.map(([agoMs, fact], i): TelemetryEvent => {
      const timeMs = endMs - agoMs;
      return { number: i + 1, deviceId: 'motor', timeMs, lastMs: timeMs, count: 1, fact };
    });
    await stage.showAndDraw();
    await stage.send({ type: 'events', whole: true, events });
    await stage.page.evaluate(`stage.time.show(${endMs - 150_000}, ${endMs - 90_000})`);
    await stage.draw();
    return events;
  }

  /** Where a time is in the window, `y` pixels under the top of plot `i`'s area. */
  async function spot(timeMs: number, y: number, i = 0): Promise<{ x: number; y: number }> {
    const { fromMs } = await stage.view();
    const box = await stage.body(i).boundingBox();
    assert.ok(box !== null);
    return { x: box.x + LEFT + ((timeMs - fromMs) / SPAN_MS) * WIDTH, y: box.y + y };
  }

  const popover = () => stage.page.locator('.popover');

  it('open by a click on their icon, their label or their line, in any plot', async () => {
    const [hit, mark] = await open();
    const { mouse } = stage.page;
    for (const [event, aside, y, plot] of [
      [hit, 3, 12, 0],
      [hit, 25, 12, 0],
      [hit, 0, 80, 1],
      [mark, 2, 60, 0],
    ] as const) {
      const { x, y: row } = await spot(event.timeMs, y, plot);
      await mouse.move(x + aside, row);
      assert.match((await stage.body(plot).getAttribute('class')) ?? '', /on-mark/);
      await mouse.click(x + aside, row);
      const expected = event === hit ? /F-051/ : /load on/;
      await popover().filter({ hasText: expected }).waitFor();
      const box = await popover().boundingBox();
      assert.ok(box !== null && Math.abs(box.x + box.width / 2 - x) < 200, 'beside its mark');
      await stage.page.keyboard.press('Escape');
      await popover().waitFor({ state: 'hidden' });
    }
    const beside = await spot(mark.timeMs - 5000, 60);
    await mouse.move(beside.x, beside.y);
    assert.doesNotMatch((await stage.body().getAttribute('class')) ?? '', /on-mark/);
  });

  it('open where a limit was crossed', async () => {
    const alarm = (await open())[2];
    stage.deviceChanges = { limits: [LIMIT] };
    await stage.showAndDraw();
    const y: number = await stage.page.evaluate(
      `stage.stack.all[0].chart.yOf('degC', ${LIMIT.bound}) - 9`,
    );
    const at = await spot(alarm.timeMs, y);
    await stage.page.mouse.click(at.x, at.y);
    await popover().filter({ hasText: 'temp_motor' }).waitFor();
  });

  it('do not take a click beside them: it pins the cursor', async () => {
    const [hit] = await open();
    const { x, y } = await spot(hit.timeMs, 90);
    await stage.page.mouse.click(x + 12, y);
    assert.equal(await popover().isVisible(), false);
    assert.equal(await stage.page.evaluate(`stage.cursor.pinned`), true);
  });

  it('are left by moving the view, and only then', async () => {
    const [hit] = await open();
    const { x, y } = await spot(hit.timeMs, 90);
    await stage.page.mouse.click(x, y);
    await popover().waitFor();
    await stage.show();
    await stage.page.waitForTimeout(300);
    assert.ok(await popover().isVisible(), 'news of the host do not close it');
    await stage.page.keyboard.press('Escape');
    await stage.page.mouse.click(x, y);
    await popover().waitFor();
    await stage.page.evaluate(`stage.time.moveBy(-0.3)`);
    await popover().waitFor({ state: 'hidden' });
  });

  it('open by a finger that need not be exact', async () => {
    const [hit] = await open(true);
    const { x, y } = await spot(hit.timeMs, 12);
    await stage.page.touchscreen.tap(x + 15, y);
    await popover().filter({ hasText: 'F-051' }).waitFor();
  });

  it('open by the keys that go from one to the next', async () => {
    const [hit, mark] = await open();
    await stage.body().focus();
    await stage.page.keyboard.press(']');
    await popover().filter({ hasText: 'F-051' }).waitFor();
    await stage.page.keyboard.press(']');
    await popover().filter({ hasText: 'load on' }).waitFor();
    assert.equal(await stage.page.evaluate(`stage.cursor.aMs`), mark.timeMs);
    await stage.page.keyboard.press('[');
    await popover().filter({ hasText: 'F-051' }).waitFor();
    assert.equal(await stage.page.evaluate(`stage.cursor.aMs`), hit.timeMs);
    await stage.page.keyboard.press('Escape');
    await popover().waitFor({ state: 'hidden' });
    assert.equal(await stage.page.evaluate(`stage.cursor.aMs`), hit.timeMs, 'the cursor stays');
  });
});

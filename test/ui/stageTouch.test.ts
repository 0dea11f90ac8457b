import assert from 'node:assert/strict';
import type { Browser, CDPSession } from 'playwright-core';
import { StagePage } from './stagePage';
import { openBrowser } from './webviewPage';

const SPAN_MS = 60_000;

interface Finger {
  readonly x: number;
  readonly y: number;
}

describe('the stage under fingers', function () {
  this.timeout(60_000);
  let browser: Browser;
  let stage: StagePage;
  let session: CDPSession;

  before(async () => {
    browser = await openBrowser();
  });

  after(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    stage = await StagePage.open(browser, { touch: true });
    session = await stage.page.context().newCDPSession(stage.page);
    stage.fill(300_000, [0, 0], 20);
    stage.stack(['temp_motor'], ['rpm']);
    await stage.showAndDraw();
  });

  afterEach(async () => {
    await stage.dispose();
    assert.deepEqual(stage.console, [], 'no error');
  });

  async function touch(type: 'touchStart' | 'touchMove' | 'touchEnd', ...fingers: Finger[]) {
    const touchPoints = fingers.map(({ x, y }, id) => ({ x, y, id }));
    await session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }

  it('pans with one', async () => {
    const before = await stage.view();
    await touch('touchStart', { x: 300, y: 200 });
    for (let x = 320; x <= 500; x += 20) await touch('touchMove', { x, y: 200 });
    await touch('touchEnd');
    const { mode, toMs } = await stage.view();
    assert.equal(mode, 'behind');
    const moved = (before.toMs - toMs) / SPAN_MS;
    assert.ok(moved > 0.15 && moved < 0.25, `moved by ${moved}`);
  });

  it('zooms with two, about their middle', async () => {
    await touch('touchStart', { x: 400, y: 200 });
    await touch('touchStart', { x: 400, y: 200 }, { x: 500, y: 200 });
    for (let i = 1; i <= 10; i++) {
      await touch('touchMove', { x: 400 - 10 * i, y: 200 }, { x: 500 + 10 * i, y: 200 });
    }
    await touch('touchEnd');
    const { spanMs } = await stage.view();
    assert.ok(spanMs > 0.25 * SPAN_MS && spanMs < 0.45 * SPAN_MS, `${spanMs} ms`);
  });

  it('zooms the values with two on their axis', async () => {
    await touch('touchStart', { x: 20, y: 150 });
    await touch('touchStart', { x: 20, y: 150 }, { x: 20, y: 200 });
    for (let i = 1; i <= 10; i++) {
      await touch('touchMove', { x: 20, y: 150 - 4 * i }, { x: 20, y: 200 + 4 * i });
    }
    await touch('touchEnd');
    await stage.until(() => stage.last('arrange')?.plots[0].ranges.degC !== undefined);
    assert.equal((await stage.view()).spanMs, SPAN_MS);
  });

  it('has a cursor after a long press, which follows the finger and stays', async () => {
    const cursor = async () =>
      await stage.page.evaluate<number | null>(`stage['cursor'].aMs ?? null`);
    await touch('touchStart', { x: 400, y: 200 });
    await stage.page.waitForTimeout(700);
    const first = await cursor();
    assert.ok(first !== null, 'pinned');
    await touch('touchMove', { x: 500, y: 200 });
    await touch('touchEnd');
    const second = await cursor();
    assert.ok(second !== null && second > first + 5000);
    assert.equal((await stage.view()).mode, 'live', 'the view has not moved');
    assert.match(await stage.page.locator('.read-out').first().innerText(), /temp_motor/);
  });

  it('goes back to live by the pill', async () => {
    await stage.command('panLeft');
    await stage.page.getByTestId('back-to-live').tap();
    await stage.until(async () => (await stage.view()).mode === 'live');
  });
});

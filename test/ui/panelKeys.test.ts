import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { focused, showDevices, showState, TABS } from './panelChecks';
import { armed } from './panelStory';
import { device } from './webviewFixtures';
import { openBrowser, WebviewPage } from './webviewPage';

const KEPT = { deviceId: 'motor', spanMs: 30_000, tab: 'faults', drawerPx: 400 } as const;

describe('the panel by keyboard, and what it keeps', function () {
  this.timeout(60_000);
  let browser: Browser;
  let webview: WebviewPage;

  before(async () => {
    browser = await openBrowser();
  });

  after(async () => {
    await browser.close();
  });

  afterEach(async () => {
    await webview.dispose();
  });

  const open = async (kept?: typeof KEPT | ({ tab: undefined } & Omit<typeof KEPT, 'tab'>)) => {
    const options = kept === undefined ? {} : { kept };
    webview = await WebviewPage.open(browser, 'dark', { width: 1200, height: 800 }, 1, options);
  };
  const selected = () =>
    webview.page.locator('.tab[aria-selected=true]').getAttribute('data-testid');

  it('reaches every control by Tab', async () => {
    await open();
    await showState(webview, 'armed');
    const reached: string[] = [];
    for (let i = 0; i < 60; i++) {
      await webview.page.keyboard.press('Tab');
      reached.push(await focused(webview));
    }
    const wanted = [
      'state',
      'rejected',
      'stop',
      'reset',
      'more',
      'disarm-all',
      'metric-rate',
      'metric-hostLoad',
      'pause',
      'sash',
      'tab-channels',
      'drawer-close',
      'acknowledge',
      'channel-rpm',
    ];
    const at = wanted.map((id) => reached.indexOf(id));
    assert.ok(
      !at.includes(-1),
      `${wanted.filter((_, i) => at[i] < 0).join()} in ${reached.join()}`,
    );
    assert.deepEqual(
      [...at].sort((a, b) => a - b),
      at,
      'in the order in which they are seen',
    );
  });

  it('goes from region to region by F6 and back, to where the focus was', async () => {
    await open();
    await showState(webview, 'armed');
    const { page } = webview;
    const regionOf = async () =>
      await page.evaluate<string>(
        `document.activeElement.closest('.header, .armed, .metrics, .tools, .plots-area, .state-lanes, .event-lane, .overview, .drawer')?.className.split(' ')[0] ?? ''`,
      );
    const names: string[] = [];
    for (let i = 0; i < 9; i++) {
      await page.keyboard.press('F6');
      names.push(await regionOf());
    }
    const wanted = ['header', 'armed', 'metrics', 'tools', 'plots-area', 'drawer', 'header'];
    const lanes = ['state-lanes', 'lane', 'overview'];
    assert.deepEqual(
      names.filter((name) => !lanes.includes(name)).slice(0, 7),
      wanted,
      names.join(),
    );
    await page.getByTestId('metric-queue').focus();
    await page.keyboard.press('F6');
    await page.keyboard.press('Shift+F6');
    assert.equal(await focused(webview), 'metric-queue');
  });

  it('turns tabs by Ctrl+PgDn and by arrows', async () => {
    await open();
    await showState(webview, 'measuring');
    const { page } = webview;
    await page.getByTestId('channel-rpm').focus();
    const seen: (string | null)[] = [];
    for (let i = 0; i < TABS.length; i++) {
      await page.keyboard.press('Control+PageDown');
      seen.push(await selected());
    }
    assert.deepEqual(
      seen,
      [...TABS.slice(1), TABS[0]].map((tab) => `tab-${tab}`),
    );
    await page.keyboard.press('Control+PageUp');
    assert.equal(await selected(), 'tab-commands');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await selected(), 'tab-table');
    await page.keyboard.press('Home');
    assert.equal(await selected(), 'tab-channels');
  });

  it('lists all keys by ?, but not while something is typed', async () => {
    await open();
    await showState(webview, 'measuring');
    const { page } = webview;
    const keys = page.locator('dialog.keys');
    await page.getByTestId('tab-commands').click();
    await page.getByRole('textbox', { name: 'Line to send' }).press('?');
    assert.equal(await keys.isVisible(), false);
    await page.getByTestId('stop').focus();
    await page.keyboard.press('?');
    assert.match(
      await keys.innerText(),
      /Back to live\s+End[^]*Next and previous region\s+F6 Shift\+F6/,
    );
    await page.keyboard.press('Escape');
    assert.equal(await keys.isVisible(), false);
    assert.equal(await focused(webview), 'stop');
  });

  it('obeys the commands of the palette', async () => {
    await open();
    await showState(webview, 'measuring');
    const { page } = webview;
    for (const [command, tab] of [
      ['showFaults', 'faults'],
      ['showEvents', 'events'],
      ['showTable', 'table'],
      ['showCommands', 'commands'],
      ['showChannels', 'channels'],
    ] as const) {
      await webview.send({ type: 'command', command });
      await page.locator(`.tab-${tab}[aria-selected=true]`).waitFor();
    }
    await webview.send({ type: 'command', command: 'showKeys' });
    await page.locator('dialog.keys').waitFor();
    await page.keyboard.press('Escape');
    await webview.send({ type: 'command', command: 'togglePause' });
    await webview.until(() => webview.last('viewport')?.endMs !== undefined);
  });

  it('is made wider by drag and by arrows, within its bounds, and keeps that', async () => {
    await open();
    await showState(webview, 'measuring');
    const { page } = webview;
    const width = async () => (await page.locator('.drawer').boundingBox())?.width ?? 0;
    assert.equal(await width(), 336);
    const box = await page.getByTestId('sash').boundingBox();
    assert.ok(box !== null);
    await page.mouse.move(box.x + 3, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x - 61, box.y + 200);
    await page.mouse.up();
    assert.equal(Math.round(await width()), 400);
    await page.keyboard.press('ArrowRight');
    assert.equal(await width(), 384);
    assert.equal(await page.getByTestId('sash').getAttribute('aria-valuenow'), '384');
    await page.keyboard.press('End');
    assert.equal(await width(), 520);
    await page.keyboard.press('Home');
    assert.equal(await width(), 260);
    assert.equal((await webview.kept())?.drawerPx, 260);
    await page.getByTestId('sash').dblclick();
    assert.equal(await width(), 336);
  });

  it('is closed and opened again, and keeps that', async () => {
    await open();
    await showState(webview, 'measuring');
    const { page } = webview;
    await page.getByTestId('tab-events').click();
    await page.getByTestId('drawer-close').click();
    assert.equal(await page.locator('.drawer').isVisible(), false);
    const kept = await webview.kept();
    assert.deepEqual(kept, { deviceId: 'motor', spanMs: 60_000, tab: undefined, drawerPx: 0 });
    await page.getByTestId('drawer-open').click();
    assert.equal(await selected(), 'tab-events');
    assert.equal(await page.getByTestId('drawer-open').isVisible(), false);
  });

  it('is restored with its tab, its width and its span', async () => {
    await open(KEPT);
    assert.deepEqual(webview.sent[0], { type: 'ready', state: KEPT });
    await showDevices(webview, [armed(webview.nowMs)]);
    assert.equal(await selected(), 'tab-faults');
    assert.equal((await webview.page.locator('.drawer').boundingBox())?.width, 400);
    assert.equal(await webview.page.locator('.fault-card').count(), 2);
    await webview.until(() => webview.last('viewport')?.spanMs === 30_000);
    assert.deepEqual(webview.console, []);
  });

  it('is restored closed', async () => {
    await open({ ...KEPT, tab: undefined });
    await showDevices(webview, [device()]);
    assert.equal(await webview.page.locator('.drawer').isVisible(), false);
    assert.equal(await webview.page.getByTestId('drawer-open').isVisible(), true);
  });

  it('opens with the table for those who listen', async () => {
    webview = await WebviewPage.open(browser, 'dark', undefined, 1, {
      bodyClass: 'vscode-using-screen-reader',
    });
    await showDevices(webview, [device()]);
    assert.equal(await selected(), 'tab-table');
  });

  it('gives way to the plots when the panel becomes narrow, unless somebody is at work in it', async () => {
    webview = await WebviewPage.open(browser, 'dark');
    await showState(webview, 'measuring');
    const { page } = webview;
    const wide = { width: 1200, height: 800 };
    const narrow = { width: 400, height: 800 };
    await page.setViewportSize(wide);
    await page.getByTestId('tab-events').click();
    await page.setViewportSize(narrow);
    await webview.until(async () => (await selected()) === 'tab-events');
    await page.setViewportSize(wide);
    await page.getByTestId('state').focus();
    await page.setViewportSize(narrow);
    await webview.until(async () => (await selected()) === 'tab-plots');
    assert.equal(await page.locator('.stage').isVisible(), true);
  });

  it('takes turns with the plots where it is narrow', async () => {
    webview = await WebviewPage.open(browser, 'dark', { width: 380, height: 800 });
    await showState(webview, 'measuring');
    const { page } = webview;
    assert.equal(await selected(), 'tab-plots');
    assert.equal(await page.locator('.stage').isVisible(), true);
    assert.equal(await page.locator('.channels').isVisible(), false);
    await page.getByTestId('tab-channels').click();
    assert.equal(await page.locator('.stage').isVisible(), false);
    assert.equal(await page.getByTestId('channel-rpm').isVisible(), true);
    assert.equal(await page.getByTestId('drawer-close').isVisible(), false);
  });
});

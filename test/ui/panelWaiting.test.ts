import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { DeviceView } from '../../src/protocol';
import { axeProblems } from './axe';
import { overflows, sentOf, showDevices, showState } from './panelChecks';
import { overview, story } from './panelStory';
import { themes, type ThemeName } from './themes';
import { device } from './webviewFixtures';
import { openBrowser, WebviewPage } from './webviewPage';

const PICTURES = path.join('test-results', 'waiting');

/** A device whose bytes give nothing, with all there is to say about it. */
function troubled(nowMs: number): DeviceView {
  const { counters } = device();
  return device({
    channels: [],
    sinceMs: nowMs - 60_000,
    samplesPerSecond: 0,
    counters: { ...counters, samples: 0, framesAccepted: 0, bytesAccepted: 0, framesRejected: 812 },
    trouble: {
      rule: 'The checksum does not fit: found 4b37, expected 29b1.',
      fix: 'Choose the checksum crc-16-modbus: it fits all of the last frames.',
      proposed: 'cobs',
      isBinary: true,
    },
  });
}

describe('a plot that waits for its first sample', function () {
  this.timeout(120_000);
  let browser: Browser;
  let webview: WebviewPage;

  before(async () => {
    mkdirSync(PICTURES, { recursive: true });
    browser = await openBrowser();
  });

  after(async () => {
    await browser.close();
  });

  afterEach(async () => {
    await webview.dispose();
  });

  it('says what is wrong, and leads to the answer, to the fix and to a schema', async () => {
    webview = await WebviewPage.open(browser, 'dark', { width: 1000, height: 700 });
    const { page } = webview;
    const shown = troubled(webview.nowMs);
    await showDevices(webview, [shown], { plots: [] });
    await page.getByText('Bytes arrive, nothing decoded.').waitFor();
    await page.getByText('Choose the checksum crc-16-modbus').waitFor();
    await page.getByRole('button', { name: 'Why?' }).click();
    await page.getByRole('button', { name: 'Use cobs' }).click();
    await page.getByRole('button', { name: 'Build a schema…' }).focus();
    await page.keyboard.press('Enter');
    await webview.until(() => sentOf(webview, 'buildSchema').length === 1);
    assert.equal(sentOf(webview, 'showWhy').at(0)?.deviceId, 'motor');
    assert.equal(sentOf(webview, 'useProposedFormat').at(0)?.deviceId, 'motor');
    const { trouble } = shown;
    assert.ok(trouble !== undefined);
    const text = { ...shown, trouble: { ...trouble, isBinary: false } };
    await showDevices(webview, [text], { plots: [] });
    await page.getByRole('button', { name: 'Build a schema…' }).waitFor({ state: 'hidden' });
  });

  it('has lanes, axis and overview at their full width, also when the last plot is closed', async () => {
    const tracks = async () =>
      await webview.page.evaluate<number[]>(`['.lane-track', '.overview-track'].map((one) =>
        Math.round(document.querySelector(one).getBoundingClientRect().width))`);
    for (const [theme, width] of [
      ['dark', 1400],
      ['light', 380],
      ['highContrast', 1400],
    ] as const) {
      webview = await WebviewPage.open(browser, theme, { width, height: 800 });
      const shown = await showState(webview, 'measuring');
      await webview.until(() => sentOf(webview, 'drawn').length > 0);
      const before = await tracks();
      // A narrow panel has no overview.
      const least = width === 380 ? 0 : width / 2;
      assert.ok(before[0] > width / 2 && before[1] >= least, before.join());
      const without = { ...shown, channels: shown.channels.map((c) => ({ ...c, plotted: false })) };
      await showDevices(webview, [without], { plots: [] });
      await webview.page.locator('.plot').waitFor({ state: 'detached' });
      await webview.draw([]);
      assert.deepEqual(await tracks(), before);
      await webview.page.getByText('No plot is open. Tick a channel').waitFor();
      assert.deepEqual(await axeProblems(webview.page), []);
      await webview.page.screenshot({
        path: path.join(PICTURES, `closed-${theme}-${String(width)}.png`),
      });
      await webview.dispose();

      webview = await WebviewPage.open(browser, theme, { width, height: 800 });
      await showDevices(webview, [without], { plots: [] });
      await webview.send({ type: 'events', whole: true, events: story(webview.nowMs) });
      await webview.send(overview(webview.nowMs));
      await webview.page.locator('.overview:not(.is-empty)').waitFor({ state: 'attached' });
      assert.deepEqual(await tracks(), before);
      await webview.page.screenshot({
        path: path.join(PICTURES, `none-${theme}-${String(width)}.png`),
      });
      if (theme !== 'highContrast') await webview.dispose();
    }
  });

  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`is readable in ${theme}, wide and narrow`, async () => {
      for (const width of [1400, 380]) {
        webview = await WebviewPage.open(browser, theme, { width, height: 800 });
        await showDevices(webview, [troubled(webview.nowMs)], { plots: [] });
        await webview.page.getByText('Choose the checksum crc-16-modbus').waitFor();
        const picture = path.join(PICTURES, `${theme}-${String(width)}.png`);
        await webview.page.screenshot({ path: picture });
        assert.deepEqual(await axeProblems(webview.page), []);
        assert.deepEqual(await overflows(webview), []);
        const cut = await webview.page.evaluate<boolean>(`(() => {
          const text = document.querySelector('.waiting');
          const inside = text.getBoundingClientRect();
          return [...text.children].some((e) => {
            const { top, bottom, height } = e.getBoundingClientRect();
            return height > 0 && (top < inside.top - 0.5 || bottom > inside.bottom + 0.5);
          });
        })()`);
        assert.equal(cut, false, 'all of it is in the plot');
        if (width !== 380) await webview.dispose();
      }
    });
  }
});

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { DeviceView } from '../../src/protocol';
import { axeProblems } from './axe';
import { overflows, sentOf, showDevices } from './panelChecks';
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

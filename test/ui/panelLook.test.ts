import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { root } from '../../scripts/bootstrap.mjs';
import { axeProblems, colourProblems } from './axe';
import { cutMetrics, everyLook, overflows, showDevices, showState, TABS } from './panelChecks';
import { OPENERS } from './panelOpeners';
import { longNumbers } from './panelStory';
import { themes, type ThemeName } from './themes';
import { channels, device } from './webviewFixtures';
import { openBrowser, WebviewPage } from './webviewPage';

/** What of an element counts here. */
interface Sized {
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

const GERMAN = JSON.parse(
  readFileSync(path.join(root, 'l10n', 'bundle.l10n.de.json'), 'utf8'),
) as Readonly<Record<string, string>>;
/** Roles and names are the same in all themes: only the first is asked for them. */
const problemsIn = (theme: ThemeName) => (theme === 'dark' ? axeProblems : colourProblems);
const WIDTHS = [320, 380, 600, 760, 900, 1150, 1400];

/** Looks at the page at each width, the widest last: a page that is made wider again must be whole too. */
async function overflowsNowhere(
  webview: WebviewPage,
  widths: readonly number[],
  name: string,
): Promise<void> {
  for (const width of widths) {
    await webview.page.setViewportSize({ width, height: 800 });
    let found = await overflows(webview);
    // What depends on the width is laid out with the next frames.
    for (let n = 0; n < 20 && found.length > 0; n++) {
      await webview.page.waitForTimeout(50);
      found = await overflows(webview);
    }
    assert.deepEqual(found, [], `${name}, ${String(width)} px`);
  }
}

describe('how the panel looks', function () {
  this.timeout(120_000);
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

  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`has no accessibility problem and keeps to the policy in ${theme}`, async () => {
      webview = await WebviewPage.open(browser, theme);
      await everyLook(webview, async (name) => {
        assert.deepEqual(await problemsIn(theme)(webview.page), [], name);
      });
      assert.deepEqual(webview.console, [], 'nothing refused, no error');
    });
  }

  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`has none in what opens over it, nor in empty tabs, in ${theme}`, async () => {
      webview = await WebviewPage.open(browser, theme, { width: 1200, height: 800 });
      const { page } = webview;
      const empty = device({ channels: [], commands: [] });
      const plots = [{ id: 'p1', channelIds: [], share: 1, ranges: {} }];
      await showDevices(webview, [empty], { plots });
      for (const tab of TABS) {
        await page.getByTestId(`tab-${tab}`).click();
        assert.deepEqual(await problemsIn(theme)(webview.page), [], `empty ${tab}`);
      }
      const pump = device({ id: 'pump', name: 'Pump', channels: channels(0, 'pump') });
      const shown = await showState(webview, 'armed');
      for (const [name, open] of Object.entries(OPENERS)) {
        await showDevices(webview, [shown, pump]);
        await open(webview);
        assert.deepEqual(await problemsIn(theme)(webview.page), [], name);
        for (const key of ['Escape', 'Escape', 'End']) await page.keyboard.press(key);
      }
      assert.deepEqual(webview.console, []);
    });
  }

  it('cuts no text off from 320 to 1400 px', async () => {
    webview = await WebviewPage.open(browser, 'light', { width: 1400, height: 800 });
    await everyLook(webview, (name) => overflowsNowhere(webview, WIDTHS, name));
  });

  for (const language of ['en', 'de'] as const) {
    it(`cuts no metric however long its numbers are, in ${language}`, async () => {
      const l10n = language === 'de' ? { l10n: GERMAN, language } : {};
      webview = await WebviewPage.open(browser, 'dark', { width: 1440, height: 700 }, 1, l10n);
      const { device: one, metrics } = longNumbers();
      for (const shown of [one, device()]) {
        await showDevices(webview, [shown], shown === one ? { metrics } : {});
        // At 200 % a window of 1,440 px is 720 px wide.
        for (const width of [320, 380, 600, 720, 940, 1150, 1440, 2560]) {
          await webview.page.setViewportSize({ width, height: 700 });
          assert.deepEqual(await cutMetrics(webview), [], `${String(width)} px`);
        }
      }
    });
  }

  it('cuts nothing off in German', async () => {
    const options = { l10n: GERMAN, language: 'de' };
    const widths = [320, 800, 1400];
    webview = await WebviewPage.open(browser, 'light', { width: 1400, height: 800 }, 1, options);
    await everyLook(webview, (name) => overflowsNowhere(webview, widths, name));
    await showState(webview, 'armed');
    for (const width of widths) {
      await webview.page.setViewportSize({ width, height: 800 });
      for (const label of await webview.page.locator('.lane-label:visible').all()) {
        const fits = await label.evaluate(({ scrollWidth, clientWidth }: Sized) => {
          return scrollWidth <= clientWidth;
        });
        assert.ok(fits, `${await label.innerText()}, ${String(width)} px`);
      }
    }
  });

  it('keeps every name whole where words are long, and tells a cut one in its title', async () => {
    webview = await WebviewPage.open(browser, 'dark', { width: 360, height: 800 });
    const name = 'A board with a rather long name that nobody would want to type';
    const list = channels(3).map((one, i) => ({
      ...one,
      name: `${one.name}_${'long'.repeat(i + 5)}`,
    }));
    await showDevices(webview, [device({ name, channels: list })]);
    assert.deepEqual(await overflows(webview), []);
    assert.equal(await webview.page.locator('.device-title').getAttribute('title'), name);
    await webview.page.getByTestId('tab-channels').click();
    assert.deepEqual(await overflows(webview), []);
  });

  it('shows the tabs that do not fit as icons, with their names', async () => {
    webview = await WebviewPage.open(browser, 'dark', { width: 320, height: 700 });
    await showState(webview, 'armed');
    const { page } = webview;
    const hidden = page.locator('.tab.icon-only');
    assert.ok((await hidden.count()) > 0);
    assert.equal(await page.getByRole('tab', { name: 'Commands' }).count(), 1);
    await page.getByRole('tab', { name: 'Commands' }).click();
    assert.equal(
      await page.locator('.tab-commands.icon-only').count(),
      0,
      'the chosen one is whole',
    );
  });

  it('shows what a colour says in forced colours too', async () => {
    webview = await WebviewPage.open(browser, 'highContrast', { width: 1000, height: 700 }, 1, {
      forcedColors: true,
    });
    await showState(webview, 'armed');
    await webview.page.getByTestId('tab-faults').click();
    assert.deepEqual(await overflows(webview), []);
    const stripe = await webview.page.evaluate<string>(
      `getComputedStyle(document.querySelector('.hazard')).backgroundImage`,
    );
    assert.match(stripe, /gradient/);
  });

  it('speaks the language that the extension puts into the page', async () => {
    const l10n = { Stop: 'Anhalten', Channels: 'Kanäle', '{0} faults armed': '{0} Fehler scharf' };
    webview = await WebviewPage.open(browser, 'dark', undefined, 1, { l10n });
    await showState(webview, 'armed');
    const { page } = webview;
    assert.equal(await page.getByTestId('stop').textContent(), 'Anhalten');
    assert.match((await page.getByTestId('tab-channels').textContent()) ?? '', /Kanäle/);
    assert.match((await page.locator('.armed').textContent()) ?? '', /2 Fehler scharf/);
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import type { DeviceView } from '../../src/protocol';
import { themes, type ThemeName } from './themes';
import { channels, device, fill, state } from './webviewFixtures';
import { openBrowser, WebviewPage } from './webviewPage';

const AXE = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [320, 600, 900, 1400];

const STATES: Readonly<Record<string, Partial<DeviceView>>> = {
  idle: { state: 'idle', samplesPerSecond: 0 },
  measuring: {},
  reconnecting: {
    state: 'error',
    cause: 'unplugged',
    samplesPerSecond: 0,
    link: { kind: 'reconnecting', attempt: 3, reason: 'unplugged' },
  },
  safeState: { state: 'safeState', cause: 'checksum ×5' },
  armed: { fault: { kind: 'communicationFailure', probability: 0.1 }, channels: channels(8) },
};

/** What axe finds, a line each: the rule and where. */
async function accessibilityProblems({ page }: WebviewPage): Promise<string[]> {
  await page.evaluate(AXE);
  return await page.evaluate<string[]>(`axe.run(document, {
    rules: { 'page-has-heading-one': { enabled: false } },
  }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ' ' + failureSummary)))`);
}

/** Elements whose text is cut without a sign, or that reach out of the page. */
async function overflows({ page }: WebviewPage): Promise<string[]> {
  return await page.evaluate<string[]>(`[...document.querySelectorAll('#app *')].flatMap((e) => {
    if (!e.checkVisibility() || e.closest('.sr-only, svg')) return [];
    const { left, right, width } = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    const name = e.className + ' ' + e.textContent.slice(0, 40);
    if (width > 0 && (right > innerWidth + 0.5 || left < -0.5)) return ['outside: ' + name];
    const cut = e.scrollWidth > e.clientWidth + 1 && style.overflowX === 'hidden';
    return cut && style.textOverflow !== 'ellipsis' ? ['cut: ' + name] : [];
  })`);
}

async function show(webview: WebviewPage, name: string): Promise<void> {
  fill(webview, 60_000, [14_000, 11_000]);
  const shown = device({ sinceMs: webview.nowMs - 5000, ...STATES[name] });
  await webview.send(state(webview, shown));
  await webview.draw(shown.channels.filter((c) => c.plotted).map((c) => c.id));
}

describe('the panel', function () {
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

  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`has no accessibility problem and keeps to the policy in ${theme}`, async () => {
      webview = await WebviewPage.open(browser, theme);
      for (const name of Object.keys(STATES)) {
        await show(webview, name);
        assert.deepEqual(await accessibilityProblems(webview), [], name);
      }
      await webview.page.getByTestId('tab-faults').click();
      assert.deepEqual(await accessibilityProblems(webview), [], 'faults');
      await webview.send(state(webview));
      assert.deepEqual(await accessibilityProblems(webview), [], 'empty');
      assert.deepEqual(webview.console, [], 'nothing refused, no error');
    });
  }

  for (const width of WIDTHS) {
    it(`cuts no text off at ${width} px`, async () => {
      webview = await WebviewPage.open(browser, 'light', { width, height: 800 });
      for (const name of Object.keys(STATES)) {
        await show(webview, name);
        assert.deepEqual(await overflows(webview), [], name);
      }
      await webview.page.getByTestId('tab-faults').click();
      assert.deepEqual(await overflows(webview), [], 'faults');
      await webview.send(state(webview));
      assert.deepEqual(await overflows(webview), [], 'empty');
    });
  }

  it('arms and disarms a fault of the device', async () => {
    webview = await WebviewPage.open(browser);
    await show(webview, 'measuring');
    const { page } = webview;
    await page.getByTestId('tab-faults').click();
    const probability = page.getByRole('textbox', { name: 'Probability per frame, 0 to 1' });
    const faults = () => webview.sent.flatMap((m) => (m.type === 'fault' ? [m.fault] : []));
    await probability.fill('7');
    await page.getByTestId('fault-arm').click();
    assert.equal(await page.locator('.problem').isVisible(), true, 'says what is wrong');
    assert.deepEqual(faults(), []);
    await probability.fill('0.25');
    await page.getByTestId('fault-arm').click();
    await webview.until(() => faults().length === 1);
    const armed = { kind: 'randomSensorErrors', probability: 0.25 } as const;
    assert.deepEqual(faults(), [armed]);
    await webview.send(state(webview, device({ fault: armed })));
    await page.getByTestId('fault-disarm').click();
    await webview.until(() => faults().at(-1)?.kind === 'none');
  });

  it('leaves SafeState only by Reset, and says why Start is refused', async () => {
    webview = await WebviewPage.open(browser);
    await show(webview, 'safeState');
    const { page } = webview;
    assert.equal(await page.locator('#app').getAttribute('data-state'), 'safeState');
    assert.match((await page.getByRole('alert').first().textContent()) ?? '', /SafeState/);
    await page.getByTestId('start').click();
    assert.equal(
      webview.sent.some(({ type }) => type === 'start'),
      false,
    );
    assert.match((await page.getByTestId('start').getAttribute('title')) ?? '', /Reset first/);
    await page.getByTestId('safe-reset').click();
    await webview.until(() => webview.sent.some(({ type }) => type === 'reset'));
  });

  it('is worked by the keyboard alone', async () => {
    webview = await WebviewPage.open(browser);
    await show(webview, 'measuring');
    const { page } = webview;
    const reached = new Set<string>();
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      reached.add(
        await page.evaluate<string>(`(() => {
        const e = document.activeElement;
        return e.dataset.testid ?? e.className ?? '';
      })()`),
      );
    }
    for (const id of [
      'stop',
      'reset',
      'rejected',
      'pause',
      'plot',
      'tab-channels',
      'channel-rpm',
    ]) {
      assert.ok(reached.has(id), `${id} in ${[...reached].join(', ')}`);
    }
    await page.locator('.plot').focus();
    await page.keyboard.press('Space');
    await webview.until(() => webview.last('viewport')?.endMs !== undefined);
  });

  it('takes the new colours when the theme changes', async () => {
    webview = await WebviewPage.open(browser);
    await show(webview, 'measuring');
    await webview.page.evaluate(`document.body.className = 'vscode-light'`);
    await webview.page.waitForTimeout(300);
    const columns = await webview.columnsOf('#267FFB');
    assert.ok(columns.filter((rows) => rows.length > 0).length > 300, 'the light blue');
  });
});

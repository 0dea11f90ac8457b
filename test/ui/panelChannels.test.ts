import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { choose, focused, overflows, sentOf, showDevices, showState } from './panelChecks';
import { alarm, armed, LIMITS } from './panelStory';
import { channels, device } from './webviewFixtures';
import { openBrowser, WebviewPage } from './webviewPage';

describe('the channels of the panel', function () {
  this.timeout(60_000);
  let browser: Browser;
  let webview: WebviewPage;

  before(async () => {
    browser = await openBrowser();
  });

  after(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    webview = await WebviewPage.open(browser, 'dark', { width: 1200, height: 800 });
  });

  afterEach(async () => {
    await webview.dispose();
  });

  const tick = (name: string) => webview.page.getByTestId(`channel-${name}`);
  const row = (name: string) => webview.page.locator('.channel').filter({ has: tick(name) });
  const text = async (name: string) => (await row(name).innerText()).replaceAll('\u00a0', ' ');

  it('plots what is ticked, by mouse and by keyboard', async () => {
    await showState(webview, 'measuring');
    await tick('current').click();
    await tick('rpm').focus();
    await webview.page.keyboard.press('Space');
    await webview.until(() => sentOf(webview, 'plot').length === 2);
    const plot = { type: 'plot', deviceId: 'motor' };
    assert.deepEqual(sentOf(webview, 'plot'), [
      { ...plot, channelId: 'motor/current', plotted: true },
      { ...plot, channelId: 'motor/rpm', plotted: false },
    ]);
    await webview.page.keyboard.press('ArrowUp');
    assert.equal(await focused(webview), 'channel-temp_mcu');
  });

  it('shows value and unit, its alarm in words and how old a value is', async () => {
    const { nowMs } = webview;
    const list = channels(3).map((one, i) =>
      i === 4 ? { ...one, latestMs: nowMs - 12_500 } : one,
    );
    await showDevices(webview, [armed(nowMs, { channels: list })]);
    assert.match(await text('temp_motor'), /^temp_motor\s+7\d\.\d\d\s+°C\s+above 70$/);
    assert.match(await text('vbus'), /vbus\s+22\.41\s+V\s+1\d s old/);
    assert.doesNotMatch(await text('rpm'), /above|old/);
    assert.equal(await row('temp_motor').locator('.channel-more .icon-warning').count(), 1);
  });

  it('shows what values mean: of an enum behind the number, of texts in place of it', async () => {
    const list = channels(3).map((one, i) => {
      if (i === 0) return { ...one, latest: 2, meaning: { labels: { '2': 'Run' }, isText: false } };
      if (i > 1) return one;
      return { ...one, unit: '', latest: 1, meaning: { labels: { '1': 'idle' }, isText: true } };
    });
    await showDevices(webview, [armed(webview.nowMs, { channels: list })]);
    assert.match(await text('temp_motor'), /^temp_motor\s+2 Run/);
    assert.match(await text('temp_mcu'), /^temp_mcu\s+idle/);
    const long = 'waiting for the other board to answer '.repeat(2).slice(0, 64);
    const texts = { labels: { '1': long }, isText: true };
    const others = list.map((one, i) => (i === 1 ? { ...one, meaning: texts } : one));
    await showDevices(webview, [armed(webview.nowMs, { channels: others })]);
    await webview.page.getByText(long).first().waitFor();
    assert.deepEqual(await overflows(webview), []);
    await webview.page.screenshot({ path: 'test-results/meanings.png' });
    await webview.page.getByTestId('tab-table').click();
    const cells = await webview.page
      .locator('.statistics tbody tr')
      .nth(1)
      .locator('td')
      .allInnerTexts();
    assert.equal(cells[1], '–');
  });

  it('is acknowledged where limits are crossed', async () => {
    const { page, nowMs } = webview;
    const alarms = [alarm(LIMITS[0], nowMs), alarm(LIMITS[1], nowMs)];
    await showDevices(webview, [armed(nowMs, { alarms })]);
    assert.match(await page.locator('.alarms').innerText(), /2 limits are crossed\./);
    await page.getByTestId('acknowledge').click();
    await webview.until(() => sentOf(webview, 'acknowledge').length === 1);
    const seen = alarms.map((one) => ({ ...one, acknowledged: true }));
    await showDevices(webview, [armed(nowMs, { alarms: seen })]);
    assert.equal(await page.locator('.alarms').isVisible(), false);
  });

  it('can be dragged to a plot', async () => {
    await showState(webview, 'measuring');
    const carried = await webview.page.evaluate<string>(`(() => {
      const row = document.querySelector('[data-testid=channel-vbus]').closest('.channel-row');
      const dataTransfer = new DataTransfer();
      row.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true }));
      return row.draggable + ' ' + dataTransfer.getData('text/plain');
    })()`);
    assert.equal(carried, 'true telemetryhub-channel:motor/vbus');
  });

  it('offers its actions by Shift+F10 and by the right button', async () => {
    const { page } = webview;
    await showState(webview, 'measuring');
    const choices: readonly (readonly [testId: string, message: Record<string, unknown>])[] = [
      ['channel-plot', { type: 'plot', plotted: true }],
      ['channel-new', { type: 'plot', plotted: true, plotId: 'new' }],
      ['channel-alone', { type: 'plotAlone' }],
    ];
    for (const [testId, message] of choices) {
      await tick('vbus').focus();
      await page.keyboard.press('Shift+F10');
      await page.getByTestId(testId).click();
      const whole = { ...message, deviceId: 'motor', channelId: 'motor/vbus' };
      await webview.until(() => webview.sent.at(-1)?.type === message.type);
      assert.deepEqual(webview.sent.at(-1), whole);
    }
    await tick('vbus').click({ button: 'right' });
    await page.getByTestId('channel-copy-value').click();
    await tick('vbus').click({ button: 'right' });
    await page.getByTestId('channel-copy-name').click();
    await webview.until(() => sentOf(webview, 'copy').length === 2);
    assert.deepEqual(
      sentOf(webview, 'copy').map((message) => message.text),
      ['22.41\u00a0V', 'vbus'],
    );
  });

  it('sets a limit with all it has, in place', async () => {
    const { page } = webview;
    await showState(webview, 'measuring');
    await page.getByTestId('menu-vbus').dispatchEvent('click');
    await page.getByTestId('channel-limit').click();
    await choose(webview, 'limit-level', 'Critical');
    await choose(webview, 'limit-side', 'Below');
    await choose(webview, 'limit-action', 'SafeState');
    await page.getByRole('textbox', { name: 'Bound' }).fill('20.5');
    await page.getByRole('textbox', { name: 'Hysteresis' }).fill('-1');
    await page.getByTestId('limit-set').click();
    assert.equal(sentOf(webview, 'setLimit').length, 0, 'a hysteresis below 0 is none');
    await page.getByRole('textbox', { name: 'Hysteresis' }).fill('0.5');
    await page.getByRole('textbox', { name: 'Persistence' }).fill('250');
    await page.keyboard.press('Enter');
    await webview.until(() => sentOf(webview, 'setLimit').length === 1);
    assert.deepEqual(sentOf(webview, 'setLimit')[0], {
      type: 'setLimit',
      deviceId: 'motor',
      limit: {
        channel: 'vbus',
        level: 'critical',
        side: 'low',
        bound: 20.5,
        hysteresis: 0.5,
        persistenceMs: 250,
        action: 'safeState',
      },
    });
    assert.equal(await page.locator('.limit-editor').count(), 0);
    assert.equal(await focused(webview), 'channel-vbus');
  });

  it('lists, changes and removes the limits of a channel', async () => {
    const { page } = webview;
    await showState(webview, 'armed');
    await page.getByRole('button', { name: 'Limits of temp_motor' }).click();
    assert.match(
      (await row('temp_motor').innerText()).replaceAll('\u00a0', ' '),
      /warning above 70 °C\s+clears 2 °C inside · after 500 ms\s+critical above 80 °C\s+then SafeState/,
    );
    await page.getByTestId('limit-edit').first().click();
    await choose(webview, 'limit-side', 'Below');
    await page.getByTestId('limit-set').click();
    await webview.until(() => sentOf(webview, 'setLimit').length === 1);
    assert.deepEqual(sentOf(webview, 'removeLimit')[0].limit, {
      channel: 'temp_motor',
      level: 'warning',
      side: 'high',
    });
    assert.deepEqual(sentOf(webview, 'setLimit')[0].limit, { ...LIMITS[0], side: 'low' });
    await page.getByTestId('limit-remove').last().click();
    await webview.until(() => sentOf(webview, 'removeLimit').length === 2);
    assert.equal(sentOf(webview, 'removeLimit')[1].limit.level, 'critical');
    await page.getByTestId('limit-edit').first().click();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.limit-editor').count(), 0);
  });

  it('groups channels by device and narrows down a long list', async () => {
    const { page } = webview;
    await showDevices(webview, [device()]);
    assert.equal(await page.getByTestId('channel-filter').isVisible(), false, 'eight need none');
    const pump = device({ id: 'pump', name: 'Pump', channels: channels(0, 'pump') });
    await showDevices(webview, [device(), pump]);
    assert.deepEqual(await page.locator('.group-heading').allInnerTexts(), [
      'Motor board\nMeasuring',
      'Pump\nMeasuring',
    ]);
    await page.getByRole('textbox', { name: 'Filter channels' }).fill('TEMP');
    assert.equal(await page.locator('.channel:visible').count(), 4);
    await page.getByRole('textbox', { name: 'Filter channels' }).fill('nothing');
    assert.equal(await page.getByText('No channel matches.').isVisible(), true);
    await showDevices(webview, [device({ channels: [] })]);
    const none = 'No channels yet. They appear with the first decoded line.';
    assert.equal(await page.getByText(none).isVisible(), true);
  });
});

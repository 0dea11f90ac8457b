import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { focused, sentOf, showDevices, showState } from './panelChecks';
import { armed, faults } from './panelStory';
import { device } from './webviewFixtures';
import { openBrowser, WebviewPage } from './webviewPage';

describe('the head of the panel', function () {
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
    webview = await WebviewPage.open(browser, 'dark', { width: 1400, height: 800 });
  });

  afterEach(async () => {
    await webview.dispose();
  });

  const text = async (selector: string) =>
    (await webview.page.locator(selector).first().innerText()).replaceAll('\u00a0', ' ');

  it('says state, cause, link, rate and losses, also when these are 0', async () => {
    await showState(webview, 'measuring');
    assert.equal(await text('[data-testid=state]'), 'Measuring');
    const { page } = webview;
    assert.equal(await page.getByTestId('state').getAttribute('title'), 'Measuring: started');
    assert.match(await text('.link'), /\/dev\/ttyACM0\s+115200 8N1/);
    assert.equal(await text('[data-testid=rate]'), '1.00 kS/s');
    assert.equal(await text('[data-testid=dropped]'), '0 dropped');
    assert.equal(await text('[data-testid=rejected]'), '53 rejected');
  });

  it('says why the link is down and which attempt runs, and no rate', async () => {
    await showState(webview, 'reconnecting');
    assert.match(await text('.link'), /Unplugged\s+reconnecting, attempt 3/);
    assert.equal(await text('[data-testid=rate]'), '0 S/s');
    assert.equal(await text('[data-testid=state]'), 'Error');
  });

  it('starts, stops, resets, and says why it does not', async () => {
    const { page } = webview;
    const types = () => webview.sent.map(({ type }) => type);
    await showState(webview, 'idle');
    await page.getByTestId('reset').click();
    assert.ok(!types().includes('reset'), 'nothing to reset');
    assert.match((await page.getByTestId('reset').getAttribute('title')) ?? '', /nothing to reset/);
    await page.getByTestId('start').click();
    await webview.until(() => types().includes('start'));
    await showState(webview, 'measuring');
    await page.getByTestId('stop').click();
    await webview.until(() => types().includes('stop'));
    await showState(webview, 'reconnecting');
    await page.getByTestId('reset').click();
    await webview.until(() => types().includes('reset'));
  });

  it('leaves SafeState only by Reset, and says why Start is refused', async () => {
    await showState(webview, 'safeState');
    const { page } = webview;
    assert.equal(await page.locator('#app').getAttribute('data-state'), 'safeState');
    assert.match(
      await text('.safe-block'),
      /5 frames in a row failed their checksum \(threshold 5\)/,
    );
    assert.match(await text('.safe-heading'), /^SafeState since 14:\d\d:\d\d: /);
    await page.getByTestId('start').click();
    assert.equal(sentOf(webview, 'start').length, 0);
    assert.match((await page.getByTestId('start').getAttribute('title')) ?? '', /Reset first/);
    assert.equal(await page.getByTestId('start').getAttribute('aria-disabled'), 'true');
    await page.getByTestId('start').focus();
    assert.equal(await focused(webview), 'start', 'can be reached to hear why');
    await page.getByTestId('safe-reset').click();
    await page.getByTestId('safe-rejected').click();
    await page.getByTestId('safe-history').click();
    await webview.until(() => sentOf(webview, 'showHistory').length === 1);
    assert.equal(sentOf(webview, 'reset').length, 1);
    assert.equal(sentOf(webview, 'showRejected').length, 1);
  });

  it('names the safe command that was sent', async () => {
    const { sinceMs } = await showState(webview, 'safeState');
    const fact = { kind: 'note', text: 'Safe command sent: STOP' } as const;
    const note = { number: 99, deviceId: 'motor', timeMs: sinceMs, lastMs: sinceMs };
    await webview.send({ type: 'events', whole: false, events: [{ ...note, count: 1, fact }] });
    await webview.page.getByText('The safe command STOP was sent.').waitFor();
  });

  it('says what is armed, when it ends and what was caught, and disarms all of it', async () => {
    await showState(webview, 'armed');
    const words = await text('.armed-bar');
    assert.match(words, /2 faults armed/);
    assert.match(words, /Byte flip on received bytes · Value spike on rpm/);
    assert.match(words, /next disarms in 0:[0-4]\d/);
    assert.match(words, /caught 47 of 50/);
    await webview.page.getByTestId('disarm-all').click();
    await webview.until(() => sentOf(webview, 'disarmAll').length === 1);
    assert.deepEqual(sentOf(webview, 'disarmAll'), [{ type: 'disarmAll', deviceId: 'motor' }]);
    await showState(webview, 'measuring');
    assert.equal(await webview.page.locator('.armed').isVisible(), false);
  });

  it('counts down by itself', async () => {
    await showState(webview, 'armed');
    const before = await text('.armed-ends');
    let after = before;
    for (let i = 0; i < 50 && after === before; i++) {
      await webview.page.waitForTimeout(100);
      after = await text('.armed-ends');
    }
    assert.notEqual(after, before);
  });

  it('warns of faults on a device that is not in focus, and disarms them there', async () => {
    const other = device({ id: 'pump', name: 'Pump', faults: faults(webview.nowMs), channels: [] });
    await showDevices(webview, [device(), other]);
    assert.match(await text('.armed-bar'), /Pump: Byte flip on received bytes/);
    await webview.page.getByTestId('disarm-all').click();
    await webview.until(() => sentOf(webview, 'disarmAll').length === 1);
    assert.equal(sentOf(webview, 'disarmAll')[0].deviceId, 'pump');
  });

  it('offers the devices with their states, by keyboard too', async () => {
    const pump = device({ id: 'pump', name: 'Pump', state: 'safeState', cause: 'no frames' });
    await showDevices(webview, [armed(webview.nowMs), pump]);
    const { page } = webview;
    await page.getByTestId('device').focus();
    await page.keyboard.press('Enter');
    const options = page.getByRole('listbox', { name: 'Device' }).getByRole('option');
    assert.deepEqual(await options.allInnerTexts(), [
      'Motor board\n2 armed · Measuring · 1.00\u00a0kS/s',
      'Pump\nSafeState · no frames',
    ]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await webview.until(() => sentOf(webview, 'focus').length === 1);
    assert.deepEqual(sentOf(webview, 'focus'), [{ type: 'focus', deviceId: 'pump' }]);
    assert.equal(await focused(webview), 'device', 'the focus is back');
  });

  it('releases the port and takes it again from its menu', async () => {
    const { page } = webview;
    await showState(webview, 'measuring');
    await page.getByTestId('more').click();
    assert.equal(await page.getByTestId('menu-connect').getAttribute('aria-disabled'), 'true');
    await page.getByTestId('menu-disconnect').click();
    await webview.until(() => sentOf(webview, 'disconnect').length === 1);
    await showDevices(webview, [device({ link: { kind: 'closed', reason: 'released' } })]);
    await page.getByTestId('more').click();
    await page.getByTestId('menu-connect').click();
    await webview.until(() => sentOf(webview, 'connect').length === 1);
    for (const type of ['showRejected', 'showHistory', 'openSettings'] as const) {
      await page.getByTestId('more').click();
      await page.getByTestId(`menu-${type}`).click();
      await webview.until(() => sentOf(webview, type).length === 1);
    }
  });

  it('says changes of state politely, SafeState and critical limits at once, and no values', async () => {
    const { page } = webview;
    const status = () => page.locator('[role=status]').first().textContent();
    const alert = () => page.locator('#app > .sr-only [role=alert]').textContent();
    await showDevices(webview, [device()]);
    assert.equal(await status(), '', 'what was so before is no news');
    await showDevices(webview, [device({ samplesPerSecond: 12 })]);
    assert.equal(await status(), '');
    await showDevices(webview, [armed(webview.nowMs, { alarms: [] })]);
    assert.match((await status()) ?? '', /Byte flip F-051 is armed/);
    await showDevices(webview, [device({ state: 'idle', cause: 'stopped' })]);
    assert.match((await status()) ?? '', /Motor board: Idle, stopped\..*F-051 is disarmed/);
    assert.equal(await alert(), '');
    await showDevices(webview, [device({ state: 'safeState', cause: 'checksum ×5' })]);
    assert.equal(await alert(), 'Motor board: SafeState, checksum ×5.');
  });

  it('opens the last minute of each metric, live, and gives the focus back', async () => {
    const { page } = webview;
    await showState(webview, 'measuring');
    for (const id of ['rate', 'latency', 'queue', 'dropped', 'pool', 'hostLoad']) {
      await page.getByTestId(`metric-${id}`).click();
      const dialog = page.getByRole('dialog');
      assert.ok(await dialog.isVisible(), id);
      await page.keyboard.press('Escape');
      assert.equal(await dialog.isVisible(), false);
      assert.equal(await focused(webview), `metric-${id}`);
    }
    await page.getByTestId('metric-queue').click();
    await showDevices(webview, [device({ queueBlocks: 900 })]);
    const cells = page.getByRole('dialog').locator('tbody td');
    assert.deepEqual(await cells.allInnerTexts(), ['900 blocks', '3 blocks', '900 blocks']);
    assert.match((await page.locator('.trend-line').first().getAttribute('d')) ?? '', /^M.*L/);
  });

  it('counts rejected frames and values that were not finite where losses are explained', async () => {
    const { page } = webview;
    const { counters } = device();
    await showDevices(webview, [device({ counters: { ...counters, nonFinite: 1234 } })]);
    assert.match(await page.getByTestId('not-finite').innerText(), /^1,234\sNaN$/);
    await page.getByTestId('metric-dropped').click();
    const notes = page.getByRole('dialog').locator('.trend-notes > div');
    const texts = (await notes.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));
    assert.deepEqual(texts, [
      'Rejected frames 53',
      'Bytes in them 2.0 kB',
      'Values that were not finite 1,234',
    ]);
    await showDevices(webview, [device({ counters: { ...counters, nonFinite: 1235 } })]);
    assert.match(await notes.last().innerText(), /1,235$/);
  });

  it('lets the user begin where there is no device', async () => {
    const { page } = webview;
    await showDevices(webview, []);
    const main = page.locator('.no-device');
    assert.match(
      await main.innerText(),
      /No device yet\s+Print one line from your firmware and it plots\. No configuration\.\s+printf\("temp:%\.1f\\n", temp\);/,
    );
    await page.getByTestId('copy-line').click();
    await page.getByTestId('start-simulator').click();
    await page.getByTestId('connect-serial').click();
    await webview.until(() => sentOf(webview, 'connectSerial').length === 1);
    assert.equal(sentOf(webview, 'startSimulator').length, 1);
    assert.equal(sentOf(webview, 'copy')[0].text, 'printf("temp:%.1f\\n", temp);');
  });
});

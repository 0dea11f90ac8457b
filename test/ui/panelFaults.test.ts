import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { NO_SCORE } from '../../src/fault/noScore';
import { choose, focused, sentOf, showDevices, showState } from './panelChecks';
import { device } from './webviewFixtures';
import { openBrowser, WebviewPage } from './webviewPage';

describe('the faults of the panel', function () {
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
    webview = await WebviewPage.open(browser, 'dark', { width: 1200, height: 900 });
    await showDevices(webview, [device()]);
    await webview.page.getByTestId('tab-faults').click();
  });

  afterEach(async () => {
    await webview.dispose();
  });

  const field = (name: string) => webview.page.getByRole('textbox', { name, exact: true });
  const says = () => webview.page.locator('.says').innerText();
  const arm = () => webview.page.getByTestId('fault-arm');

  it('arms exactly what was asked for, and says before what it will do', async () => {
    assert.equal(
      await says(),
      'Flips 1 bit in about 1 of 1,000 received bytes. Recordings keep the undamaged bytes.',
    );
    await field('Probability per byte').fill('0.02');
    await field('Bits per hit').fill('3');
    await field('Seed').fill('7');
    await field('Disarm after (s)').fill('');
    await field('or after (hits)').fill('50');
    assert.match(await says(), /^Flips 3 bits in about 1 of 50 received bytes\./);
    await arm().click();
    await webview.until(() => sentOf(webview, 'armFault').length === 1);
    assert.deepEqual(sentOf(webview, 'armFault')[0], {
      type: 'armFault',
      deviceId: 'motor',
      spec: {
        kind: 'flip',
        parameters: { probability: 0.02, bits: 3 },
        seed: 7,
        direction: 'receive',
        count: 50,
      },
    });
  });

  it('acts on the send path where it can, and warns of it', async () => {
    await choose(webview, 'fault-kind', 'Truncate');
    await choose(webview, 'fault-path', 'Sent, before the wire');
    assert.match(await says(), /sent bytes.*The damage reaches the device: you are asked first\./);
    await arm().click();
    await webview.until(() => sentOf(webview, 'armFault').length === 1);
    const [{ spec }] = sentOf(webview, 'armFault');
    assert.equal(spec.direction, 'send');
    assert.deepEqual(spec.parameters, { probability: 0.001, lengthBytes: 32 });
    assert.equal(spec.durationS, 60);
  });

  it('acts on one channel in its unit, or on every one', async () => {
    await choose(webview, 'fault-level', 'Value');
    await choose(webview, 'fault-kind', 'Spike');
    assert.match(await says(), /every channel/);
    await choose(webview, 'fault-channel', 'rpm');
    await field('Height (rpm)').fill('−250');
    assert.match(await says(), /^Adds −250\u00a0rpm to about 1 of 100 samples of rpm\./);
    await webview.page.getByTestId('fault-script').click();
    await webview.until(() => sentOf(webview, 'addToScript').length === 1);
    const [{ spec }] = sentOf(webview, 'addToScript');
    assert.equal(spec.channel, 'rpm');
    assert.deepEqual(spec.parameters, { probability: 0.01, amplitude: -250 });
    assert.equal(sentOf(webview, 'armFault').length, 0);
  });

  it('refuses numbers that are none, says which, and goes there', async () => {
    await field('Probability per byte').fill('7');
    await arm().click();
    const problem = webview.page.locator('.problem:visible');
    assert.equal(await problem.innerText(), 'Enter a number from 0 to 1.');
    assert.equal(sentOf(webview, 'armFault').length, 0);
    await webview.page.keyboard.type('x');
    assert.equal(await problem.innerText(), 'Enter a number from 0 to 1.');
    await field('Probability per byte').fill('0,5');
    assert.equal(await problem.count(), 0);
    await field('Probability per byte').press('Enter');
    await webview.until(() => sentOf(webview, 'armFault').length === 1);
    assert.equal(sentOf(webview, 'armFault')[0].spec.parameters.probability, 0.5);
  });

  it('steps numbers by the arrow keys and draws another seed', async () => {
    await field('Bits per hit').press('ArrowUp');
    await field('Probability per byte').press('ArrowDown');
    await field('Disarm after (s)').press('Shift+ArrowUp');
    const before = await field('Seed').inputValue();
    await webview.page.getByTestId('fault-dice').click();
    await webview.until(async () => (await field('Seed').inputValue()) !== before);
    await arm().click();
    await webview.until(() => sentOf(webview, 'armFault').length === 1);
    const [{ spec }] = sentOf(webview, 'armFault');
    assert.deepEqual(spec.parameters, { probability: 0.0009, bits: 2 });
    assert.equal(spec.durationS, 70);
  });

  it('says why a device cannot have a kind of fault, and does not arm it', async () => {
    const probe = device({ name: 'Probe', canFault: false, canBreakLink: false, canGlitch: false });
    await showDevices(webview, [probe]);
    await choose(webview, 'fault-level', 'Device');
    const refused = webview.page.locator('.refused:visible');
    const why = 'Probe commits no faults on request: only the simulator does.';
    assert.equal(await refused.innerText(), why);
    assert.equal(await arm().getAttribute('title'), why);
    await arm().click();
    await arm().focus();
    assert.equal(await focused(webview), 'fault-arm');
    await choose(webview, 'fault-level', 'Link');
    await choose(webview, 'fault-kind', 'DTR glitch (not here)');
    assert.match(await refused.innerText(), /no DTR line/);
    await choose(webview, 'fault-kind', 'Disconnect (not here)');
    assert.match(await refused.innerText(), /cannot be broken on purpose/);
    await choose(webview, 'fault-kind', 'Latency');
    assert.equal(await refused.count(), 0);
    await showDevices(webview, [device({ name: 'Simulator', canGlitch: false })]);
    await choose(webview, 'fault-kind', 'Disconnect');
    assert.equal(await refused.count(), 0, 'a device without modem lines may have a link to break');
    assert.equal(sentOf(webview, 'armFault').length, 0);
  });

  it('refuses in SafeState what reaches the device, and nothing else', async () => {
    await showState(webview, 'safeState');
    const primary = () => arm().getAttribute('appearance');
    assert.equal(await primary(), 'secondary', 'the way out is the only primary button');
    await choose(webview, 'fault-path', 'Sent, before the wire');
    const refused = webview.page.locator('.refused:visible');
    assert.match(await refused.innerText(), /is in SafeState.*Reset it first\./);
    await arm().click();
    assert.equal(sentOf(webview, 'armFault').length, 0);
    await choose(webview, 'fault-path', 'Received, before the framer');
    await arm().click();
    await webview.until(() => sentOf(webview, 'armFault').length === 1);
  });

  it('shows what is armed, how long still, what was caught and missed, and disarms it', async () => {
    const { page } = webview;
    assert.equal(await page.getByText('Nothing is armed.').isVisible(), true);
    await showState(webview, 'armed');
    const cards = page.locator('.fault-card');
    const [flip, spike] = await cards.allInnerTexts();
    assert.match(flip, /Byte flip\s+F-051\s+0:[0-4]\d left\s+p 0\.001 · 1 bit · seed 4711/);
    assert.match(flip, /caught 46 of 49\s+missed: 12, 31, 44/);
    assert.match(
      spike,
      /Value spike\s+F-052\s+9 of 10 left\s+rpm · p 0\.01 · Height 1,100\u00a0rpm/,
    );
    assert.match(spike, /caught 1 of 1\s+last by rpm > 3,500 rpm/);
    const width = await page.evaluate<number>(
      `parseFloat(document.querySelectorAll('.fault-card .progress-fill')[1].style.width)`,
    );
    assert.equal(width, 90);
    assert.equal(await page.locator('.tab-faults .count').innerText(), '2');
    await page.getByRole('button', { name: 'Disarm F-052' }).click();
    await webview.until(() => sentOf(webview, 'disarmFault').length === 1);
    assert.deepEqual(sentOf(webview, 'disarmFault'), [
      { type: 'disarmFault', deviceId: 'motor', faultId: 52 },
    ]);
  });

  it('scores, and clears the score', async () => {
    const { page } = webview;
    const score = page.locator('.score');
    assert.match(await score.innerText(), /Nothing was injected yet\./);
    assert.equal(await page.getByTestId('score-clear').isVisible(), false);
    const counts = { injected: 52, caught: 47, missed: 3, pending: 2, missedNumbers: [3, 4, 9] };
    await showDevices(webview, [device({ score: { ...NO_SCORE, ...counts } })]);
    assert.match(
      await score.innerText(),
      /94\u00a0%\s+47 of 50 injected faults were followed in time by .*\. 2 may still be caught\.\s+missed: 3, 4, 9/,
    );
    await page.getByTestId('score-clear').click();
    await webview.until(() => sentOf(webview, 'clearScore').length === 1);
  });
});

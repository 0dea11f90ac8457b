import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/bootstrap.mjs';
import { openWorkbench, type Workbench } from '../../scripts/workbench.mjs';

/** In a browser, VS Code writes what it keeps to the disk every 5 s and not when it is closed. */
const STORAGE_MS = 6000;

const board = {
  id: 'bench',
  name: 'Bench board',
  transport: { kind: 'simulator', rateHz: 200 },
};

describe('a reload of the window', function () {
  this.timeout(180_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      extensions: [root],
      settings: { 'telemetryhub.devices': [board] },
    });
    const { page } = workbench;
    await page.getByRole('tab', { name: 'TelemetryHub' }).first().click();
    await page.getByRole('treeitem').filter({ hasText: 'Bench board' }).waitFor();
    await workbench.runCommand('TelemetryHub: Start');
    await workbench.runCommand('TelemetryHub: Open Plot');
    await workbench.plotDrawn();
  });

  after(async () => {
    await workbench.dispose();
  });

  afterEach(async function () {
    const name = this.currentTest?.title.replaceAll(' ', '-') ?? 'test';
    await workbench.page.screenshot({ path: `test-results/reload-${name}.png` });
  });

  it('brings the plot back with its selection and its time span, and it draws again', async () => {
    const before = workbench.webview();
    await before.getByTestId('channel-temp_motor').click();
    await before.getByTestId('channel-temp_mcu').click();
    const ticked = () =>
      workbench.webview().locator('[data-testid^="channel-"][aria-checked="true"]').allInnerTexts();
    // The tick follows the host's answer.
    const unticked = () =>
      workbench.webview().locator('[data-testid="channel-temp_mcu"][aria-checked="false"]');
    await unticked().waitFor();
    const chosen = await ticked();
    assert.ok(chosen.length > 0 && chosen.length < 8);
    await sleep(STORAGE_MS);
    await workbench.reload();
    await workbench.webview().locator('#app').waitFor();
    await workbench.runCommand('TelemetryHub: Start');
    await workbench.plotDrawn();
    await unticked().waitFor();
    assert.deepEqual(await ticked(), chosen);
    assert.ok((await workbench.paintedPixels()) > 100, 'the canvas is not blank');
  });

  it('leaves a device in SafeState, with its cause, until it is reset', async () => {
    const page = workbench.webview();
    await page.getByTestId('tab-faults').click();
    // Every frame unreadable: the breaker trips within a second.
    await page.getByTestId('fault-level').click();
    await page.getByRole('option', { name: 'Device', exact: true }).click();
    await page.getByRole('textbox', { name: 'Probability per frame' }).fill('1');
    await page.getByTestId('fault-arm').click();
    const cause = () => workbench.webview().locator('.safe-block p').first().innerText();
    await page.locator('.safe-block').waitFor();
    const first = await cause();
    assert.match(first, /^5 frames in a row could not be decoded/);
    await sleep(STORAGE_MS);
    await workbench.reload();
    const block = workbench.webview().locator('.safe-block');
    await block.waitFor();
    assert.equal(await cause(), first);
    await workbench.webview().getByTestId('safe-reset').click();
    await block.waitFor({ state: 'hidden' });
    await sleep(STORAGE_MS);
    await workbench.reload();
    await workbench.webview().getByTestId('state').filter({ hasText: 'Idle' }).waitFor();
  });

  it('violates no content security policy', () => {
    assert.deepEqual(workbench.policyViolations(), []);
  });
});

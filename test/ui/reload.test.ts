import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/bootstrap.mjs';
import { openWorkbench, type Workbench } from '../../scripts/workbench.mjs';

/** In a browser, VS Code writes what it keeps to the disk every 5 s and not when it is closed. */
const STORAGE_MS = 6000;

/**
 * In front of a server, VS Code starts a new extension host after a reload: of the 16 s that took on two busy cores, 1 s was
 * ours. So these tests reload twice, not more, and are patient.
 */
const AWAKE = { timeout: 150_000 };

const board = {
  id: 'bench',
  name: 'Bench board',
  transport: { kind: 'simulator', rateHz: 200 },
};

describe('a reload of the window', function () {
  this.timeout(400_000);
  let workbench: Workbench;
  let chosen: string[] = [];

  const ticked = () =>
    workbench.webview().locator('[data-testid^="channel-"][aria-checked="true"]').allInnerTexts();
  const unticked = () =>
    workbench.webview().locator('[data-testid="channel-temp_mcu"][aria-checked="false"]');
  const cause = () => workbench.webview().locator('.safe-block p').first().innerText();

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

  it('brings back the plot with its selection, and a device in SafeState with its cause', async () => {
    const before = workbench.webview();
    await before.getByTestId('channel-temp_motor').click();
    await before.getByTestId('channel-temp_mcu').click();
    // The tick follows the host's answer.
    await unticked().waitFor();
    chosen = await ticked();
    assert.ok(chosen.length > 0 && chosen.length < 8);
    await before.getByTestId('tab-faults').click();
    // Every frame unreadable: the breaker trips within a second.
    await before.getByTestId('fault-level').click();
    await before.getByRole('option', { name: 'Device', exact: true }).click();
    await before.getByRole('textbox', { name: 'Probability per frame' }).fill('1');
    await before.getByTestId('fault-arm').click();
    await before.locator('.safe-block').waitFor();
    const first = await cause();
    assert.match(first, /^5 frames in a row could not be decoded/);
    await sleep(STORAGE_MS);
    await workbench.reload();
    await workbench.webview().locator('.safe-block').waitFor(AWAKE);
    assert.equal(await cause(), first);
  });

  it('keeps a reset, and the plot draws again with the same selection', async () => {
    await workbench.webview().getByTestId('safe-reset').click();
    await workbench.webview().locator('.safe-block').waitFor({ state: 'hidden' });
    await sleep(STORAGE_MS);
    await workbench.reload();
    const state = workbench.webview().getByTestId('state');
    await state.filter({ hasText: 'Idle' }).waitFor(AWAKE);
    await workbench.runCommand('TelemetryHub: Start');
    await workbench.plotDrawn();
    await workbench.webview().getByTestId('tab-channels').click();
    await unticked().waitFor();
    assert.deepEqual(await ticked(), chosen);
    assert.ok((await workbench.paintedPixels()) > 100, 'the canvas is not blank');
  });

  it('violates no content security policy', () => {
    assert.deepEqual(workbench.policyViolations(), []);
  });
});

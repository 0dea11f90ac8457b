import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/bootstrap.mjs';
import { openWorkbench, type Workbench } from '../../scripts/workbench.mjs';

describe('the workbench', function () {
  this.timeout(120_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ extensions: [root] });
  });

  after(async () => {
    await workbench.dispose();
  });

  afterEach(async function () {
    const name = this.currentTest?.title.replaceAll(' ', '-') ?? 'test';
    await workbench.page.screenshot({ path: `test-results/ui-${name}.png` });
  });

  it('goes from the palette to a plot that draws', async () => {
    await workbench.runCommand('TelemetryHub: Start the Simulated Device');
    const first = await workbench.plotDrawn();
    await workbench.plotDrawnAfter(first);
    assert.ok((await workbench.paintedPixels()) > 100, 'the canvas is not blank');
  });

  it('lists the device and its channels in the tree', async () => {
    const { page } = workbench;
    await page.getByRole('tab', { name: 'TelemetryHub' }).first().click();
    const items = page.getByRole('treeitem');
    await items.filter({ hasText: 'Simulated device' }).first().waitFor();
    await items.filter({ hasText: 'temp_motor' }).first().waitFor();
  });

  it('keeps the picture while paused, and captures on', async () => {
    const webview = workbench.webview();
    const counter = workbench.page.getByRole('treeitem').filter({ hasText: 'i2c_errors' });
    await webview.getByRole('button', { name: 'Pause' }).click();
    await webview.getByTestId('resume').waitFor();
    await sleep(500);
    const pixels = await workbench.paintedPixels();
    const captured = await counter.innerText();
    await sleep(1500);
    assert.equal(await workbench.paintedPixels(), pixels);
    assert.notEqual(await counter.innerText(), captured, 'the counter counts on');
    const drawn = await workbench.plotDrawn();
    await webview.getByTestId('resume').click();
    await workbench.plotDrawnAfter(drawn);
  });

  it('violates no content security policy', () => {
    assert.deepEqual(workbench.policyViolations(), []);
  });
});

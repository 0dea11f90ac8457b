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
    await sleep(1000);
    assert.ok((await workbench.plotDrawn()) > first, 'the plot draws on');
    assert.ok((await workbench.paintedPixels()) > 100, 'the canvas is not blank');
  });

  it('lists the device and its channels in the tree', async () => {
    const { page } = workbench;
    await page.getByRole('tab', { name: 'TelemetryHub' }).first().click();
    const items = page.getByRole('treeitem');
    await items
      .filter({ hasText: /simulat/i })
      .first()
      .waitFor();
    assert.ok((await items.count()) >= 8, 'a device and its channels');
  });

  it('violates no content security policy', () => {
    assert.deepEqual(workbench.policyViolations(), []);
  });
});

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/bootstrap.mjs';
import { openWorkbench, type Workbench } from '../../scripts/workbench.mjs';

/** In a browser, VS Code writes what it keeps to the disk every 5 s and not when it is closed. */
const STORAGE_MS = 6000;
/** After a reload in front of a server a new extension host takes its time. */
const AWAKE = { timeout: 150_000 };

const board = {
  id: 'bench',
  name: 'Bench board',
  transport: { kind: 'simulator', rateHz: 200, format: 'cobs' },
};

describe('a reload of the window while a schema is built', function () {
  this.timeout(300_000);
  let workbench: Workbench;
  const page = () => workbench.webview();

  before(async () => {
    workbench = await openWorkbench({
      extensions: [root],
      settings: { 'telemetryhub.devices': [board] },
    });
    await workbench.page.getByRole('tab', { name: 'TelemetryHub' }).first().click();
    await workbench.page.getByRole('treeitem').filter({ hasText: 'Bench board' }).waitFor();
    await workbench.runCommand('TelemetryHub: Build Schema…');
  });

  after(async () => {
    await workbench.dispose();
  });

  it('brings the editor back with its draft, and the bytes flow beside it again', async () => {
    await page().getByText('Schema of Bench board').waitFor(AWAKE);
    await page().getByTestId('add-field').click();
    const name = page().getByTestId('field-name').getByRole('textbox');
    await name.fill('kept over a reload');
    await page().getByTestId('fields').filter({ hasText: 'kept over a reload' }).waitFor();
    await sleep(STORAGE_MS);
    await workbench.reload();
    await page().getByTestId('fields').filter({ hasText: 'kept over a reload' }).waitFor(AWAKE);
    await workbench.runCommand('TelemetryHub: Start');
    await page().locator('.frame').first().waitFor(AWAKE);
    await workbench.page.screenshot({ path: 'test-results/reload-schema.png' });
    assert.deepEqual(workbench.policyViolations(), []);
  });
});

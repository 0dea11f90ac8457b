import assert from 'node:assert/strict';
import { closeSync, writeSync } from 'node:fs';
import { packageVsix } from '../../scripts/package.mjs';
import { installVsix } from '../../scripts/server.mjs';
import { openWorkbench, type Workbench } from '../../scripts/workbench.mjs';
import { PtyPair } from '../device/pty';

const WRITE_EVERY_MS = 20;

describe('the packaged extension, in a clean VS Code', function () {
  this.timeout(180_000);
  const cable = new PtyPair();
  let workbench: Workbench;

  before(async () => {
    const file = packageVsix();
    await cable.plug();
    const transport = { kind: 'serial', path: cable.near, baudRate: 115200 };
    workbench = await openWorkbench({
      settings: { 'telemetryhub.devices': [{ name: 'Bench board', transport }] },
      prepare: (profileFolder) => {
        installVsix('today', profileFolder, file);
      },
    });
  });

  after(async () => {
    await workbench.dispose();
    await cable.dispose();
  });

  afterEach(async function () {
    const name = this.currentTest?.title.replaceAll(' ', '-') ?? 'test';
    await workbench.page.screenshot({ path: `test-results/vsix-${name}.png` });
  });

  it('opens a serial port and shows what arrives there', async () => {
    const far = cable.openFar();
    let count = 0;
    const feed = setInterval(() => writeSync(far, `speed:${++count} rpm\n`), WRITE_EVERY_MS);
    try {
      await workbench.page.getByRole('tab', { name: 'TelemetryHub' }).first().click();
      const items = workbench.page.getByRole('treeitem');
      const board = items.filter({ hasText: 'Bench board' });
      await board.waitFor();
      await workbench.runCommand('TelemetryHub: Start');
      await board.filter({ hasText: 'Measuring' }).waitFor();
      await items.filter({ hasText: 'speed' }).waitFor();
    } finally {
      clearInterval(feed);
      closeSync(far);
    }
  });

  it('runs the simulated device', async () => {
    await workbench.runCommand('TelemetryHub: Start the Simulated Device');
    await workbench.plotDrawn();
    assert.ok((await workbench.paintedPixels()) > 100, 'the canvas is not blank');
    assert.deepEqual(workbench.policyViolations(), []);
  });
});

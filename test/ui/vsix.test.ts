import assert from 'node:assert/strict';
import { packageVsix } from '../../scripts/package.mjs';
import { installVsix } from '../../scripts/server.mjs';
import { openWorkbench, type Workbench } from '../../scripts/workbench.mjs';

describe('the packaged extension', function () {
  this.timeout(180_000);
  let workbench: Workbench;

  before(async () => {
    const file = packageVsix();
    workbench = await openWorkbench({
      prepare: (profileFolder) => {
        installVsix('today', profileFolder, file);
      },
    });
  });

  after(async () => {
    await workbench.dispose();
  });

  it('runs the simulated device in a clean VS Code', async () => {
    await workbench.runCommand('TelemetryHub: Start the Simulated Device');
    await workbench.plotDrawn();
    assert.ok((await workbench.paintedPixels()) > 100, 'the canvas is not blank');
    assert.deepEqual(workbench.policyViolations(), []);
    await workbench.page.screenshot({ path: 'test-results/ui-vsix.png' });
  });
});

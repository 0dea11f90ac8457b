import assert from 'node:assert/strict';
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/bootstrap.mjs';
import { openWorkbench, type Workbench } from '../../scripts/workbench.mjs';
import { PtyPair, until } from '../device/pty';

const failing = { id: 'rig', name: 'Test rig', transport: { kind: 'simulator', rateHz: 200 } };

describe('what the workbench shows of a device', function () {
  this.timeout(180_000);
  const cable = new PtyPair();
  let workbench: Workbench;

  before(async () => {
    await cable.plug();
    workbench = await openWorkbench({
      extensions: [root, path.join(root, 'test', 'fixtures', 'agent')],
      settings: { 'telemetryhub.devices': [failing] },
      env: { ...process.env, TELEMETRYHUB_AGENT_DEVICE: cable.near },
    });
  });

  after(async () => {
    await workbench.dispose();
    await cable.dispose();
  });

  afterEach(async function () {
    const name = this.currentTest?.title.replaceAll(' ', '-') ?? 'test';
    await workbench.page.screenshot({ path: `test-results/parts-${name}.png` });
  });

  const statusItem = () =>
    workbench.page.locator('[id="telemetryhub.telemetryhub.telemetryhub.state"]');

  it('asks for a port of this machine and its rate, and opens what was entered', async () => {
    const { page } = workbench;
    const far = cable.openFar();
    const feed = setInterval(() => writeSync(far, 'speed:1200 rpm\n'), 20);
    try {
      await workbench.runCommand('TelemetryHub: Connect a Serial Port');
      const input = page.locator('.quick-input-widget:visible input').first();
      await page.getByPlaceholder(`Serial ports of ${os.hostname()}`).waitFor();
      await page.getByRole('option', { name: 'Enter a path…' }).click();
      await page.getByPlaceholder('/dev/ttyUSB0').waitFor();
      await input.fill(' ');
      await page.getByText('A port needs a path.').waitFor();
      await input.fill(cable.near);
      await input.press('Enter');
      await page.getByRole('option', { name: '115200' }).click();
      await workbench.plotDrawn();
      await statusItem().filter({ hasText: 'Measuring' }).waitFor();
      assert.match(await statusItem().innerText(), /: Measuring · .+ · 0 dropped$/);
    } finally {
      clearInterval(feed);
      closeSync(far);
    }
  });

  it('asks the user before an assistant sends anything, with the bytes, and sends nothing without a yes', async () => {
    const { page } = workbench;
    const far = openSync(cable.far, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    const agent = page.locator('[id="telemetryhub.telemetryhub-agent.said"]');
    const dialog = page.getByRole('dialog').filter({ hasText: 'Send a command to' });
    try {
      await workbench.runCommand('Agent: Ask for the Status');
      await dialog.waitFor();
      await dialog.getByText('47 45 54 5f 53 54 41 54 55 53 0a').waitFor();
      await page.screenshot({ path: 'test-results/parts-assistant-asks.png' });
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await agent.filter({ hasText: 'agent: Canceled' }).waitFor();
      assert.equal(readAll(far), '');
      await workbench.runCommand('Agent: Ask for the Status');
      await dialog.getByRole('button', { name: 'Yes' }).click();
      await agent.filter({ hasText: 'agent: sent' }).waitFor();
      let received = '';
      await until(() => (received += readAll(far)) !== '', 5000, 'the bytes at the far end');
      assert.equal(received, 'GET_STATUS\n');
    } finally {
      closeSync(far);
    }
  });

  it('tells of SafeState once, where neither panel nor tree is seen, and offers the way out', async () => {
    const { page } = workbench;
    await workbench.runCommand('TelemetryHub: Start');
    await page.getByRole('option', { name: 'Test rig' }).click();
    const webview = workbench.webview();
    await webview.getByTestId('device').click();
    const devices = webview.getByRole('listbox', { name: 'Device' });
    await devices.getByRole('option', { name: /Test rig/ }).click();
    await webview.getByTestId('tab-faults').click();
    await webview.getByTestId('fault-level').click();
    await webview.getByRole('option', { name: 'Device', exact: true }).click();
    await webview.getByTestId('fault-kind').click();
    await webview.getByRole('option', { name: 'Fault after samples' }).click();
    // Enough for the time it takes to close the panel.
    await webview.getByRole('textbox', { name: 'Samples until the fault' }).fill('20000');
    await webview.getByTestId('fault-arm').click();
    await statusItem().filter({ hasText: 'Test rig: Measuring' }).waitFor();
    await page.locator('[id="telemetryhub.telemetryhub.telemetryhub.armed"]').waitFor();
    // The side bar still shows the explorer.
    await page
      .getByRole('tab', { name: 'Test rig' })
      .getByRole('button', { name: /^Close/ })
      .click();
    await statusItem().filter({ hasText: 'Test rig: SafeState' }).waitFor();
    // The focus was in the panel and is nowhere now: VS Code keeps a toast for its list then.
    await page.locator('[id="status.notifications"]').click();
    const toast = page.locator('.notification-list-item', { hasText: 'Test rig is in SafeState' });
    await toast.waitFor();
    assert.equal(await toast.count(), 1);
    await toast.getByRole('button', { name: 'Reset' }).click();
    await statusItem().filter({ hasText: 'Test rig: Idle' }).waitFor();
  });

  it('offers in the palette only what a device can do now', async () => {
    const { page } = workbench;
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget:visible input').first();
    await input.fill('>TelemetryHub: Re');
    await page.getByRole('option', { name: 'TelemetryHub: Release Port' }).waitFor();
    assert.equal(await page.getByRole('option', { name: 'TelemetryHub: Reset' }).count(), 0);
    await page.keyboard.press('Escape');
  });
});

/** What waits there, without waiting for more. */
function readAll(fd: number): string {
  const buffer = Buffer.alloc(4096);
  try {
    return buffer.toString('utf8', 0, readSync(fd, buffer));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return '';
    throw error;
  }
}

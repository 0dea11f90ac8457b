import assert from 'node:assert/strict';
import { root } from '../../scripts/bootstrap.mjs';
import { openWorkbench, type Workbench } from '../../scripts/workbench.mjs';

const board = {
  id: 'bench',
  name: 'Bench board',
  transport: { kind: 'simulator', rateHz: 100 },
};
/** Crossed by the first sample, and for ever. */
const limit = { channel: 'vbus', level: 'critical', side: 'high', bound: 1, hysteresis: 0 };

describe('the window', function () {
  this.timeout(180_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      extensions: [root],
      settings: {
        'telemetryhub.devices': [board],
        'telemetryhub.limits': { 'Bench board': [limit] },
      },
      viewport: { width: 1440, height: 900 },
    });
    await workbench.page.getByRole('tab', { name: 'TelemetryHub' }).first().click();
    await row('Bench board').waitFor();
    await workbench.runCommand('TelemetryHub: Start');
    await workbench.runCommand('TelemetryHub: Open Plot');
    await workbench.plotDrawn();
  });

  after(async () => {
    await workbench.dispose();
  });

  afterEach(async function () {
    const name = this.currentTest?.title.replaceAll(' ', '-') ?? 'test';
    await workbench.page.screenshot({ path: `test-results/window-${name}.png` });
  });

  const row = (text: string | RegExp) =>
    workbench.page.getByRole('treeitem').filter({ hasText: text }).first();
  const panel = () => workbench.webview();
  const statusItem = (name: string) =>
    workbench.page.locator(`[id="telemetryhub.telemetryhub.telemetryhub.${name}"]`);

  /** Chooses a line of one of the form's dropdowns. */
  async function choose(testId: string, label: string): Promise<void> {
    await panel().getByTestId(testId).click();
    await panel().getByRole('option', { name: label, exact: true }).click();
  }

  async function fill(label: string, value: string): Promise<void> {
    await panel().getByRole('textbox', { name: label }).fill(value);
  }

  it('shows a crossed limit in the tree, the plot and the log, with its words', async () => {
    await row(/vbus.*above 1/).waitFor();
    await panel().getByTestId('tab-events').click();
    await panel().getByRole('listbox').getByText(/vbus/).first().waitFor();
  });

  it('shows a fault armed in the panel in tree and status bar, catches, scores and disarms it by itself', async () => {
    await panel().getByTestId('tab-faults').click();
    await choose('fault-level', 'Frame');
    await choose('fault-kind', 'Bad checksum');
    await fill('Probability per frame', '0.2');
    await fill('or after', '40');
    await panel().getByTestId('fault-arm').click();
    await panel().locator('.armed').waitFor();
    await row(/1 armed/).waitFor();
    await statusItem('armed').filter({ hasText: '1 fault armed' }).waitFor();
    await panel().locator('.armed').waitFor({ state: 'hidden', timeout: 30_000 });
    await statusItem('armed').waitFor({ state: 'hidden' });
    await panel()
      .getByText(/40 of 40 /)
      .first()
      .waitFor();
    await panel().getByTestId('tab-events').click();
    await panel().getByRole('listbox').getByText(/F-001/).first().waitFor();
  });

  it('asks before it damages what is sent, and disarms all by one key', async () => {
    const { page } = workbench;
    await panel().getByTestId('tab-faults').click();
    await choose('fault-level', 'Byte');
    await choose('fault-kind', 'Flip');
    await choose('fault-path', 'Sent, before the wire');
    await panel().getByTestId('fault-arm').click();
    const dialog = page.getByRole('dialog').filter({ hasText: 'send path of Bench board' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(await panel().locator('.armed').isVisible(), false);
    await panel().getByTestId('fault-arm').click();
    await dialog.getByRole('button', { name: 'Arm' }).click();
    await panel().locator('.armed').waitFor();
    await page.keyboard.press('Control+Alt+.');
    await panel().locator('.armed').waitFor({ state: 'hidden' });
  });

  it('sends a command from the panel and lists it', async () => {
    await panel().getByTestId('tab-commands').click();
    await panel().getByTestId('command-GET_STATUS').click();
    await panel().locator('.sent-lines').getByText('GET_STATUS').waitFor();
  });

  it('shows the numbers of what is plotted', async () => {
    await panel().getByTestId('tab-table').click();
    const cells = panel().getByRole('row').filter({ hasText: 'temp_motor' }).getByRole('cell');
    await cells.filter({ hasText: /\d/ }).first().waitFor();
  });

  it('goes back in time by keys, says how far, and is live again by one', async () => {
    await panel().getByRole('application').first().focus();
    // The store holds less than the 60 s in view: there is nothing to go back to before that is less.
    for (let i = 0; i < 6; i++) await workbench.page.keyboard.press('+');
    await workbench.page.keyboard.press('ArrowLeft');
    await panel().locator('.pill[data-mode="behind"]').waitFor();
    await workbench.page.keyboard.press('End');
    await panel().locator('.pill[data-mode="live"]').waitFor();
  });

  it('obeys the palette', async () => {
    await workbench.runCommand('TelemetryHub: Pause or Resume the Plot');
    await panel().locator('.pill[data-mode="paused"]').waitFor();
    await workbench.runCommand('TelemetryHub: Pause or Resume the Plot');
    await panel().locator('.pill[data-mode="live"]').waitFor();
  });

  it('violates no content security policy', () => {
    assert.deepEqual(workbench.policyViolations(), []);
  });
});

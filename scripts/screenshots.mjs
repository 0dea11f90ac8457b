// @ts-check
// npm run screenshots: the pictures of the README and of docs/pictures.md, taken from the real workbench.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootstrap, root } from './bootstrap.mjs';
import { openWorkbench } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench */

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};
const wide = { width: 1440, height: 900 };
/** The panel beside an editor, and in a side bar. */
const narrower = { medium: { width: 1000, height: 900 }, narrow: { width: 440, height: 900 } };

/** The time axis shows 60 s: before it is full, the plot looks as if something were missing. */
const fillMs = 62_000;
/** A new size is laid out and drawn. */
const settleMs = 2000;

bootstrap(['today', 'browser']);
const folder = path.join(root, 'media', 'screenshots');
mkdirSync(folder, { recursive: true });

/** @param {Workbench} workbench @param {string} name */
async function take(workbench, name) {
  // A tooltip that the mouse left behind is part of no picture.
  await workbench.page.mouse.move(0, 0);
  await sleep(settleMs);
  await workbench.page.screenshot({ path: path.join(folder, `${name}.png`) });
  console.log(`media/screenshots/${name}.png`);
}

/**
 * Arms frames with bad checksums, and waits until some are caught.
 * @param {Workbench} workbench
 */
async function armFault(workbench) {
  const panel = workbench.webview();
  await panel.getByTestId('tab-faults').click();
  for (const [field, option] of [
    ['fault-level', 'Frame'],
    ['fault-kind', 'Bad checksum'],
  ]) {
    await panel.getByTestId(field).click();
    await panel.getByRole('option', { name: option, exact: true }).click();
  }
  await panel.getByRole('textbox', { name: 'Probability per frame' }).fill('0.02');
  await panel.getByTestId('fault-arm').click();
  await panel.locator('.armed').waitFor();
  await sleep(15_000);
}

for (const [name, theme] of Object.entries(themes)) {
  const workbench = await openWorkbench({
    extensions: [root],
    settings: { 'workbench.colorTheme': theme },
    viewport: wide,
  });
  await workbench.page.getByRole('tab', { name: 'TelemetryHub' }).first().click();
  await workbench.runCommand('TelemetryHub: Start the Simulated Device');
  await workbench.plotDrawn();
  await sleep(fillMs);
  await take(workbench, name);
  if (name === 'dark') {
    await armFault(workbench);
    await take(workbench, 'faults');
    await workbench.runCommand('TelemetryHub: Disarm All Faults');
    await workbench.webview().getByTestId('tab-channels').click();
  }
  await workbench.page.keyboard.press('Control+b');
  for (const [width, size] of Object.entries(narrower)) {
    await workbench.page.setViewportSize(size);
    if (width === 'narrow') await workbench.webview().getByTestId('tab-plots').click();
    await take(workbench, `${name}-${width}`);
  }
  await workbench.dispose();
}

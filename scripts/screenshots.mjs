// @ts-check
// npm run screenshots: the pictures of the README, taken from the real workbench in three themes.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootstrap, root } from './bootstrap.mjs';
import { openWorkbench } from './workbench.mjs';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
};

/** The time axis shows 60 s: before it is full, the plot looks as if something were missing. */
const fillMs = 62_000;

bootstrap(['today', 'browser']);
const folder = path.join(root, 'media', 'screenshots');
mkdirSync(folder, { recursive: true });
for (const [name, theme] of Object.entries(themes)) {
  const workbench = await openWorkbench({
    extensions: [root],
    settings: { 'workbench.colorTheme': theme },
    viewport: { width: 1440, height: 900 },
  });
  await workbench.page.getByRole('tab', { name: 'TelemetryHub' }).first().click();
  await workbench.runCommand('TelemetryHub: Start the Simulated Device');
  await workbench.plotDrawn();
  await sleep(fillMs);
  await workbench.page.screenshot({ path: path.join(folder, `${name}.png`) });
  console.log(`media/screenshots/${name}.png`);
  await workbench.dispose();
}

// @ts-check
// npm start [-- --once]: the simulated device, streaming into a live plot in a real VS Code.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootstrap, root } from './bootstrap.mjs';
import { hasDisplay } from './browser.mjs';
import { openDesktop, wantsDesktop } from './desktop.mjs';
import { openWorkbench } from './workbench.mjs';

const once = process.argv.includes('--once');
const readyLimitMs = 120_000;

/** @typedef {{ where: string, page?: import('playwright-core').Page, ended: Promise<void>, dispose: () => Promise<void> }} Host */

/**
 * @param {string[]} extensions
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Host>}
 */
async function openHost(extensions, env) {
  // A screenshot comes from the page of the server host.
  if (!once && (await wantsDesktop())) return openDesktop(extensions, env);
  const headless = once || !hasDisplay();
  const missing = bootstrap(['today', headless ? 'browser' : 'browserWindow']);
  if (missing.length > 0) throw new Error(`npm start lacks ${missing.join(' and ')}`);
  const { page, address, dispose } = await openWorkbench({ extensions, env, headless });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => page.once('close', () => resolve()));
  return { where: address, page, ended, dispose };
}

/**
 * Resolves to what the demo extension wrote once the webview had drawn.
 * @param {string} file
 * @returns {Promise<{ channels: number, samplesPerSecond: number }>}
 */
async function readReport(file) {
  const deadlineMs = performance.now() + readyLimitMs;
  while (!existsSync(file)) {
    if (performance.now() > deadlineMs) throw new Error('the plot has not drawn within 2 minutes');
    await sleep(100);
  }
  /** @type {unknown} */
  const parsed = JSON.parse(readFileSync(file, 'utf8'));
  const report = /** @type {{ channels: number, samplesPerSecond: number, error?: string }} */ (
    parsed
  );
  if (report.error !== undefined) throw new Error(report.error);
  return report;
}

/** @param {number} perSecond */
function rateText(perSecond) {
  return perSecond < 1000
    ? `${Math.round(perSecond)} S/s`
    : `${(perSecond / 1000).toFixed(2)} kS/s`;
}

/** @returns {Promise<void>} */
function interrupted() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => resolve());
  });
}

async function main() {
  bootstrap([]);
  const built = spawnSync(process.execPath, ['esbuild.js'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) throw new Error('the build failed');
  const stop = interrupted();
  const file = path.join(root, 'test-results', `demo-${process.pid}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  const extensions = [path.resolve(root), path.join(root, 'test', 'fixtures', 'demo')];
  const host = await openHost(extensions, { ...process.env, TELEMETRYHUB_DEMO_REPORT: file });
  try {
    const report = await Promise.race([readReport(file), stop]);
    if (report === undefined) return;
    const rate = rateText(report.samplesPerSecond);
    console.log(`TelemetryHub is live at ${host.where} : ${report.channels} channels, ${rate}`);
    if (once) await host.page?.screenshot({ path: path.join(root, 'test-results', 'start.png') });
    else await Promise.race([stop, host.ended]);
  } finally {
    await host.dispose();
    rmSync(file, { force: true });
  }
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

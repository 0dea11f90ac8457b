// @ts-check
// The ordinary workbench in Chromium, driven as a user would: for npm start, UI tests, screenshots.
import { chromium } from 'playwright-core';
import { ensureBrowser } from './bootstrap.mjs';
import { browserArgs } from './browser.mjs';
import { linkExtensions, makeProfile, startServer } from './server.mjs';

/** @typedef {import('playwright-core').Page} Page */

/**
 * @typedef {object} WorkbenchOptions
 * @property {import('./server.mjs').HostName} [host]
 * @property {string[]} [extensions] folders of extensions to have installed
 * @property {Record<string, unknown>} [settings]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [headless]
 * @property {{ width: number, height: number }} [viewport]
 * @property {(profileFolder: string) => void} [prepare] runs before the server starts
 */

/** A window that has just been reloaded knows its commands late. */
const PALETTE_MS = 90_000;

/** A workbench that is ready for input. */
export class Workbench {
  /** All that the page's console said, webviews included. @type {string[]} */
  console = [];

  /**
   * @param {Page} page
   * @param {string} address
   * @param {() => Promise<void>} dispose
   */
  constructor(page, address, dispose) {
    this.page = page;
    this.address = address;
    this.dispose = dispose;
    page.on('console', (message) => this.console.push(message.text()));
  }

  /**
   * Runs a command by its full title, through the palette.
   * @param {string} title
   */
  async runCommand(title) {
    const input = this.page.locator('.quick-input-widget:visible input').first();
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    // Whole titles only: `Start` is the beginning of others.
    const whole = new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
    const row = rows.filter({ has: this.page.locator('.label-name', { hasText: whole }) }).first();
    // An open palette does not learn of extensions that are found later, so we ask again.
    const deadlineMs = performance.now() + PALETTE_MS;
    while (performance.now() < deadlineMs) {
      await this.page.keyboard.press('F1');
      try {
        await input.fill(`>${title}`, { timeout: 5000 });
        await row.click({ timeout: 2000 });
        return;
      } catch {
        await this.page.keyboard.press('Escape');
      }
    }
    throw new Error(`the palette has no command "${title}"`);
  }

  /** Reloads the window, as a user does: the extension host is a new one afterwards. */
  async reload() {
    await this.page.reload();
    await this.page.locator('.monaco-workbench .activitybar').waitFor({ timeout: 60_000 });
  }

  /** The document inside the one visible webview. */
  webview() {
    return this.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
  }

  /** Waits until a plot has drawn; resolves to the sequence it drew last. */
  async plotDrawn(timeoutMs = 30_000) {
    const app = this.webview().locator('#app[data-drawn-sequence]');
    await app.waitFor({ state: 'attached', timeout: timeoutMs });
    return Number(await app.getAttribute('data-drawn-sequence'));
  }

  /**
   * Waits until the plot has drawn something newer than `sequence`.
   * @param {number} sequence
   */
  async plotDrawnAfter(sequence, timeoutMs = 30_000) {
    const deadlineMs = performance.now() + timeoutMs;
    while ((await this.plotDrawn()) <= sequence) {
      if (performance.now() > deadlineMs) throw new Error(`nothing drawn after ${sequence}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** How many pixels of the plot's canvas are not transparent. */
  async paintedPixels() {
    const page = this.webview().locator('body');
    /** @type {number} */
    const pixels = await page.evaluate(`(() => {
      const canvas = document.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let painted = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i] > 0) painted++;
      return painted;
    })()`);
    return pixels;
  }

  /** What the browser refused because of a content security policy of ours. */
  policyViolations() {
    return this.console.filter((line) => line.includes('Content Security Policy'));
  }
}

/**
 * Starts a server and opens its page.
 * @param {WorkbenchOptions} options
 */
export async function openWorkbench(options) {
  const profile = makeProfile(options.settings);
  linkExtensions(options.extensions ?? [], profile.folder);
  options.prepare?.(profile.folder);
  const server = await startServer(options.host ?? 'today', profile.folder, options.env);
  const { headless = true } = options;
  const browser = await chromium.launch({
    executablePath: ensureBrowser(headless),
    args: browserArgs(),
    headless,
    // Ctrl-C is for our caller, who closes in order.
    handleSIGINT: false,
    handleSIGTERM: false,
  });
  const page = await browser.newPage({
    viewport: options.viewport ?? { width: 1440, height: 900 },
  });
  const dispose = async () => {
    await browser.close();
    await server.stop();
    profile.remove();
  };
  const address = `${server.origin}/`;
  const workbench = new Workbench(page, address, dispose);
  await page.goto(address);
  await page.locator('.monaco-workbench .activitybar').waitFor({ timeout: 60_000 });
  return workbench;
}

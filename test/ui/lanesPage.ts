import path from 'node:path';
import esbuild from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { root } from '../../scripts/bootstrap.mjs';
import { themes, type ThemeName } from './themes';

const bundles = new Map<string, Promise<{ script: string; style: string }>>();

/** Script and style of an entry under test/ui/page, built in memory, once. */
function bundle(entry: string): Promise<{ script: string; style: string }> {
  const bundled = bundles.get(entry) ?? build(entry);
  bundles.set(entry, bundled);
  return bundled;
}

async function build(entry: string): Promise<{ script: string; style: string }> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { page: path.join('test/ui/page', entry), style: 'webview/style.css' },
    outdir: 'memory',
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'chrome130',
    logLevel: 'warning',
  });
  const text = (ending: string) =>
    outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  return { script: text('page.js'), style: text('style.css') };
}

/** The lanes of the page alone, in Chromium, in a theme; the test drives time and events by `window.lanes`. */
export class LanesPage {
  readonly console: string[] = [];

  private constructor(readonly page: Page) {
    page.on('console', (message) => this.console.push(message.text()));
    page.on('pageerror', (error) => this.console.push(String(error)));
  }

  static async open(
    browser: Browser,
    theme: ThemeName = 'dark',
    viewport = { width: 1000, height: 400 },
    forcedColors: 'active' | 'none' = 'none',
    entry = 'lanesEntry.ts',
  ): Promise<LanesPage> {
    const { script, style } = await bundle(entry);
    const context = await browser.newContext({
      viewport,
      locale: 'en-US',
      timezoneId: 'UTC',
      forcedColors,
    });
    const lanes = new LanesPage(await context.newPage());
    const { bodyClass, variables } = themes[theme];
    const colours = Object.entries(variables).map(([name, value]) => `--vscode-${name}:${value}`);
    const fonts = '--vscode-font-family:"Liberation Sans",sans-serif;--vscode-font-size:13px';
    await lanes.page.setContent(
      `<!DOCTYPE html><html lang="en"><head><title>Lanes</title>` +
        `<style>html{${colours.join(';')};${fonts}}</style><style>${style}</style></head>` +
        // Inline: the toolkit reads the theme when the page has loaded.
        `<body class="${bodyClass}"><main id="app"></main>` +
        `<script>${script.replaceAll('</script', '<\\/script')}</script></body></html>`,
    );
    return lanes;
  }

  /** Evaluates an expression in the page; `lanes` is what the entry offers. */
  async run<T>(expression: string): Promise<T> {
    return await this.page.evaluate<T>(`((lanes) => (${expression}))(window.lanes)`);
  }

  async dispose(): Promise<void> {
    await this.page.context().close();
  }
}

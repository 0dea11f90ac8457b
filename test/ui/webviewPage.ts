import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ensureBrowser, root } from '../../scripts/bootstrap.mjs';
import { browserArgs } from '../../scripts/browser.mjs';
import type { FromWebview, PanelState, ToWebview } from '../../src/protocol';
import { Store } from '../../src/store/store';
import { SeriesFeed } from '../../src/vscode/panel/seriesFeed';
import { untilTaken } from './taken';
import { themes, type ThemeName } from './themes';

const NONCE = 'bm9uY2U';

/** What a page begins with. */
export interface PageOptions {
  /** Translations, as the extension puts them into the page. */
  readonly l10n?: Readonly<Record<string, string>>;
  /** VS Code's language; English when it is missing. */
  readonly language?: string;
  /** What the page kept when it was last thrown away. */
  readonly kept?: PanelState;
  /** Classes that VS Code gives the body beside the theme's. */
  readonly bodyClass?: string;
  readonly reducedMotion?: boolean;
  readonly forcedColors?: boolean;
  /** Which of the extension's pages; the panel unless given. */
  readonly page?: 'webview' | 'schema';
}

/** The page the extension makes, with the theme's variables where VS Code puts them. */
function html(origin: string, theme: ThemeName, options: PageOptions): string {
  const { l10n, language = 'en', bodyClass: more, page = 'webview' } = options;
  const { bodyClass, variables } = themes[theme];
  const words =
    l10n === undefined
      ? ''
      : `<script type="application/json" id="l10n" nonce="${NONCE}">${JSON.stringify(l10n)}</script>`;
  const colours = Object.entries(variables).map(([name, value]) => `--vscode-${name}:${value}`);
  const fonts =
    '--vscode-font-family:"Segoe UI","Ubuntu","Liberation Sans","DejaVu Sans",sans-serif;--vscode-font-size:13px;' +
    '--vscode-editor-font-family:"Liberation Mono",monospace';
  const policy =
    `default-src 'none'; img-src ${origin}; font-src ${origin}; ` +
    `style-src ${origin} 'nonce-${NONCE}'; script-src 'nonce-${NONCE}'`;
  return `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8"><title>TelemetryHub</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${NONCE}">
<style nonce="${NONCE}">html{${colours.join(';')};${fonts}} body{padding:0 20px}</style>
<link rel="stylesheet" href="${page}.css"></head>
<body class="${bodyClass} ${more ?? ''}"><div id="app"></div>${words}
<script nonce="${NONCE}" src="${page}.js" data-toolkit="toolkit.js"></script></body></html>`;
}

/** Serves a built page on a free port. */
export async function serve(
  theme: ThemeName,
  options: PageOptions,
): Promise<{ origin: string; close: () => void }> {
  let origin = '';
  const server = createServer(({ url = '/' }, response) => {
    const file = /^\/((?:webview|schema|toolkit)\.(?:js|css))$/.exec(url)?.[1];
    const type = file?.endsWith('.css') ? 'text/css' : file ? 'text/javascript' : 'text/html';
    response.setHeader('content-type', `${type}; charset=utf-8`);
    response.end(file ? readFileSync(path.join(root, 'dist', file)) : html(origin, theme, options));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  origin = `http://127.0.0.1:${String(address.port)}`;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin, close };
}

/** Waits until something holds; fails after 5 s. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`Did not happen within 5 s: ${holds.toString()}`);
}

/** One browser for all pages of a suite. */
export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs() });
}

/**
 * The webview alone in Chromium. The host's side is the real store and the real feed, driven by the
 * test: it says what is appended and when.
 */
export class WebviewPage {
  /** All the page has sent, oldest first. */
  readonly sent: FromWebview[] = [];
  /** Console lines and page errors. */
  readonly console: string[] = [];
  private readonly errors: Error[] = [];
  readonly store = new Store(64 * 1024 * 1024);
  private readonly feed = new SeriesFeed(this.store);
  private sequence = 0;
  /** The toolkit is loaded behind the first curve, or soon after the first message. */
  private hasControls = false;

  private constructor(
    readonly page: Page,
    private readonly close: () => Promise<void>,
  ) {
    page.on('console', (message) => this.console.push(message.text()));
    page.on('pageerror', (error) => {
      this.console.push(String(error));
      this.errors.push(error);
    });
  }

  /** Opens the page in a theme; it has sent `ready`. */
  static async open(
    browser: Browser,
    theme: ThemeName = 'dark',
    viewport = { width: 1000, height: 700 },
    deviceScaleFactor = 1,
    options: PageOptions = {},
  ): Promise<WebviewPage> {
    const server = await serve(theme, options);
    const context = await browser.newContext({
      viewport,
      deviceScaleFactor,
      locale: 'en-US',
      timezoneId: 'UTC',
      reducedMotion: options.reducedMotion === true ? 'reduce' : 'no-preference',
      forcedColors: options.forcedColors === true ? 'active' : 'none',
    });
    const page = await context.newPage();
    const webview = new WebviewPage(page, async () => {
      await context.close();
      server.close();
    });
    await page.exposeFunction('telemetryhubReceive', (message: FromWebview) => {
      webview.receive(message);
    });
    const kept = JSON.stringify(options.kept) as string | undefined;
    await page.addInitScript(`let kept = ${kept ?? 'undefined'}; window.acquireVsCodeApi = () => ({
      postMessage: (message) => { void window.telemetryhubReceive(message); },
      getState: () => kept, setState: (state) => { kept = state; window.telemetryhubKept = state; } });`);
    await page.goto(server.origin);
    await webview.until(() => webview.sent.some(({ type }) => type === 'ready'));
    return webview;
  }

  /** Milliseconds on the host's clock. */
  get nowMs(): number {
    return performance.now() + 1e6;
  }

  /** Closes it; rejects with what the page has thrown and nobody caught. */
  async dispose(): Promise<void> {
    await this.close();
    if (this.errors.length > 0) throw new AggregateError(this.errors, this.errors.join('\n'));
  }

  /** Sends a message as the extension does; the page has taken it, and with the first one its controls are what they will be. */
  async send(message: ToWebview): Promise<void> {
    // A buffer does not travel through the driver: numbers do, NaN and Infinity with them.
    const post = (given: Plain) => {
      const page = globalThis as unknown as { postMessage(message: unknown, origin: string): void };
      const buffer = (rows: readonly number[]) => new Float64Array(rows).buffer;
      if (given.type === 'overview') page.postMessage({ ...given, rows: buffer(given.rows) }, '*');
      else if (given.type === 'series') {
        const series = given.series.map((one) => ({ ...one, rows: buffer(one.rows) }));
        page.postMessage({ ...given, series }, '*');
      } else page.postMessage(given, '*');
    };
    await untilTaken(this.page, () => this.page.evaluate(post, plain(message)));
    if (this.hasControls) return;
    this.hasControls = true;
    await this.until(() => this.page.evaluate("customElements.get('vscode-button') !== undefined"));
  }

  /** What the page would find again after a reload. */
  async kept(): Promise<PanelState | undefined> {
    return await this.page.evaluate<PanelState | undefined>('window.telemetryhubKept');
  }

  /** Sends the columns the page lacks and waits until it says that they are drawn. */
  async draw(channelIds: readonly string[]): Promise<Extract<FromWebview, { type: 'drawn' }>> {
    await this.until(() => this.feed.ready);
    const { nowMs } = this;
    const series = this.feed.next(channelIds, nowMs);
    const sequence = ++this.sequence;
    const { columnMs } = this.feed;
    await this.send({ type: 'series', sequence, nowMs, columnMs, series });
    const answer = () => this.sent.find((m) => m.type === 'drawn' && m.sequence === sequence);
    await this.until(() => answer() !== undefined);
    const drawn = answer();
    if (drawn?.type !== 'drawn') throw new Error('not drawn');
    return drawn;
  }

  /** The last message of a type. */
  last<T extends FromWebview['type']>(type: T): Extract<FromWebview, { type: T }> | undefined {
    const isOfType = (message: FromWebview): message is Extract<FromWebview, { type: T }> =>
      message.type === type;
    return this.sent.filter(isOfType).at(-1);
  }

  /** Waits until something holds; fails after 5 s. */
  until(holds: () => boolean | Promise<boolean>): Promise<void> {
    return until(holds);
  }

  /**
   * Per column of the plot's canvas the rows, from the top, that bear a colour: [] where there is none.
   */
  async columnsOf(colour: string): Promise<number[][]> {
    return await this.page.evaluate<number[][]>(`(() => {
      const canvas = document.querySelector('canvas');
      const { width, height } = canvas;
      const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
      const want = [1, 3, 5].map((i) => parseInt('${colour}'.slice(i, i + 2), 16));
      const is = (at) => data[at + 3] > 200 && want.every((c, i) => Math.abs(data[at + i] - c) < 24);
      const columns = [];
      for (let x = 0; x < width; x++) {
        const rows = [];
        for (let y = 0; y < height; y++) if (is((y * width + x) * 4)) rows.push(y);
        columns.push(rows);
      }
      return columns;
    })()`);
  }

  private receive(message: FromWebview): void {
    this.sent.push(message);
    if (message.type === 'viewport') {
      this.feed.setViewport({ ...message, endMs: message.endMs });
    }
  }
}

type Series = Extract<ToWebview, { type: 'series' }>;
type Overview = Extract<ToWebview, { type: 'overview' }>;
/** A message with its buffers as lists. */
type Plain =
  | Exclude<ToWebview, Series | Overview>
  | (Omit<Overview, 'rows'> & { readonly rows: readonly number[] })
  | (Omit<Series, 'series'> & {
      readonly series: readonly (Omit<Series['series'][number], 'rows'> & {
        readonly rows: readonly number[];
      })[];
    });

function plain(message: ToWebview): Plain {
  if (message.type === 'overview') return { ...message, rows: list(message.rows) };
  if (message.type !== 'series') return message;
  return { ...message, series: message.series.map((s) => ({ ...s, rows: list(s.rows) })) };
}

function list(rows: ArrayBuffer): number[] {
  return Array.from(new Float64Array(rows));
}

import type { Browser, Page } from 'playwright-core';
import { SchemaPreviewer } from '../../src/decode/schemaPreview';
import { CHECKSUM_PRESETS } from '../../src/frame/checksumPresets';
import type { SchemaDraft } from '../../src/schemaDraft';
import type { FromSchemaPage, ToSchemaPage } from '../../src/schemaMessages';
import { previewOf } from '../../src/decode/previewOf';
import { parseSchemaIntent } from '../../src/vscode/schema/schemaIntent';
import { untilTaken } from './taken';
import type { ThemeName } from './themes';
import { serve, type PageOptions } from './webviewPage';

/**
 * The page that builds a schema, in Chromium. The host's side is the real preview over bytes that the test gives: it answers
 * every change.
 */
export class SchemaPage {
  /** All the page has sent, oldest first. */
  readonly sent: FromSchemaPage[] = [];
  /** Console lines and page errors. */
  readonly console: string[] = [];
  /** The last bytes of the device. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Whose fields the page works on. */
  private id: number | undefined;
  /** What the page keeps over a reload, the last of it. */
  kept: unknown;
  private readonly previewer = new SchemaPreviewer();

  private constructor(
    readonly page: Page,
    private draft: SchemaDraft,
    readonly dispose: () => Promise<void>,
  ) {
    page.on('console', (message) => this.console.push(message.text()));
    page.on('pageerror', (error) => this.console.push(String(error)));
  }

  /** Opens the page with a draft; it shows it. */
  static async open(
    browser: Browser,
    draft: SchemaDraft,
    bytes: Uint8Array,
    theme: ThemeName = 'dark',
    viewport = { width: 1400, height: 900 },
    options: PageOptions = {},
  ): Promise<SchemaPage> {
    const server = await serve(theme, { ...options, page: 'schema' });
    const forcedColors = options.forcedColors === true ? 'active' : 'none';
    const context = await browser.newContext({ viewport, locale: 'en-US', forcedColors });
    const page = await context.newPage();
    const schema = new SchemaPage(page, draft, async () => {
      await context.close();
      server.close();
    });
    schema.bytes = bytes;
    await page.exposeFunction('telemetryhubReceive', (message: unknown) => schema.receive(message));
    await page.exposeFunction('telemetryhubKeep', (state: unknown) => {
      schema.kept = state;
    });
    await page.addInitScript(`window.acquireVsCodeApi = () => ({
      postMessage: (message) => { void window.telemetryhubReceive(message); },
      setState: (state) => { void window.telemetryhubKeep(state); } });`);
    await page.goto(server.origin);
    await page.locator('h1', { hasText: 'Motor board' }).waitFor();
    await page.getByTestId('fit').filter({ hasText: /./ }).waitFor();
    return schema;
  }

  /** The draft that the page last told of. */
  get last(): SchemaDraft {
    return this.draft;
  }

  /** Sends what the last bytes are by the last draft. */
  async preview(): Promise<void> {
    const { bytes, draft, previewer, id } = this;
    const preview = previewOf(draft, { bytes, before: 0 }, previewer, id ?? null);
    await this.send({ type: 'preview', bytesIn: bytes.length, preview });
  }

  async send(message: ToSchemaPage): Promise<void> {
    const post = `window.postMessage(${JSON.stringify(message)}, '*')`;
    await untilTaken(this.page, () => this.page.evaluate(post));
  }

  private async receive(message: unknown): Promise<void> {
    const intent = parseSchemaIntent(message);
    if (intent === undefined) throw new Error(`not understood: ${JSON.stringify(message)}`);
    this.sent.push(intent);
    if (intent.type === 'ready') {
      const checksums = Object.keys(CHECKSUM_PRESETS);
      const { draft } = this;
      const state = { deviceId: 'motor', deviceName: 'Motor board', draft };
      await this.send({ type: 'draft', state, checksums, held: false });
    } else if ('draft' in intent) this.draft = intent.draft;
    if (intent.type === 'change') this.id = intent.id;
    if (intent.type === 'use') await this.send({ type: 'done', done: 'used' });
    else await this.preview();
  }
}

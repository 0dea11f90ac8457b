import * as vscode from 'vscode';
import { SchemaPreviewer } from '../../decode/schemaPreview';
import type { Device } from '../../device/device';
import { CHECKSUM_PRESETS } from '../../frame/checksumPresets';
import type { SchemaDraft } from '../../schemaDraft';
import type { FromSchemaPage, ToSchemaPage } from '../../schemaMessages';
import { Disposables } from '../disposables';
import { panelHtml } from '../panel/html';
import { Throttle } from '../throttle';
import { firstDraft } from './firstDraft';
import { previewOf, type StreamTail } from './previewOf';
import { parseSchemaIntent } from './schemaIntent';

const PREVIEW_MS = 250;

/** What the page asks for beyond a preview. */
export interface SchemaActions {
  /** The device as it is now; undefined once it was removed. */
  device(): Device | undefined;
  /** Has the device decoded by the draft, or keeps it for good; true when that is done. */
  use(draft: SchemaDraft): Promise<boolean>;
  save(draft: SchemaDraft): Promise<boolean>;
}

/** The editor in which the schema of one device is built. Sends at most four previews a second, none while hidden. */
export class SchemaPanel {
  private readonly owned = new Disposables();
  private readonly previewer = new SchemaPreviewer();
  private readonly throttle: Throttle;
  private timer: NodeJS.Timeout | undefined;
  private draft: SchemaDraft;
  /** Bytes that stand still; undefined while they flow. */
  private held: (StreamTail & { readonly bytesIn: number }) | undefined;
  private shownBytes = -1;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    private readonly deviceName: string,
    private readonly actions: SchemaActions,
  ) {
    const device = actions.device();
    this.draft =
      device === undefined
        ? { kind: 'cobs', fields: [] }
        : firstDraft(device.format, device.recentBytes);
    this.throttle = this.owned.add(
      new Throttle(PREVIEW_MS, () => {
        this.sendPreview();
      }),
    );
    const { webview } = panel;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')],
    };
    const icon = (name: string) => vscode.Uri.joinPath(extensionUri, 'media', name);
    panel.iconPath = { light: icon('pulse-light.svg'), dark: icon('pulse-dark.svg') };
    this.owned.add(
      webview.onDidReceiveMessage(async (message: unknown) => {
        const intent = parseSchemaIntent(message);
        if (intent !== undefined) await this.receive(intent);
      }),
    );
    this.owned.add(
      panel.onDidChangeViewState(() => {
        // A page that was hidden has been thrown away and reports `ready` when it is back.
        if (!panel.visible) this.unload();
      }),
    );
    webview.html = panelHtml(webview, extensionUri, 'schema');
  }

  reveal(): void {
    this.panel.reveal();
  }

  onDidDispose(listener: () => void): void {
    this.owned.add(this.panel.onDidDispose(listener));
  }

  /** Closes the editor where it is still open. */
  dispose(): void {
    this.unload();
    this.owned.dispose();
    this.panel.dispose();
  }

  private unload(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async receive(intent: FromSchemaPage): Promise<void> {
    switch (intent.type) {
      case 'ready':
        this.begin();
        return;
      case 'hold':
        this.held = intent.held ? this.flowing() : undefined;
        this.shownBytes = -1;
        this.throttle.request();
        return;
      case 'change':
        this.draft = intent.draft;
        this.throttle.request();
        return;
      case 'use':
      case 'save': {
        this.draft = intent.draft;
        const isDone = await this.actions[intent.type](intent.draft);
        if (isDone) this.post({ type: 'done', done: intent.type === 'use' ? 'used' : 'saved' });
      }
    }
  }

  private begin(): void {
    const { deviceName, draft } = this;
    const checksums = Object.keys(CHECKSUM_PRESETS);
    this.post({ type: 'draft', deviceName, draft, checksums, held: this.held !== undefined });
    this.shownBytes = -1;
    this.throttle.request();
    // Bytes that make no frame change nothing that a device tells of: only a look tells that they came.
    this.timer ??= setInterval(() => {
      if (this.current().bytesIn !== this.shownBytes) this.throttle.request();
    }, PREVIEW_MS);
  }

  private sendPreview(): void {
    if (this.timer === undefined) return;
    const { bytesIn, ...tail } = this.current();
    this.shownBytes = bytesIn;
    this.post({ type: 'preview', bytesIn, preview: previewOf(this.draft, tail, this.previewer) });
  }

  private current(): StreamTail & { readonly bytesIn: number } {
    return this.held ?? this.flowing();
  }

  private flowing(): StreamTail & { readonly bytesIn: number } {
    const device = this.actions.device();
    const bytes = device?.recentBytes ?? new Uint8Array(0);
    const bytesIn = device?.counters.bytesIn ?? 0;
    return { bytes, bytesIn, before: Math.max(0, bytesIn - bytes.length) };
  }

  private post(message: ToSchemaPage): void {
    // A page that went away in the meantime answers false; it reports `ready` when it is back.
    void this.panel.webview.postMessage(message);
  }
}

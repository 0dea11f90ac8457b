import * as vscode from 'vscode';
import type { StreamTail } from '../../decode/previewOf';
import type { Device } from '../../device/device';
import { CHECKSUM_PRESETS } from '../../frame/checksumPresets';
import type { SchemaDraft } from '../../schemaDraft';
import type { FromSchemaPage, SchemaState, ToSchemaPage } from '../../schemaMessages';
import { Disposables } from '../disposables';
import { panelHtml } from '../panel/html';
import { Throttle } from '../throttle';
import type { PreviewThread } from './previewThread';
import { parseSchemaIntent } from './schemaIntent';

const PREVIEW_MS = 250;

/** The device whose schema is built. */
export type SchemaTarget = Pick<SchemaState, 'deviceId' | 'deviceName'>;

/** What the editor needs of the rest. */
export interface SchemaActions {
  /** The device as it is now; undefined once it was removed. */
  device(): Device | undefined;
  /** The thread that makes its previews; the panel ends it. */
  readonly thread: PreviewThread;
  /** Has the device decoded by the draft, or keeps it for good; true when that is done. */
  use(draft: SchemaDraft): Promise<boolean>;
  save(draft: SchemaDraft): Promise<boolean>;
}

/**
 * The editor in which the schema of one device is built. Sends at most four previews a second, one at a time, and none while
 * hidden: then its thread has ended, too.
 */
export class SchemaPanel {
  private readonly owned = new Disposables();
  private readonly throttle: Throttle;
  private timer: NodeJS.Timeout | undefined;
  private isAsking = false;
  /** Bytes that stand still; undefined while they flow. */
  private held: (StreamTail & { readonly bytesIn: number }) | undefined;
  private shownBytes = -1;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    private readonly target: SchemaTarget,
    private readonly actions: SchemaActions,
    /** What was built before the window was reloaded. */
    private work: Pick<SchemaState, 'draft' | 'id'> | undefined,
  ) {
    this.throttle = this.owned.add(
      new Throttle(PREVIEW_MS, () => {
        void this.sendPreview();
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
    this.actions.thread.end();
  }

  private async receive(intent: FromSchemaPage): Promise<void> {
    switch (intent.type) {
      case 'ready':
        await this.begin();
        return;
      case 'hold':
        this.held = intent.held ? this.flowing() : undefined;
        this.shownBytes = -1;
        this.throttle.request();
        return;
      case 'change': {
        const { draft, id } = intent;
        this.work = { draft, ...(id === undefined ? {} : { id }) };
        this.throttle.request();
        return;
      }
      case 'use':
      case 'save': {
        const isDone = await this.actions[intent.type](intent.draft);
        if (isDone) this.post({ type: 'done', done: intent.type === 'use' ? 'used' : 'saved' });
      }
    }
  }

  private async begin(): Promise<void> {
    const begun = this.work ?? { draft: await this.firstDraft() };
    // Hidden meanwhile, it has no answer: it begins anew when it is shown.
    if (!this.panel.visible) return;
    const work = (this.work ??= begun);
    const checksums = Object.keys(CHECKSUM_PRESETS);
    const state = { ...this.target, ...work };
    this.post({ type: 'draft', state, checksums, held: this.held !== undefined });
    this.shownBytes = -1;
    this.throttle.request();
    // Bytes that make no frame change nothing that a device tells of: only a look tells that they came.
    this.timer ??= setInterval(() => {
      if (this.current().bytesIn !== this.shownBytes) this.throttle.request();
    }, PREVIEW_MS);
  }

  private async firstDraft(): Promise<SchemaDraft> {
    const { actions } = this;
    const { format, recentBytes: bytes } = actions.device() ?? {};
    const first = format && bytes && (await actions.thread.ask({ kind: 'first', format, bytes }));
    return first ?? { kind: 'cobs', fields: [] };
  }

  private async sendPreview(): Promise<void> {
    const { timer, work, isAsking } = this;
    if (timer === undefined || work === undefined) return;
    if (isAsking) {
      // A thread that is slow gets one request after the other, and the last is not lost.
      this.shownBytes = -1;
      return;
    }
    const { bytesIn, ...tail } = this.current();
    this.shownBytes = bytesIn;
    this.isAsking = true;
    const { draft, id = null } = work;
    const preview = await this.actions.thread.ask({ kind: 'preview', draft, id, tail });
    this.isAsking = false;
    if (preview !== undefined && this.timer === timer) {
      this.post({ type: 'preview', bytesIn, preview });
    }
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

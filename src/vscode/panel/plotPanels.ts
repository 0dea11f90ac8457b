import * as vscode from 'vscode';
import type { Drawn } from '../../api';
import type { Hub } from '../../hub';
import { listen } from '../../listen';
import { Disposables } from '../disposables';
import type { PageCommand } from '../../protocol';
import type { Focus } from '../focus';
import type { Intent, PlotPanel } from './plotPanel';

const VIEW_TYPE = 'telemetryhub.plot';

/** Opens the plot, one at a time, and takes it back after a reload of the window. */
export class PlotPanels implements vscode.WebviewPanelSerializer {
  private readonly owned = new Disposables();
  /** There from the moment on at which VS Code was asked for it. */
  private webview: vscode.WebviewPanel | undefined;
  private panel: PlotPanel | undefined;
  private adopted: Promise<void> = Promise.resolve();
  private readonly activeListeners = new Set<() => void>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly hub: Hub,
    private readonly focus: Focus,
    private readonly onIntent: (intent: Intent) => void,
  ) {
    this.owned.add(vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this));
  }

  get lastDrawn(): Drawn | undefined {
    return this.panel?.lastDrawn;
  }

  /** How much time the plot shows; undefined while there is none. */
  get spanMs(): number | undefined {
    return this.panel?.spanMs;
  }

  /** True while the user can see it. */
  get visible(): boolean {
    return this.webview?.visible ?? false;
  }

  /** True while the plot is the editor that has the focus. */
  get active(): boolean {
    return this.webview?.active ?? false;
  }

  /** Called when `active` or `visible` may have changed; the returned function ends it. */
  onDidChangeActive(listener: () => void): () => void {
    return listen(this.activeListeners, listener);
  }

  /** Asks the page to do what one of its own controls does; nothing while it is not open. */
  command(command: PageCommand): void {
    this.panel?.command(command);
  }

  /**
   * Shows the plot, making it where there is none; resolves when it takes commands. `title`: what it is going to show, where that is
   * known: a tab that is renamed has all tabs laid out anew.
   */
  async open(title = vscode.l10n.t('Telemetry')): Promise<void> {
    if (this.webview !== undefined) {
      this.webview.reveal();
      await this.adopted;
      return;
    }
    const column = vscode.ViewColumn.Active;
    this.adopted = this.adopt(vscode.window.createWebviewPanel(VIEW_TYPE, title, column), true);
    await this.adopted;
  }

  async deserializeWebviewPanel(webview: vscode.WebviewPanel): Promise<void> {
    if (this.webview === undefined) await this.adopt(webview, false);
    else webview.dispose();
  }

  dispose(): void {
    this.webview?.dispose();
    this.owned.dispose();
  }

  private async adopt(webview: vscode.WebviewPanel, isNew: boolean): Promise<void> {
    const { extensionUri, hub, focus, onIntent } = this;
    this.webview = webview;
    const changed = () => {
      for (const listener of this.activeListeners) listener();
    };
    changed();
    webview.onDidDispose(() => {
      this.webview = undefined;
      this.panel?.dispose();
      this.panel = undefined;
      changed();
    });
    // While VS Code makes the page, which takes far longer.
    const { PlotPanel } = await import('./plotPanel');
    // It may have been closed meanwhile, and another one opened.
    if (this.webview !== webview) return;
    this.panel = new PlotPanel(webview, extensionUri, hub, focus, onIntent, changed, isNew);
  }
}

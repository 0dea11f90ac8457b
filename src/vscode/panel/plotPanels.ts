import * as vscode from 'vscode';
import type { Drawn } from '../../api';
import type { Hub } from '../../hub';
import { Disposables } from '../disposables';
import type { PageCommand } from '../../protocol';
import type { Focus } from '../focus';
import { PlotPanel, type Intent } from './plotPanel';

const VIEW_TYPE = 'telemetryhub.plot';

/** Opens the plot, one at a time, and takes it back after a reload of the window. */
export class PlotPanels implements vscode.WebviewPanelSerializer {
  private readonly owned = new Disposables();
  private panel: PlotPanel | undefined;
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

  /** True while the user can see it. */
  get visible(): boolean {
    return this.panel?.visible ?? false;
  }

  /** True while the plot is the editor that has the focus. */
  get active(): boolean {
    return this.panel?.active ?? false;
  }

  /** Called when `active` or `visible` may have changed; the returned function ends it. */
  onDidChangeActive(listener: () => void): () => void {
    this.activeListeners.add(listener);
    return () => {
      this.activeListeners.delete(listener);
    };
  }

  /** Asks the page to do what one of its own controls does; nothing while it is not open. */
  command(command: PageCommand): void {
    this.panel?.command(command);
  }

  /** Shows the plot, making it where there is none. */
  open(): void {
    if (this.panel !== undefined) {
      this.panel.reveal();
      return;
    }
    const column = vscode.ViewColumn.Active;
    this.adopt(vscode.window.createWebviewPanel(VIEW_TYPE, vscode.l10n.t('Telemetry'), column));
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    if (this.panel === undefined) this.adopt(panel);
    else panel.dispose();
    return Promise.resolve();
  }

  dispose(): void {
    this.panel?.dispose();
    this.owned.dispose();
  }

  private adopt(webviewPanel: vscode.WebviewPanel): void {
    const { extensionUri, hub, focus, onIntent } = this;
    const changed = () => {
      for (const listener of this.activeListeners) listener();
    };
    const panel = new PlotPanel(webviewPanel, extensionUri, hub, focus, onIntent, changed);
    this.panel = panel;
    changed();
    panel.onDidDispose(() => {
      this.panel = undefined;
      panel.dispose();
      changed();
    });
  }
}

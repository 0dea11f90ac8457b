import * as vscode from 'vscode';
import type { Drawn } from '../../api';
import type { Hub } from '../../hub';
import { Disposables } from '../disposables';
import type { Focus } from '../focus';
import { PlotPanel, type Intent } from './plotPanel';

const VIEW_TYPE = 'telemetryhub.plot';

/** Opens the plot, one at a time, and takes it back after a reload of the window. */
export class PlotPanels implements vscode.WebviewPanelSerializer {
  private readonly owned = new Disposables();
  private panel: PlotPanel | undefined;

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

  /** Shows the plot, making it where there is none. */
  open(): void {
    if (this.panel !== undefined) {
      this.panel.reveal();
      return;
    }
    const column = vscode.ViewColumn.Active;
    this.adopt(vscode.window.createWebviewPanel(VIEW_TYPE, 'Telemetry', column));
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
    const panel = new PlotPanel(webviewPanel, extensionUri, hub, focus, onIntent);
    this.panel = panel;
    panel.onDidDispose(() => {
      this.panel = undefined;
      panel.dispose();
    });
  }
}

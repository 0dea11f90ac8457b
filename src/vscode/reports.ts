import * as vscode from 'vscode';
import type { Device } from '../device/device';
import type { Hub } from '../hub';

export type ReportKind = 'rejected' | 'history' | 'metrics' | 'why' | 'log' | 'bytes';

const SCHEME = 'telemetryhub';
const TITLE_WORDS: Readonly<Record<ReportKind, string>> = {
  rejected: 'Rejected frames',
  history: 'State history',
  metrics: 'Metrics',
  why: 'Why is nothing plotted?',
  log: 'Log',
  bytes: 'Last bytes',
};
/** Reports that go on while they are seen. */
const LIVE: ReadonlySet<string> = new Set(['bytes', 'log', 'why'] satisfies ReportKind[]);
const LIVE_MS = 1000;

/** Read-only text documents about a device: what was rejected and why, its states, its numbers. */
export class Reports implements vscode.TextDocumentContentProvider {
  private readonly emitter = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.emitter.event;
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(
    SCHEME,
    this,
  );

  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly hub: Hub) {}

  /** Opens a report beside what is open, as it is now. */
  async show(
    kind: ReportKind,
    device: Device,
    viewColumn = vscode.ViewColumn.Active,
  ): Promise<void> {
    const path = `/${device.profile.name.replaceAll('/', '_')}: ${vscode.l10n.t(TITLE_WORDS[kind])}`;
    const query = `${kind}=${device.profile.id}`;
    const uri = vscode.Uri.from({ scheme: SCHEME, path, query });
    this.emitter.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true, viewColumn });
    if (LIVE.has(kind)) this.follow();
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const [kind, id] = uri.query.split('=');
    const device = this.hub.devices.get(id);
    if (device === undefined) return `${vscode.l10n.t('This device has been removed.')}\n`;
    const { reportText } = await import('./reportText');
    return reportText(kind, device, this.hub);
  }

  dispose(): void {
    clearInterval(this.timer);
    this.registration.dispose();
    this.emitter.dispose();
  }

  /** Shows anew what is live, as long as anybody sees it. */
  private follow(): void {
    this.timer ??= setInterval(() => {
      const seen = vscode.window.visibleTextEditors
        .map(({ document }) => document.uri)
        .filter(({ scheme, query }) => scheme === SCHEME && LIVE.has(query.split('=')[0]));
      for (const uri of seen) this.emitter.fire(uri);
      if (seen.length > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    }, LIVE_MS);
  }
}

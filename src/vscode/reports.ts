import * as vscode from 'vscode';
import type { Device } from '../device/device';
import type { Hub } from '../hub';
import type { RejectCause, Rejection } from '../model';
import { refusalText } from '../refusalWords';
import { metricRows } from './metricRows';
import { bytesText } from './bytesText';
import { explainText } from './explainText';
import { logText } from './logText';
import { formatText, numberText, stateText, timeText } from './words';

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
const RULE_WORDS: Readonly<Record<RejectCause, string>> = {
  checksum: 'The checksum does not fit the bytes: damage on the way, or another checksum.',
  framing: 'The bytes do not form a frame: wrong baud rate, damage, or another format.',
  length: 'The frame has another length than the format allows.',
  decode: 'A field could not be read as a number.',
  crash: 'Decoding this block failed. This is a bug of TelemetryHub: report it.',
  partial: 'Half a frame, at the beginning or the end of a stream. Not a failure.',
};

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

  provideTextDocumentContent(uri: vscode.Uri): string {
    const [kind, id] = uri.query.split('=');
    const device = this.hub.devices.get(id);
    if (device === undefined) return `${vscode.l10n.t('This device has been removed.')}\n`;
    switch (kind) {
      case 'rejected':
        return this.rejected(device);
      case 'history':
        return this.history(device);
      case 'why':
        return explainText(device);
      case 'bytes':
        return bytesText(device);
      case 'log':
        return logText(device, this.hub.wallOffsetMs);
      default:
        return this.metrics(device);
    }
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

  private rejected(device: Device): string {
    const { rejections, counters } = device;
    const head = vscode.l10n.t(
      '{0}: {1} frames rejected, {2} bytes. The last {3}, newest first.',
      device.profile.name,
      numberText(counters.framesRejected),
      numberText(counters.bytesRejected),
      rejections.length,
    );
    const format = vscode.l10n.t('Format: {0}', formatText(device.format));
    const causes = [...new Set(rejections.map((r) => r.cause))];
    const rules = causes.map((cause) => `${cause}: ${vscode.l10n.t(RULE_WORDS[cause])}`);
    const frames = [...rejections].reverse().map((r) => this.frame(r));
    return [head, format, '', ...rules, '', ...frames, ''].join('\n');
  }

  private frame(r: Rejection): string {
    const time = timeText(r.timeMs + this.hub.wallOffsetMs);
    const hex = [...r.excerpt].map((b) => b.toString(16).padStart(2, '0')).join(' ');
    const ascii = [...r.excerpt].map((b) => (b >= 32 && b < 127 ? String.fromCharCode(b) : '.'));
    const all = vscode.l10n.t('{0} bytes in all', r.bytes);
    const more = r.bytes > r.excerpt.length ? ` … ${all}` : '';
    return `${time}  ${r.cause.padEnd(9)} ${refusalText(r.detail)}\n              ${hex}${more}\n              ${ascii.join('')}`;
  }

  private history(device: Device): string {
    const rows = [...device.history].reverse().map((t) => {
      const change = `${stateText(t.from)} -> ${stateText(t.to)}`.padEnd(24);
      const counts = vscode.l10n.t(
        '{0} samples, {1} rejected',
        numberText(t.counters.samples),
        numberText(t.counters.framesRejected),
      );
      return `${timeText(t.wallMs)}  ${change} ${t.cause}  (${counts})`;
    });
    const now = vscode.l10n.t(
      '{0}: {1}. Last {2} changes, newest first.',
      device.profile.name,
      stateText(device.state),
      rows.length,
    );
    const none = vscode.l10n.t('Nothing has happened yet.');
    return [now, '', ...(rows.length === 0 ? [none] : rows), ''].join('\n');
  }

  private metrics(device: Device): string {
    const lines = metricRows(device, this.hub).map(([name, value]) => `${name.padEnd(28)}${value}`);
    return [device.profile.name, '', ...lines, '', ...device.notes, ''].join('\n');
  }
}

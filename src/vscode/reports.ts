import * as vscode from 'vscode';
import type { Device } from '../device/device';
import type { Hub } from '../hub';
import type { RejectCause, Rejection } from '../model';
import { linkLabel, linkText, lossesText, numberText, stateText, timeText } from './words';

export type ReportKind = 'rejected' | 'history' | 'metrics';

const SCHEME = 'telemetryhub';
const TITLES: Readonly<Record<ReportKind, string>> = {
  rejected: 'Rejected frames',
  history: 'State history',
  metrics: 'Metrics',
};
const RULES: Readonly<Record<RejectCause, string>> = {
  checksum: 'The checksum does not fit the bytes: damage on the way, or another checksum.',
  framing: 'The bytes do not form a frame: wrong baud rate, damage, or another format.',
  length: 'The frame has another length than the format allows.',
  decode: 'A field could not be read as a number.',
  crash: 'Decoding this block failed. This is a bug of TelemetryHub: please report it.',
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

  constructor(private readonly hub: Hub) {}

  /** Opens a report beside what is open, as it is now. */
  async show(kind: ReportKind, device: Device): Promise<void> {
    const path = `/${device.profile.name.replaceAll('/', '_')}: ${TITLES[kind]}`;
    const query = `${kind}=${device.profile.id}`;
    const uri = vscode.Uri.from({ scheme: SCHEME, path, query });
    this.emitter.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const [kind, id] = uri.query.split('=');
    const device = this.hub.devices.get(id);
    if (device === undefined) return 'This device has been removed.\n';
    if (kind === 'rejected') return this.rejected(device);
    return kind === 'history' ? this.history(device) : this.metrics(device);
  }

  dispose(): void {
    this.registration.dispose();
    this.emitter.dispose();
  }

  private rejected(device: Device): string {
    const { rejections, counters, log } = device;
    const head = `${device.profile.name}: ${numberText(counters.framesRejected)} frames rejected, ${numberText(counters.bytesRejected)} bytes. The last ${String(rejections.length)}, newest first.\nFormat: ${device.formatLabel}.\n`;
    const causes = [...new Set(rejections.map((r) => r.cause))];
    const rules = causes.map((cause) => `${cause}: ${RULES[cause]}`);
    const frames = [...rejections].reverse().map((r) => this.frame(r));
    const lines = [...log].reverse().slice(0, 100);
    const logged = lines.map((l) => `${timeText(l.timeMs + this.hub.wallOffsetMs)}  ${l.text}`);
    const tail =
      logged.length === 0 ? [] : ['Lines that are not telemetry, newest first:', ...logged];
    return [head, ...rules, '', ...frames, '', ...tail, ''].join('\n');
  }

  private frame(r: Rejection): string {
    const time = timeText(r.timeMs + this.hub.wallOffsetMs);
    const hex = [...r.excerpt].map((b) => b.toString(16).padStart(2, '0')).join(' ');
    const ascii = [...r.excerpt].map((b) => (b >= 32 && b < 127 ? String.fromCharCode(b) : '.'));
    const more = r.bytes > r.excerpt.length ? ` … ${String(r.bytes)} bytes in all` : '';
    return `${time}  ${r.cause.padEnd(9)} ${r.detail}\n              ${hex}${more}\n              ${ascii.join('')}`;
  }

  private history(device: Device): string {
    const rows = [...device.history].reverse().map((t) => {
      const change = `${stateText(t.from)} -> ${stateText(t.to)}`.padEnd(24);
      return `${timeText(t.wallMs)}  ${change} ${t.cause}  (${numberText(t.counters.samples)} samples, ${numberText(t.counters.framesRejected)} rejected)`;
    });
    const now = `${device.profile.name}: ${stateText(device.state)}. Last ${String(rows.length)} changes, newest first.`;
    return [now, '', ...(rows.length === 0 ? ['Nothing has happened yet.'] : rows), ''].join('\n');
  }

  private metrics(device: Device): string {
    const c = device.counters;
    const { latency, poolBusy, poolSize, workersCrashed } = this.hub.metrics();
    const ms = (value: number) => (Number.isNaN(value) ? '–' : `${value.toFixed(2)} ms`);
    const rows: [string, string][] = [
      ['Link', `${linkLabel(device)}, ${linkText(device.link)}`],
      ['Format', device.formatLabel],
      ['Losses', lossesText(device)],
      ['Bytes in', numberText(c.bytesIn)],
      ['  accepted', numberText(c.bytesAccepted)],
      ['  rejected', numberText(c.bytesRejected)],
      ['  dropped, source', numberText(c.bytesDroppedSource)],
      ['  dropped, queue', numberText(c.bytesDroppedQueue)],
      ['  waiting', numberText(c.bytesWaiting)],
      ['Samples', numberText(c.samples)],
      ['Log lines', numberText(c.logLines)],
      ['Queue', `${String(device.queueBlocks)} of ${numberText(device.queueBlocksMax)} blocks`],
      ['Latency p50, p95, p99', [latency.p50, latency.p95, latency.p99].map(ms).join(', ')],
      [
        'Pool',
        `${String(poolBusy)} of ${String(poolSize)} busy, ${String(workersCrashed)} replaced`,
      ],
      [
        'Store',
        `${numberText(this.hub.store.bytes / 1048576)} MiB, ${numberText(this.hub.store.evictedSamples)} samples let go`,
      ],
    ];
    const lines = rows.map(([name, value]) => `${name.padEnd(24)}${value}`);
    return [device.profile.name, '', ...lines, '', ...device.notes, ''].join('\n');
  }
}

import { constants, openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import * as vscode from 'vscode';

/** A display shows no more. */
const FRAME_MS = 16;
/** As the watching script looks for it; see pictureLog.ts. */
const CHANNEL_ID = 'bare/value 1';
const LF = 10;

type Bare = { readonly type: 'ready' } | { readonly type: 'drawn' };

/**
 * The least that plots, beside which ours is measured: a page with a canvas, and where there is a port, a reader in this
 * thread that sends it the first value of the last row, sixty times a second at most. It decodes, stores and checks nothing.
 */
export class BarePlot {
  private readonly panel = vscode.window.createWebviewPanel(
    'barePlot',
    'Bare',
    vscode.ViewColumn.Active,
    {
      enableScripts: true,
    },
  );
  private sequence = 0;
  private stopReading = (): void => undefined;
  private timer: NodeJS.Timeout | undefined;
  private latest = NaN;
  private rest: Buffer = Buffer.alloc(0);

  /** `script` of the page; `onMessage` hears it. */
  constructor(script: string, onMessage: (type: Bare['type']) => void) {
    this.panel.webview.onDidReceiveMessage(({ type }: Bare) => {
      onMessage(type);
    });
    this.panel.webview.html = `<!DOCTYPE html><html><body><script>${script}</script></body></html>`;
  }

  /** Reads from now on; `onValue` hears each value that is going to be sent. */
  read(port: string, onValue: (value: number) => void): void {
    const fd = openSync(port, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    const stream = new ReadStream(fd);
    stream.setRawMode(true);
    stream.on('data', (bytes: Buffer) => {
      this.take(bytes, onValue);
    });
    this.stopReading = () => {
      stream.destroy();
    };
  }

  /** Sends these to the page. */
  send(values: readonly number[]): void {
    const rows = Float64Array.from(values).buffer;
    const series = [{ channelId: CHANNEL_ID, rows }];
    void this.panel.webview.postMessage({ type: 'series', sequence: ++this.sequence, series });
  }

  dispose(): void {
    this.stopReading();
    clearTimeout(this.timer);
    this.panel.dispose();
  }

  private take(bytes: Buffer, onValue: (value: number) => void): void {
    const end = bytes.lastIndexOf(LF);
    if (end >= 0) {
      const start = bytes.lastIndexOf(LF, end - 1);
      const head = start < 0 ? this.rest.toString('latin1') : '';
      const value = Number.parseFloat(head + bytes.toString('latin1', start + 1, end));
      if (value === value) {
        this.latest = value;
        onValue(value);
      }
      this.rest = bytes.subarray(end + 1);
    } else this.rest = Buffer.concat([this.rest, bytes]);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.send([this.latest]);
    }, FRAME_MS);
  }
}

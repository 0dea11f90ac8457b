import { t } from '@vscode/l10n';
import type { SerialPortStream } from '@serialport/stream';
import { waitUnref } from '../promises';
import type { PortInfo, SerialOptions } from '../transport';
import type { SourceLink, SourceLinkListener } from './link';
import { describeLoadError, describeLoss, describeOpenError } from './portErrors';
import { isReadablePort, readOrDisconnect } from './readBinding';
import type { NativePort } from './readBinding';

/** A port that takes nothing (flow control, a hung device) must not make writes pile up. */
const MAX_UNWRITTEN_BYTES = 1 << 20;

/** What serialport is asked to open. */
export interface NativeOpenOptions {
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly stopBits: 1 | 1.5 | 2;
  readonly rtscts: boolean;
  readonly xon: boolean;
  readonly xoff: boolean;
  readonly hupcl: boolean;
}

/** The native part as far as it is used; tests script it. */
export interface NativeBinding {
  list(): Promise<readonly PortInfo[]>;
  open(options: NativeOpenOptions): Promise<NativePort>;
}

/** Loads the native part on first use, so that simulators run where it cannot; tests script it. */
export async function loadBinding(): Promise<NativeBinding> {
  try {
    const { autoDetect } = await import('@serialport/bindings-cpp');
    // serialport's own types do not resolve here: their package exports none.
    return autoDetect() as NativeBinding;
  } catch (error) {
    throw new Error(describeLoadError(error));
  }
}

/** Opens a port and puts its lines into their state; rejects with a plain message. */
export async function openSerial(
  options: SerialOptions,
  listener: SourceLinkListener,
  nowMs: () => number,
  load = loadBinding,
): Promise<SourceLink> {
  const binding = await load();
  const { SerialPortStream } = await import('@serialport/stream');
  const { path, baudRate, dataBits, stopBits, parity, rtscts, xon, xoff } = options;
  const stream = new SerialPortStream({
    binding: {
      list: () => Promise.resolve([]),
      open: (native: NativeOpenOptions) => openNative(binding, native),
    },
    ...{ path, baudRate, dataBits, stopBits, parity, rtscts, xon, xoff },
    // Closing must not drop DTR: many boards reset by it.
    hupcl: false,
    autoOpen: false,
  });
  try {
    await callback((done) => stream.open(done));
  } catch (error) {
    throw new Error(describeOpenError(error, options, process.platform));
  }
  const link = new SerialLink(stream, options, listener);
  await setLines(stream, options, listener);
  // Not earlier: what is sent to the listener comes after the reply to `open`.
  stream.on('data', (bytes: Buffer) => listener.onData(nowMs(), bytes));
  return link;
}

async function openNative(binding: NativeBinding, options: NativeOpenOptions): Promise<NativePort> {
  const port = await binding.open(options);
  if (!isReadablePort(port)) return port;
  port.read = (buffer, offset, length) => readOrDisconnect(port, buffer, offset, length);
  return port;
}

/** Both lines are always set together: one left alone gets what the system gave it at open. */
function linesOf({ dtr, rts, rtscts }: SerialOptions): { dtr: boolean; rts: boolean } {
  const atOpen = process.platform !== 'win32';
  return {
    dtr: dtr === 'leave' ? atOpen : dtr === 'on',
    // With RTS/CTS the driver moves RTS itself.
    rts: rts === 'leave' || rtscts ? atOpen : rts === 'on',
  };
}

async function setLines(
  stream: SerialPortStream,
  options: SerialOptions,
  listener: SourceLinkListener,
): Promise<void> {
  const { dtr, rts, rtscts } = options;
  if (dtr === 'leave' && (rts === 'leave' || rtscts)) return;
  try {
    await callback((done) => stream.set(linesOf(options), done));
  } catch (error) {
    listener.onNote(
      t('DTR and RTS cannot be set on this port ({0}); it works without.', messageOf(error)),
    );
  }
}

class SerialLink implements SourceLink {
  private pendingWrites = 0;
  private closing = false;
  private readonly closes = new AbortController();
  private readonly path: string;

  constructor(
    private readonly stream: SerialPortStream,
    private readonly options: SerialOptions,
    listener: SourceLinkListener,
  ) {
    const { path } = options;
    this.path = path;
    // serialport emits `close` twice when a write fails on a dead port.
    let lost = false;
    stream.on('close', () => {
      if (!this.closing && !lost) listener.onLost(describeLoss(path));
      lost = true;
    });
    // Without a listener an error ends the process. Writes report theirs by callback.
    stream.on('error', (error) => {
      if (!this.closing && stream.isOpen) listener.onNote(`${path}: ${error.message}`);
    });
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.stream.writableLength + bytes.length > MAX_UNWRITTEN_BYTES) {
      throw new Error(
        t('{0} takes no bytes: {1} are waiting already.', this.path, this.stream.writableLength),
      );
    }
    this.pendingWrites += 1;
    try {
      await callback((done) => this.stream.write(Buffer.from(bytes), undefined, done));
    } catch (error) {
      throw new Error(t('Writing to {0} failed: {1}.', this.path, messageOf(error)));
    } finally {
      this.pendingWrites -= 1;
    }
  }

  setFault(): void {
    throw new Error('A serial device has no faults on request.');
  }

  async glitchDtr(holdMs: number): Promise<void> {
    const lines = linesOf(this.options);
    try {
      await callback((done) => this.stream.set({ ...lines, dtr: !lines.dtr }, done));
      await waitUnref(holdMs, this.closes.signal);
      if (!this.closing) await callback((done) => this.stream.set(lines, done));
    } catch (error) {
      throw new Error(
        t('DTR cannot be set on {0} ({1}); it works without.', this.path, messageOf(error)),
      );
    }
  }

  async close(): Promise<void> {
    if (this.closing) return;
    this.closing = true;
    this.closes.abort();
    if (!this.stream.isOpen) return;
    // Output that flow control holds back would keep the system's close waiting, up to 30 s.
    if (this.pendingWrites > 0) await settled((done) => this.stream.flush(done));
    await settled((done) => this.stream.close(done));
  }
}

type Done = (error: Error | null | undefined) => void;

function callback(start: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()));
  });
}

/** Waits for the call; that it failed changes nothing, as the port is being given up. */
function settled(start: (done: Done) => void): Promise<void> {
  return new Promise((resolve) => {
    start(() => resolve());
  });
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/^Error:?\s+/, '');
}

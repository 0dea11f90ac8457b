import type { Writable } from 'node:stream';
import { t } from '@vscode/l10n';
import { parseRequest } from '../control';
import type { SourceEvent, SourceMessage, SourceReply, SourceRequest } from '../control';
import { monotonicMs } from '../monotonic';
import type { PortInfo } from '../transport';
import type { SourceLink, SourceLinkListener } from './link';
import { OutputBuffer } from './outputBuffer';
import { listSerialPorts } from './portList';
import { openSerial } from './serial';
import { openSimulator, realClock } from './simulator';

const WAITING_REPORT_MS = 250;
const DEFAULT_BUFFER_BYTES = 16 * 1024 * 1024;

/** The two ways out of a source: control messages, and the byte stream of records. */
export interface SourceChannel {
  send(message: SourceMessage): void;
  readonly pipe: Writable;
  /** Called before a port is opened, whose driver does not wait for a busy machine. */
  readonly hurry?: () => void;
}

/** A source at work, in its own process or in the host's. */
export interface RunningSource {
  /** Takes one control message; what is no request of ours is ignored. */
  handle(message: unknown): void;
  /** Lets go of the device. */
  stop(): Promise<void>;
}

/** Starts a source that waits for requests and loads nothing native before it must. */
export function runSource(channel: SourceChannel): RunningSource {
  return new SourceRunner(channel);
}

class SourceRunner implements RunningSource {
  private readonly buffer: OutputBuffer;
  private link: SourceLink | undefined;
  /** Opening and closing come one after the other; writes do not wait for them. */
  private turn: Promise<void> = Promise.resolve();
  private reportTimer: NodeJS.Timeout | undefined;
  private reportedBytes = 0;

  constructor(private readonly channel: SourceChannel) {
    this.buffer = new OutputBuffer(channel.pipe, DEFAULT_BUFFER_BYTES);
  }

  handle(message: unknown): void {
    const request = parseRequest(message);
    if (request === undefined) return;
    const { id, command } = request;
    switch (command.op) {
      case 'open':
      case 'close':
        this.turn = this.turn.then(async () => {
          const reply = await this.replyTo(request);
          // In the stream: behind all bytes before it, and in front of all bytes after it.
          this.buffer.pushEvent(monotonicMs(), reply);
        });
        break;
      case 'write':
      case 'setFault':
      case 'glitchDtr':
      case 'list':
        void this.replyTo({ id, command }).then((reply) => this.channel.send(reply));
        break;
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.reportTimer);
    const { link } = this;
    this.link = undefined;
    await link?.close();
  }

  private async replyTo(request: SourceRequest): Promise<SourceReply> {
    const { id } = request;
    try {
      const ports = await this.obey(request);
      return { type: 'reply', id, ok: true, ...(ports === undefined ? {} : { ports }) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { type: 'reply', id, ok: false, message };
    }
  }

  private async obey({ command }: SourceRequest): Promise<PortInfo[] | undefined> {
    switch (command.op) {
      case 'open':
        await this.open(command);
        return undefined;
      case 'close':
        await this.stop();
        return undefined;
      case 'write':
        await this.openLink().write(Buffer.from(command.base64, 'base64'));
        return undefined;
      case 'setFault':
        this.openLink().setFault(command.fault);
        return undefined;
      case 'glitchDtr':
        await this.openLink().glitchDtr(command.holdMs);
        return undefined;
      case 'list':
        return listSerialPorts();
    }
  }

  private async open(command: Extract<SourceRequest['command'], { op: 'open' }>): Promise<void> {
    await this.stop();
    const { options, fault } = command;
    this.buffer.setCapacity(options.bufferBytes);
    const listener = this.listenerOf();
    if (options.kind === 'serial') this.channel.hurry?.();
    this.link =
      options.kind === 'serial'
        ? await openSerial(options.serial, listener, monotonicMs)
        : openSimulator(options.simulator, fault, listener, realClock(monotonicMs));
    this.reportTimer = setInterval(() => this.reportWaiting(), WAITING_REPORT_MS);
    this.reportTimer.unref();
  }

  private openLink(): SourceLink {
    if (this.link === undefined) throw new Error(t('The link is not open.'));
    return this.link;
  }

  private listenerOf(): SourceLinkListener {
    return {
      onData: (timeMs, bytes) => this.buffer.pushData(timeMs, bytes),
      onLost: (reason) => {
        this.link = undefined;
        this.pushEvent({ type: 'lost', reason });
      },
      onInjected: (count, timeMs) => this.pushEvent({ type: 'injected', count, timeMs }),
      onFatal: (reason) => this.pushEvent({ type: 'fatal', reason }),
      onNote: (text) => this.pushEvent({ type: 'note', text }),
    };
  }

  private pushEvent(event: SourceEvent): void {
    this.buffer.pushEvent(monotonicMs(), event);
  }

  private reportWaiting(): void {
    const bytes = this.buffer.waitingBytes;
    if (bytes === this.reportedBytes) return;
    this.reportedBytes = bytes;
    this.channel.send({ type: 'waiting', bytes });
  }
}

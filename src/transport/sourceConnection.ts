import { parseMessage } from './control';
import type { SourceCommand, SourceEvent, SourceReply, SourceRequest } from './control';
import { decodeDropped, RecordReader } from './records';
import type { RecordKind } from './records';
import type { PortInfo } from './transport';

/** What a source tells the host, in the order in which it happened. */
export interface SourceListener {
  onChunk(timeMs: number, bytes: Uint8Array): void;
  onDropped(bytes: number, timeMs: number): void;
  onEvent(event: SourceEvent): void;
  /** The source ended without being asked to; nothing follows. */
  onExit(reason: string): void;
}

/** A source as the host holds it, in a process of its own or in the host's. */
export interface Source {
  /**
   * Resolves with the answer, rejects with the source's plain message or when it ends.
   * `onOk` is called first, before any byte that follows the reply in the stream.
   */
  request(command: SourceCommand, onOk?: () => void): Promise<readonly PortInfo[]>;
  /** False stops taking bytes: the source's own bounded buffer fills instead. */
  setFlowing(flowing: boolean): void;
  /** Ends the source and waits until it is gone. Nothing is reported from here on. */
  end(): Promise<void>;
}

/** Starts a source; what it tells goes to `listener`. */
export type StartSource = (listener: SourceListener) => Source;

interface Pending {
  readonly resolve: (ports: readonly PortInfo[]) => void;
  readonly reject: (error: Error) => void;
  readonly onOk: (() => void) | undefined;
}

/** The host's end of a source: matches replies with requests and passes on the rest in order. */
export class SourceConnection {
  private readonly reader = new RecordReader((kind, timeMs, payload) =>
    this.onRecord(kind, timeMs, payload),
  );
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;
  private endReason: string | undefined;

  constructor(
    private readonly listener: SourceListener,
    private readonly send: (request: SourceRequest) => void,
  ) {}

  /** See `Source.request`. */
  request(command: SourceCommand, onOk?: () => void): Promise<readonly PortInfo[]> {
    if (this.endReason !== undefined) return Promise.reject(new Error(this.endReason));
    const id = (this.lastId += 1);
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, onOk });
      this.send({ id, command });
    });
  }

  /** Takes bytes of the record stream; throws when they are not ours. */
  onBytes(bytes: Uint8Array): void {
    if (this.endReason === undefined) this.reader.push(bytes);
  }

  /** Takes a control message. */
  onMessage(value: unknown): void {
    const message = parseMessage(value);
    if (message === undefined || this.endReason !== undefined) return;
    if (message.type === 'reply') this.settle(message);
    else this.listener.onEvent(message);
  }

  /** Ends the connection on purpose: pending requests are rejected, nothing more is reported. */
  finish(reason: string): void {
    if (this.endReason !== undefined) return;
    this.endReason = reason;
    for (const { reject } of this.pending.values()) reject(new Error(reason));
    this.pending.clear();
  }

  /** Ends it because the source is gone, and says so. */
  fail(reason: string): void {
    if (this.endReason !== undefined) return;
    this.finish(reason);
    this.listener.onExit(reason);
  }

  private onRecord(kind: RecordKind, timeMs: number, payload: Uint8Array): void {
    // One read holds many records: the listener may have ended the connection at an earlier one.
    if (this.endReason !== undefined) return;
    switch (kind) {
      case 'data':
        this.listener.onChunk(timeMs, payload);
        break;
      case 'dropped':
        this.listener.onDropped(decodeDropped(payload), timeMs);
        break;
      case 'event':
        this.onMessage(JSON.parse(Buffer.from(payload).toString()));
        break;
    }
  }

  private settle(reply: SourceReply): void {
    const pending = this.pending.get(reply.id);
    this.pending.delete(reply.id);
    if (!reply.ok) {
      pending?.reject(new Error(reply.message));
      return;
    }
    pending?.onOk?.();
    pending?.resolve(reply.ports ?? []);
  }
}

import type { DeviceFault } from '../model';
import type { PortInfo, SourceOptions } from './transport';

/** What the host asks of a source. Bytes are base64, because Node's IPC is JSON. */
export type SourceCommand =
  | { readonly op: 'open'; readonly options: SourceOptions; readonly fault: DeviceFault }
  | { readonly op: 'close' }
  | { readonly op: 'write'; readonly base64: string }
  | { readonly op: 'setFault'; readonly fault: DeviceFault }
  | { readonly op: 'glitchDtr'; readonly holdMs: number }
  | { readonly op: 'list' };

/** A command with the id its reply will carry. */
export interface SourceRequest {
  readonly id: number;
  readonly command: SourceCommand;
}

/** What became of a request. Replies to `open` and `close` keep their place in the byte stream. */
export type SourceReply =
  | { readonly type: 'reply'; readonly id: number; readonly ok: true; readonly ports?: PortInfo[] }
  | { readonly type: 'reply'; readonly id: number; readonly ok: false; readonly message: string };

/** What a source tells unasked. `waiting` comes over IPC, the others in the byte stream. */
export type SourceEvent =
  | { readonly type: 'lost'; readonly reason: string }
  | { readonly type: 'fatal'; readonly reason: string }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'injected'; readonly count: number; readonly timeMs: number }
  | { readonly type: 'waiting'; readonly bytes: number };

/** All that a source sends besides bytes. */
export type SourceMessage = SourceReply | SourceEvent;

const MESSAGE_TYPES: readonly unknown[] = ['reply', 'lost', 'fatal', 'note', 'injected', 'waiting'];
const OPS: readonly unknown[] = ['open', 'close', 'write', 'setFault', 'glitchDtr', 'list'];

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The request in an IPC message, or undefined when it is none of ours. */
export function parseRequest(value: unknown): SourceRequest | undefined {
  if (!isObject(value) || typeof value.id !== 'number' || !isObject(value.command))
    return undefined;
  // Both ends are built together: the tag is the check.
  return OPS.includes(value.command.op) ? (value as unknown as SourceRequest) : undefined;
}

/** The message in an IPC message or event record, or undefined when it is none of ours. */
export function parseMessage(value: unknown): SourceMessage | undefined {
  if (!isObject(value) || !MESSAGE_TYPES.includes(value.type)) return undefined;
  return value as unknown as SourceMessage;
}

import type { SourcePlace } from '../debugFacts';

/** A message of the Debug Adapter Protocol, as far as it concerns us; adapters are not trusted. */
export type DapMessage =
  | {
      readonly type: 'request';
      readonly seq: number;
      readonly command: string;
      readonly arguments: Fields;
    }
  | {
      readonly type: 'response';
      readonly requestSeq: number;
      readonly success: boolean;
      readonly body: Fields;
    }
  | { readonly type: 'event'; readonly event: string; readonly body: Fields };

export type Fields = Readonly<Record<string, unknown>>;

const MAX_TEXT = 1024;

/** Reads a message; undefined for what is none. */
export function readDapMessage(value: unknown): DapMessage | undefined {
  const {
    type,
    seq,
    command,
    arguments: args,
    request_seq,
    success,
    body,
    event,
  } = fieldsOf(value);
  if (type === 'request' && typeof seq === 'number' && typeof command === 'string') {
    return { type, seq, command, arguments: fieldsOf(args) };
  }
  if (type === 'response' && typeof request_seq === 'number') {
    return { type, requestSeq: request_seq, success: success === true, body: fieldsOf(body) };
  }
  if (type === 'event' && typeof event === 'string') return { type, event, body: fieldsOf(body) };
  return undefined;
}

/** The properties of an object; none for anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** A text of bearable length; empty for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_TEXT) : '';
}

/** The ids of the threads in a `threads` answer, in its order. */
export function threadIdsOf(body: Fields): readonly number[] {
  return listOf(body.threads)
    .map((thread) => fieldsOf(thread).id)
    .filter((id) => typeof id === 'number');
}

/** The top frame of a `stackTrace` answer; undefined when it names neither source nor function. */
export function topPlaceOf(body: Fields): SourcePlace | undefined {
  const frame = fieldsOf(listOf(body.stackFrames).at(0));
  const source = fieldsOf(frame.source);
  const path = textOf(source.path);
  const name = textOf(frame.name);
  if (path === '' && name === '') return undefined;
  const line = typeof frame.line === 'number' && frame.line >= 1 ? Math.floor(frame.line) : 1;
  return { path, line, function: name };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

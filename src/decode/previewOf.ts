import { FRAMING, SPARE, type FrameView, type SchemaPreview } from '../schemaMessages';
import type { WireFormat } from '../wireFormat';
import { checkDraft } from './checkDraft';
import { spansOf, type PreviewFrame, type SchemaPreviewer } from './schemaPreview';
import { seenIds } from './seenIds';

const MAX_SHOWN_BYTES = 256;

type Span = SchemaPreview['spans'][number];

/** The last bytes of a stream, and how many came before them. */
export interface StreamTail {
  readonly bytes: Uint8Array;
  readonly before: number;
}

/**
 * What a draft, which may be anything, makes of the last bytes; `id` says whose fields are worked on. It takes up to some
 * 20 ms: not for the host's thread.
 */
export function previewOf(
  draft: unknown,
  tail: StreamTail,
  previewer: SchemaPreviewer,
  id: number | null = null,
): SchemaPreview {
  const { readable, fields, problems } = checkDraft(draft, id);
  const spans = spansOf(fields);
  const bytes = readable === undefined ? tail.bytes : aligned(readable, tail);
  const shown =
    readable === undefined || isEmpty(readable)
      ? []
      : previewer.frames(readable, fields, bytes, true, id);
  const payloadBytes = shown.find(({ places }) => places.length > 0)?.places.length;
  return {
    frames: shown.map((frame) => frameView(frame, spans)),
    problems,
    spans,
    ids: readable === undefined ? [] : seenIds(readable, bytes),
    ...(payloadBytes === undefined ? {} : { payloadBytes }),
  };
}

function frameView(
  { bytes, places, values, problem }: PreviewFrame,
  spans: readonly Span[],
): FrameView {
  const length = Math.min(bytes.length, MAX_SHOWN_BYTES);
  const owners = new Array<number>(length).fill(FRAMING);
  // Places ascend: what lies behind the bytes that are shown is not looked at.
  for (let at = 0; at < places.length && places[at] < length; at++) {
    const owner = spans.findIndex((span) => at >= span.at && at < span.at + span.bytes);
    owners[places[at]] = owner < 0 ? SPARE : owner;
  }
  return {
    bytes: [...bytes.subarray(0, length)],
    owners,
    length: bytes.length,
    values,
    ...(problem === undefined ? {} : { trouble: problem }),
  };
}

/** Frames that are as long as their fields are nothing while there is none. */
function isEmpty(format: WireFormat): boolean {
  return (
    'frame' in format &&
    format.kind !== 'delimited' &&
    format.frame.length.kind === 'fixed' &&
    format.frame.length.bytes === 0
  );
}

/** Frames without any mark are told by their length alone: they are cut at the same places each time. */
function aligned(format: WireFormat, { bytes, before }: StreamTail): Uint8Array {
  if (format.kind !== 'fixed') return bytes;
  const { sync, headerBytes, length, checksum, tail } = format.frame;
  if (sync.length > 0 || checksum !== null || length.kind !== 'fixed') return bytes;
  const size = headerBytes + length.bytes + tail.length;
  return size === 0 ? bytes : bytes.subarray((size - (before % size)) % size);
}

import { makeFramer } from '../frame/makeFramer';
import type { Rejection } from '../model';
import type { WireFormat } from '../wireFormat';

/** Why a frame is refused. */
export type RefusedFrame = Pick<Rejection, 'cause' | 'detail'>;

/** A run of bytes that a framer took for one thing. */
export interface CutFrame {
  readonly bytes: Uint8Array;
  /** Why it is no frame; undefined where it is one. */
  readonly problem: RefusedFrame | undefined;
}

/**
 * Cuts the last bytes of a stream into frames, as the device's own framer does, oldest first; the first may be the
 * rest of one, and is left out where `startsInside`.
 */
export function lastFrames(
  format: WireFormat,
  bytes: Uint8Array,
  startsInside: boolean,
): CutFrame[] {
  const framer = makeFramer(format, { maxFrameBytes: 4096, dropFirst: startsInside });
  const { piece, rejections, skipped = [] } = framer.push({ timeMs: 0, bytes });
  const refused = rejections.filter(({ cause }) => cause !== 'partial');
  const frames: CutFrame[] = refused.map(({ offset = 0, bytes: length, cause, detail }) => ({
    bytes: bytes.subarray(offset, offset + length),
    problem: { cause, detail },
  }));
  if (piece !== undefined) {
    const gaps = [...rejections, ...skipped].map(({ offset = 0, bytes: n }) => [offset, n]);
    const ends = piece.ends ?? endsAt(piece.bytes, framer.delimiter);
    frames.push(...placed(bytes, ends, gaps));
  }
  return frames.sort((a, b) => a.bytes.byteOffset - b.bytes.byteOffset);
}

/** The frames where they stand in the stream: a piece holds them without what lies between. */
function placed(
  bytes: Uint8Array,
  ends: readonly number[] | Uint32Array,
  gaps: readonly number[][],
): CutFrame[] {
  const ordered = [...gaps].sort(([a], [b]) => a - b);
  const frames: CutFrame[] = [];
  let at = 0;
  let from = 0;
  let next = 0;
  for (const end of ends) {
    for (; next < ordered.length && ordered[next][0] <= at; next++) {
      at = Math.max(at, ordered[next][0] + ordered[next][1]);
    }
    frames.push({ bytes: bytes.subarray(at, at + end - from), problem: undefined });
    at += end - from;
    from = end;
  }
  return frames;
}

function endsAt(bytes: Uint8Array, delimiter = 10): number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(delimiter); at >= 0; at = bytes.indexOf(delimiter, at + 1)) {
    ends.push(at + 1);
  }
  return ends;
}

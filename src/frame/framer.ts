import type { Chunk, Rejection } from '../model';

/** Whole frames in a buffer of their own. */
export interface FramedPiece {
  readonly startMs: number;
  readonly endMs: number;
  readonly bytes: Uint8Array;
  /** Where each frame ends in `bytes`; undefined where the framer's delimiter tells. */
  readonly ends?: Uint32Array;
}

/** Bytes that are no frame and no damage: an image between samples. */
export interface SkippedBytes {
  /** Counted from the stream's first byte. */
  readonly offset: number;
  readonly bytes: number;
}

/** Memory for a piece, of at least so many bytes: it may be larger. */
export type TakeMemory = (bytes: number) => ArrayBuffer;

/** What one chunk completed. */
export interface FramerOutput {
  readonly piece: FramedPiece | undefined;
  readonly rejections: readonly Rejection[];
  readonly skipped?: readonly SkippedBytes[];
}

/**
 * Cuts a stream into pieces of whole frames. Frames, rejections and skipped bytes are the same for every
 * way of cutting the stream into chunks; all bytes are in exactly one of them, or waiting.
 */
export interface Framer {
  /** The byte that ends every frame; undefined where none does. */
  readonly delimiter: number | undefined;
  /** A chunk is given in parts of so many bytes at most, so that none takes long, whatever is in it. */
  readonly maxPartBytes: number;
  /** Bytes taken and not yet passed on, neither in a piece nor in a rejection. */
  readonly waitingBytes: number;
  /** Takes the next bytes of the stream; the chunk is not kept. */
  push(chunk: Chunk): FramerOutput;
  /** Forgets the unfinished frame and returns its bytes; what comes next begins inside a frame. */
  reset(): number;
}

/** Source processes read at least this often while data flows: a chunk's bytes are not older. */
export const MAX_CHUNK_AGE_MS = 20;

/** A run that holds no frame is reported each time it has grown by so many longest frames. */
export const FRAMES_PER_REPORT = 4;

export const EXCERPT_BYTES = 64;

import type { Chunk } from '../model';
import { MAX_CHUNK_AGE_MS, type Framer, type FramerOutput } from './framer';

/**
 * Passes bytes on as they come, for a decoder that finds its frames by itself: a chunk is a frame, cut where it is longer
 * than allowed. Unlike other framers' its frames hang on how the stream was cut into chunks.
 */
export class ChunkFramer implements Framer {
  readonly delimiter = undefined;
  readonly maxPartBytes = Infinity;
  readonly waitingBytes = 0;
  private lastEndMs = -Infinity;

  constructor(private readonly maxFrameBytes: number) {}

  push({ bytes, timeMs }: Chunk): FramerOutput {
    if (bytes.length === 0) return { piece: undefined, rejections: [] };
    const startMs = Math.max(this.lastEndMs, timeMs - MAX_CHUNK_AGE_MS);
    this.lastEndMs = timeMs;
    const count = Math.ceil(bytes.length / this.maxFrameBytes);
    const ends = Uint32Array.from({ length: count }, (_, i) =>
      Math.min(bytes.length, (i + 1) * this.maxFrameBytes),
    );
    return {
      piece: { startMs, endMs: timeMs, bytes: new Uint8Array(bytes), ends },
      rejections: [],
    };
  }

  reset(): number {
    return 0;
  }
}

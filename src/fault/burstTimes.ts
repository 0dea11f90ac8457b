import type { Burst } from './stage';

/** Source processes read at least this often while data flows: a chunk's bytes are not older. */
const MAX_CHUNK_AGE_MS = 20;

/**
 * Gives injections their times, and says which of them struck one frame. The time of a byte is interpolated in its chunk
 * as the framer and the decoder do it, so that an injection has the time of the frame it damaged, or a little earlier.
 */
export class BurstTimes {
  private lastEndMs = -Infinity;
  /** True while the frame of the last injection has not ended. */
  private frameIsOpen = false;

  /** `delimiter` ends a frame of the stream; undefined where frames mean nothing. */
  constructor(private readonly delimiter: () => number | undefined) {}

  /** The bursts of a chunk, struck at the offsets `hitsAt`; to be asked for every chunk. */
  of(bytes: Uint8Array, timeMs: number, hitsAt: readonly number[]): Burst[] {
    const startMs = Math.min(timeMs, Math.max(this.lastEndMs, timeMs - MAX_CHUNK_AGE_MS));
    this.lastEndMs = timeMs;
    const delimiter = this.delimiter();
    const msPerByte = (timeMs - startMs) / bytes.length;
    const bursts: Burst[] = [];
    let from = 0;
    for (const at of hitsAt) {
      const joins = this.frameIsOpen && !holds(bytes, delimiter, from, at);
      const last = bursts.at(-1);
      if (joins && last !== undefined)
        bursts[bursts.length - 1] = { ...last, count: last.count + 1 };
      else bursts.push({ timeMs: startMs + (at + 1) * msPerByte, count: 1, joins });
      this.frameIsOpen = delimiter !== undefined;
      from = at;
    }
    if (this.frameIsOpen && holds(bytes, delimiter, from, bytes.length)) this.frameIsOpen = false;
    return bursts;
  }
}

function holds(bytes: Uint8Array, byte: number | undefined, from: number, to: number): boolean {
  if (byte === undefined) return true;
  const found = bytes.indexOf(byte, from);
  return found >= 0 && found < to;
}

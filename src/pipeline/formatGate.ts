import type { Chunk, Detection } from '../model';
import type { Steps } from './inTurns';

/** What the gate lets through: the held chunks, and what was made of them. */
export interface GateResult {
  readonly chunks: readonly Chunk[];
  readonly detection: Detection;
}

/** Detection looks at this much; a stream not recognised by then is passed on as log lines. */
export const DETECT_BYTES = 4096;
/** Without the end of a line or a frame, so much more has to come before it is worth another look. */
const GROWTH = 1.25;
const LF = 10;

/** What some bytes are, found out elsewhere. */
export function* detected(bytes: Uint8Array): Steps<Detection> {
  return (yield bytes) ?? { kind: 'unsure', why: 'detection failed' };
}

/** Holds the first bytes of a stream until their format is known; bounded by DETECT_BYTES. */
export class FormatGate {
  private chunks: Chunk[] = [];
  private held = 0;
  private looked = 0;
  private isDue = false;

  /** Bytes held back. */
  get heldBytes(): number {
    return this.held;
  }

  /** Undefined while more is needed. `moreFollows` = another chunk waits already, and can be looked at with this one. */
  *push(chunk: Chunk, moreFollows: boolean): Steps<GateResult | undefined> {
    const { bytes } = chunk;
    this.chunks.push(chunk);
    this.held += bytes.length;
    this.isDue ||= bytes.includes(LF) || bytes.includes(0) || this.held >= this.looked * GROWTH;
    const isFull = this.held >= DETECT_BYTES;
    if (!isFull && (moreFollows || !this.isDue)) return undefined;
    this.isDue = false;
    this.looked = this.held;
    const detection = yield* detected(this.firstBytes());
    if (detection.kind === 'unsure' && !isFull) return undefined;
    return { chunks: this.release(), detection };
  }

  /** Hands out what is held and starts anew. */
  release(): Chunk[] {
    const chunks = this.chunks;
    this.chunks = [];
    this.held = 0;
    this.looked = 0;
    this.isDue = false;
    return chunks;
  }

  private firstBytes(): Uint8Array {
    const bytes = new Uint8Array(Math.min(this.held, DETECT_BYTES));
    let at = 0;
    for (const chunk of this.chunks) {
      const part = chunk.bytes.subarray(0, bytes.length - at);
      bytes.set(part, at);
      at += part.length;
      if (at === bytes.length) break;
    }
    return bytes;
  }
}

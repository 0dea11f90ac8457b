import type { Chunk, Detection } from '../model';

/** What the gate lets through: the held chunks, and what was made of them. */
export interface GateResult {
  readonly chunks: readonly Chunk[];
  readonly detection: Detection;
}

/** Detection looks at this much; a stream not recognised by then is passed on as log lines. */
export const DETECT_BYTES = 4096;

/** Holds the first bytes of a stream until `detect` knows their format; bounded by DETECT_BYTES. */
export class FormatGate {
  private chunks: Chunk[] = [];
  private held = 0;

  constructor(private readonly detect: (bytes: Uint8Array) => Detection) {}

  /** Bytes held back. */
  get heldBytes(): number {
    return this.held;
  }

  /** Undefined while more is needed. */
  push(chunk: Chunk): GateResult | undefined {
    this.chunks.push(chunk);
    this.held += chunk.bytes.length;
    const detection = this.detect(this.firstBytes());
    if (detection.kind === 'unsure' && this.held < DETECT_BYTES) return undefined;
    return { chunks: this.release(), detection };
  }

  /** Hands out what is held and starts anew. */
  release(): Chunk[] {
    const chunks = this.chunks;
    this.chunks = [];
    this.held = 0;
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

import type { FaultSpec } from '../model';
import { ByteList } from './byteList';
import type { Damaged } from './bytes';
import { Random } from './random';

const CR = 13;
/** In no number, no name and no UTF-8 text. */
const NO_TEXT = 0xff;

/**
 * Damages whole frames, each with its delimiter at its end; see FAULT_KINDS for the kinds of level `frame`. Draws by
 * the frame's place in the stream, so blocks may be cut in any way. `swapFrames` may hold one frame. A blank line is
 * no frame.
 */
export class FrameFault {
  private readonly random: Random;
  private readonly probability: number;
  /** Frames until the next hit. */
  private clear: number;
  private held: Uint8Array | undefined;

  constructor(private readonly spec: Pick<FaultSpec, 'kind' | 'parameters' | 'seed'>) {
    this.random = new Random(spec.seed);
    this.probability = spec.parameters.probability;
    this.clear = this.random.skip(this.probability);
  }

  /** Bytes taken and neither passed on nor dropped. */
  get heldBytes(): number {
    return this.held?.length ?? 0;
  }

  /** Takes whole frames, the last byte being a delimiter; after `maxHits` hits the rest passes whole. */
  apply(bytes: Uint8Array, delimiter: number, maxHits = Infinity): Damaged {
    const out = new ByteList(bytes.length + 64);
    const hitsAt: number[] = [];
    let inserted = 0;
    let dropped = 0;
    for (let at = 0; at < bytes.length;) {
      const end = bytes.indexOf(delimiter, at) + 1 || bytes.length;
      const frame = bytes.subarray(at, end);
      at = end;
      if (isBlank(frame)) out.append(frame);
      else if (this.held !== undefined) {
        out.append(frame);
        out.append(this.flush());
        hitsAt.push(end - 1);
      } else if (this.clear > 0 || hitsAt.length >= maxHits) {
        this.clear--;
        out.append(frame);
      } else {
        this.clear = this.random.skip(this.probability);
        const grown = this.strike(frame, delimiter, out);
        inserted += Math.max(0, grown);
        dropped += Math.max(0, -grown);
        // A swap is a hit once the other frame has come.
        if (this.heldBytes === 0) hitsAt.push(end - 1);
      }
    }
    return { bytes: out.take(), inserted, dropped, hitsAt };
  }

  /** Hands out the frame that is held; nothing when there is none. */
  flush(): Uint8Array {
    const { held } = this;
    this.held = undefined;
    return held ?? new Uint8Array(0);
  }

  /** Damages one frame; returns by how many bytes the stream grew. */
  private strike(frame: Uint8Array, delimiter: number, out: ByteList): number {
    switch (this.spec.kind) {
      case 'badChecksum':
        out.append(delimiter === 0 ? spoilCobs(frame) : spoilLine(frame));
        return 0;
      case 'repeatFrame':
        out.append(frame);
        out.append(frame);
        return frame.length;
      case 'dropFrame':
        return -frame.length;
      case 'swapFrames':
        this.held = frame.slice();
        return 0;
      default:
        throw new Error(`${this.spec.kind} is no frame fault.`);
    }
  }
}

/** Nothing between two delimiters: no frame, and no damage to see. */
function isBlank(frame: Uint8Array): boolean {
  return frame.length <= 1 || (frame.length === 2 && frame[0] === CR);
}

/** Another last data byte: the framing stays whole, so that it is the checksum that fails. */
function spoilCobs(frame: Uint8Array): Uint8Array {
  const spoilt = frame.slice();
  const length = spoilt.length - 1;
  let last = -1;
  for (let code = 0; code < length;) {
    const next = code + Math.max(1, spoilt[code]);
    // Between two code bytes lie data bytes; a code byte of 1 has none.
    if (Math.min(next, length) - 1 > code) last = Math.min(next, length) - 1;
    code = next;
  }
  if (last >= 0) spoilt[last] = spoilt[last] === 0xff ? 0xfe : spoilt[last] + 1;
  return spoilt;
}

/** The last two characters become bytes that no text holds: what they were part of cannot be read. */
function spoilLine(frame: Uint8Array): Uint8Array {
  const spoilt = frame.slice();
  let end = spoilt.length - 1;
  if (end > 0 && spoilt[end - 1] === CR) end--;
  for (let i = Math.max(0, end - 2); i < end; i++) spoilt[i] = NO_TEXT - (end - 1 - i);
  return spoilt;
}

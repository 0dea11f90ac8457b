import type { FaultSpec } from '../model';
import { ByteList } from './byteList';
import { Random } from './random';

/** What a fault made of some bytes. */
export interface Damaged {
  readonly bytes: Uint8Array;
  /** Bytes it added and took away. */
  readonly inserted: number;
  readonly dropped: number;
  /** Where it struck: offsets in what was taken, ascending. */
  readonly hitsAt: readonly number[];
}

/**
 * Damages a stream of bytes; see FAULT_KINDS for the kinds of level `byte`. Draws by position in the stream, so the
 * same seed does the same damage however the stream is cut. `reorder` may hold one byte until the next comes.
 */
export class ByteFault {
  private readonly random: Random;
  private readonly probability: number;
  /** Bits or bytes of one hit. */
  private readonly amount: number;
  /** Bytes until the next hit. */
  private clear: number;
  /** Bytes still to be taken away. */
  private cutting = 0;
  private held: number | undefined;

  constructor(private readonly spec: Pick<FaultSpec, 'kind' | 'parameters' | 'seed'>) {
    const { parameters, seed } = spec;
    this.random = new Random(seed);
    this.probability = parameters.probability;
    this.amount = parameters.bits || parameters.lengthBytes || 1;
    this.clear = this.random.skip(this.probability);
  }

  /** Bytes taken and neither passed on nor dropped. */
  get heldBytes(): number {
    return this.held === undefined ? 0 : 1;
  }

  /** Takes the next bytes of the stream; after `maxHits` hits all the rest passes whole. */
  apply(bytes: Uint8Array, maxHits = Infinity): Damaged {
    if (this.isClear(bytes.length)) {
      this.clear -= bytes.length;
      return { bytes, inserted: 0, dropped: 0, hitsAt: [] };
    }
    const out = new ByteList(bytes.length + 16);
    const hitsAt: number[] = [];
    let inserted = 0;
    let dropped = 0;
    for (let at = 0; at < bytes.length;) {
      if (this.held !== undefined) {
        if (bytes[at] !== this.held) hitsAt.push(at);
        out.push(bytes[at++]);
        this.release(out);
      } else if (this.cutting > 0) {
        const cut = Math.min(this.cutting, bytes.length - at);
        this.cutting -= cut;
        dropped += cut;
        at += cut;
        if (this.cutting === 0) hitsAt.push(at - 1);
      } else if (this.clear > 0 || hitsAt.length >= maxHits) {
        const rest = bytes.length - at;
        const whole = hitsAt.length >= maxHits ? rest : Math.min(this.clear, rest);
        out.append(bytes, at, at + whole);
        this.clear -= whole;
        at += whole;
      } else {
        this.clear = this.random.skip(this.probability);
        inserted += this.strike(bytes[at], out);
        // A cut begins with this byte and is a hit once it is whole; so is a swap, if it changes anything.
        if (this.cutting > 0) continue;
        if (this.heldBytes === 0) hitsAt.push(at);
        at++;
      }
    }
    return { bytes: out.take(), inserted, dropped, hitsAt };
  }

  /** Hands out the byte that is held. */
  flush(): Uint8Array {
    const out = new ByteList(1);
    this.release(out);
    return out.take();
  }

  private isClear(length: number): boolean {
    return this.held === undefined && this.cutting === 0 && this.clear >= length;
  }

  private release(out: ByteList): void {
    if (this.held !== undefined) out.push(this.held);
    this.held = undefined;
  }

  /** Damages one byte; returns how many were added. */
  private strike(byte: number, out: ByteList): number {
    switch (this.spec.kind) {
      case 'flip':
        out.push(byte ^ this.mask());
        return 0;
      case 'drop':
      case 'truncate':
        this.cutting = this.amount;
        return 0;
      case 'duplicate':
        out.push(byte);
        out.push(byte);
        return 1;
      case 'insert':
        for (let i = 0; i < this.amount; i++) out.push(this.random.below(256));
        out.push(byte);
        return this.amount;
      case 'reorder':
        this.held = byte;
        return 0;
      default:
        throw new Error(`${this.spec.kind} is no byte fault.`);
    }
  }

  /** `amount` different bits. */
  private mask(): number {
    let mask = 0;
    for (let left = this.amount; left > 0;) {
      const bit = 1 << this.random.below(8);
      if ((mask & bit) !== 0) continue;
      mask |= bit;
      left--;
    }
    return mask;
  }
}

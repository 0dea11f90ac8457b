import type { FaultSpec } from '../model';
import { FrameFault } from './frames';
import type { OnHit } from './bytePath';

interface Placed {
  readonly faultId: number;
  readonly fault: FrameFault;
  readonly onHit: OnHit;
  left: number;
}

const KINDS: readonly FaultSpec['kind'][] = [
  'badChecksum',
  'repeatFrame',
  'swapFrames',
  'dropFrame',
];

/** The frame faults of one device, between framer and queue, in the order in which they were armed. */
export class FramePath {
  private readonly placed: Placed[] = [];
  private injectedBytes = 0;
  private droppedBytes = 0;

  /** `release` takes whole frames that a fault held when it was removed. */
  constructor(private readonly release: (frames: Uint8Array) => void) {}

  static carries(kind: FaultSpec['kind']): boolean {
    return KINDS.includes(kind);
  }

  /** Bytes that faults added. */
  get injected(): number {
    return this.injectedBytes;
  }

  /** Bytes that faults took away. */
  get dropped(): number {
    return this.droppedBytes;
  }

  /** Bytes that faults hold back. */
  get held(): number {
    return this.placed.reduce((sum, { fault }) => sum + fault.heldBytes, 0);
  }

  /** Whole frames in, whole frames out: none when all were taken away or are held. */
  apply(frames: Uint8Array, delimiter: number, timeMs: number): Uint8Array {
    return this.applyFrom(0, frames, delimiter, timeMs);
  }

  add(faultId: number, spec: FaultSpec, onHit: OnHit): void {
    this.placed.push({ faultId, fault: new FrameFault(spec), onHit, left: spec.count ?? Infinity });
  }

  /** Removes a fault; what it held goes on. */
  remove(faultId: number): void {
    const at = this.placed.findIndex((one) => one.faultId === faultId);
    if (at < 0) return;
    const [{ fault }] = this.placed.splice(at, 1);
    const frames = fault.end();
    if (frames.length === 0) return;
    const delimiter = frames[frames.length - 1];
    const rest = this.applyFrom(at, frames, delimiter, 0);
    if (rest.length > 0) this.release(rest);
  }

  private applyFrom(
    first: number,
    frames: Uint8Array,
    delimiter: number,
    timeMs: number,
  ): Uint8Array {
    let bytes = frames;
    for (let i = first; i < this.placed.length && bytes.length > 0; i++) {
      const one = this.placed[i];
      const damaged = one.fault.apply(bytes, delimiter, one.left);
      one.left -= damaged.hits;
      this.injectedBytes += damaged.inserted;
      this.droppedBytes += damaged.dropped;
      bytes = damaged.bytes;
      if (damaged.hits > 0) one.onHit(timeMs, damaged.hits);
    }
    return bytes;
  }
}

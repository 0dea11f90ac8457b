import type { FaultSpec } from '../model';
import { FrameFault } from './frames';
import type { OnHit } from './stage';

interface Placed {
  readonly faultId: number;
  readonly fault: FrameFault;
  readonly onHit: OnHit;
  left: number;
}

/** When the first and the last byte of some frames came. */
export interface FrameSpan {
  readonly startMs: number;
  readonly endMs: number;
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
  private last: FrameSpan = { startMs: 0, endMs: 0 };

  /** `release` takes whole frames that a fault held and lets go. */
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
  apply(frames: Uint8Array, delimiter: number, span: FrameSpan): Uint8Array {
    this.last = span;
    return this.applyFrom(0, frames, delimiter);
  }

  add(faultId: number, spec: FaultSpec, onHit: OnHit): void {
    this.placed.push({ faultId, fault: new FrameFault(spec), onHit, left: spec.count ?? Infinity });
  }

  /** Removes a fault; what it held goes on. */
  remove(faultId: number): void {
    const at = this.placed.findIndex((one) => one.faultId === faultId);
    if (at < 0) return;
    const [{ fault }] = this.placed.splice(at, 1);
    this.goOn(fault, at);
  }

  /** All that is held goes on: nothing may follow it on this link. */
  flush(): void {
    this.placed.forEach(({ fault }, i) => this.goOn(fault, i + 1));
  }

  private goOn(fault: FrameFault, next: number): void {
    const frames = fault.flush();
    if (frames.length === 0) return;
    const rest = this.applyFrom(next, frames, frames[frames.length - 1]);
    if (rest.length > 0) this.release(rest);
  }

  private applyFrom(first: number, frames: Uint8Array, delimiter: number): Uint8Array {
    let bytes = frames;
    for (let i = first; i < this.placed.length && bytes.length > 0; i++) {
      const one = this.placed[i];
      const { length } = bytes;
      const damaged = one.fault.apply(bytes, delimiter, one.left);
      const { hitsAt } = damaged;
      one.left -= hitsAt.length;
      this.injectedBytes += damaged.inserted;
      this.droppedBytes += damaged.dropped;
      bytes = damaged.bytes;
      if (hitsAt.length > 0) one.onHit(hitsAt.map((at) => this.burst((at + 1) / length)));
    }
    return bytes;
  }

  /** Interpolated as the decoder does it: the time of the frame itself. */
  private burst(share: number): { timeMs: number; count: number } {
    const { startMs, endMs } = this.last;
    return { timeMs: startMs + (endMs - startMs) * share, count: 1 };
  }
}

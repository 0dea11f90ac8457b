import type { Chunk, FaultSpec } from '../model';
import { ByteFaultStage } from './byteStage';
import { BandwidthStage, LatencyStage, StallStage } from './link';
import type { ByteStage, FaultClock, OnHit, StageOutput } from './stage';
import { WrongBaudStage } from './wrongBaud';

interface Placed {
  readonly faultId: number;
  readonly isLink: boolean;
  readonly stage: ByteStage;
}

/** One way of a link: what goes in at `push` comes out at `emit`. */
export interface BytePathParts {
  readonly clock: FaultClock;
  readonly emit: (chunk: Chunk) => void;
  /** True for what is received: it has come over the link before any byte of it could be damaged. */
  readonly linkFirst: boolean;
  /** What ends a frame on this way; undefined where frames mean nothing. */
  readonly delimiter: () => number | undefined;
}

/**
 * The link and byte faults on one way, from the device or to it. What comes in has come over the link, so link faults act
 * first on what is received and last on what is sent; within a level they act in the order in which they were armed.
 */
export class BytePath {
  private placed: readonly Placed[] = [];
  private injectedBytes = 0;
  private droppedBytes = 0;
  private discarding = false;

  constructor(private readonly parts: BytePathParts) {}

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
    return this.placed.reduce((sum, { stage }) => sum + stage.heldBytes, 0);
  }

  /** True for the kinds that act on a path of bytes. */
  static carries(kind: FaultSpec['kind']): boolean {
    return LINK_KINDS.includes(kind) || BYTE_KINDS.includes(kind);
  }

  push(chunk: Chunk): void {
    this.pass(chunk, 0);
  }

  /** Adds a fault of a kind that `carries`. */
  add(faultId: number, spec: FaultSpec, onHit: OnHit): void {
    const isLink = LINK_KINDS.includes(spec.kind);
    const stage = this.makeStage(spec, this.output(faultId, onHit));
    const all = [...this.placed, { faultId, isLink, stage }];
    const { linkFirst } = this.parts;
    const first = all.filter((one) => one.isLink === linkFirst);
    const then = all.filter((one) => one.isLink !== linkFirst);
    this.placed = [...first, ...then];
  }

  /** Removes a fault; what it held goes on. */
  remove(faultId: number): void {
    this.placed.find((one) => one.faultId === faultId)?.stage.flush();
    this.placed = this.placed.filter((one) => one.faultId !== faultId);
  }

  /** All that is held goes on at once, in order: nothing may follow it on this link. */
  flush(): void {
    for (const { stage } of this.placed) stage.flush();
  }

  /** All that is held is dropped; returns how many bytes that were. */
  discard(): number {
    const before = this.droppedBytes;
    this.discarding = true;
    this.flush();
    this.discarding = false;
    return this.droppedBytes - before;
  }

  /** Removes all faults and drops what they hold. */
  clear(): void {
    this.discard();
    this.placed = [];
  }

  private pass(chunk: Chunk, at: number): void {
    if (at < this.placed.length) this.placed[at].stage.push(chunk);
    else if (this.discarding) this.droppedBytes += chunk.bytes.length;
    else this.parts.emit(chunk);
  }

  private output(faultId: number, onHit: OnHit): StageOutput {
    return {
      emit: (chunk) => {
        const at = this.placed.findIndex((one) => one.faultId === faultId);
        this.pass(chunk, at < 0 ? this.placed.length : at + 1);
      },
      hit: onHit,
      inserted: (bytes) => {
        this.injectedBytes += bytes;
      },
      dropped: (bytes) => {
        this.droppedBytes += bytes;
      },
    };
  }

  private makeStage(spec: FaultSpec, out: StageOutput): ByteStage {
    const { clock, delimiter } = this.parts;
    switch (spec.kind) {
      case 'latency':
        return new LatencyStage(spec, out, clock);
      case 'bandwidth':
        return new BandwidthStage(spec, out, clock);
      case 'stall':
        return new StallStage(spec, out, clock);
      case 'wrongBaud':
        return new WrongBaudStage(spec, out);
      default:
        return new ByteFaultStage(spec, out, delimiter);
    }
  }
}

const LINK_KINDS: readonly FaultSpec['kind'][] = ['latency', 'bandwidth', 'stall', 'wrongBaud'];
const BYTE_KINDS: readonly FaultSpec['kind'][] = [
  'flip',
  'drop',
  'duplicate',
  'insert',
  'reorder',
  'truncate',
];

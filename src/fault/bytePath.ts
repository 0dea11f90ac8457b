import type { Chunk, FaultSpec } from '../model';
import { ByteFaultStage } from './byteStage';
import { BandwidthStage, LatencyStage, StallStage, WrongBaudStage } from './link';
import type { ByteStage, FaultClock, StageOutput } from './stage';

/** Who is told of each hit of one fault. */
export type OnHit = (timeMs: number, count: number) => void;

interface Placed {
  readonly faultId: number;
  readonly isLink: boolean;
  readonly stage: ByteStage;
}

/**
 * The link and byte faults on one way, from the device or to it. What comes in has come over the link, so link faults act
 * first on what is received and last on what is sent; within a level they act in the order in which they were armed.
 */
export class BytePath {
  private placed: readonly Placed[] = [];
  private injectedBytes = 0;
  private droppedBytes = 0;

  constructor(
    private readonly clock: FaultClock,
    private readonly emit: (chunk: Chunk) => void,
    private readonly linkFirst: boolean,
  ) {}

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
    if (this.placed.length === 0) this.emit(chunk);
    else this.placed[0].stage.push(chunk);
  }

  /** Adds a fault of a kind that `carries`. */
  add(faultId: number, spec: FaultSpec, onHit: OnHit): void {
    const isLink = LINK_KINDS.includes(spec.kind);
    const out = this.output(faultId, onHit);
    const stage = makeStage(spec, out, this.clock);
    const all = [...this.placed, { faultId, isLink, stage }];
    const first = all.filter((one) => one.isLink === this.linkFirst);
    const then = all.filter((one) => one.isLink !== this.linkFirst);
    this.placed = [...first, ...then];
  }

  /** Removes a fault; what it held goes on. */
  remove(faultId: number): void {
    this.placed.find((one) => one.faultId === faultId)?.stage.end();
    this.placed = this.placed.filter((one) => one.faultId !== faultId);
  }

  private output(faultId: number, onHit: OnHit): StageOutput {
    return {
      emit: (chunk) => {
        const next = this.placed.findIndex((one) => one.faultId === faultId) + 1;
        if (next < this.placed.length) this.placed[next].stage.push(chunk);
        else this.emit(chunk);
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

function makeStage(spec: FaultSpec, out: StageOutput, clock: FaultClock): ByteStage {
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
      return new ByteFaultStage(spec, out);
  }
}

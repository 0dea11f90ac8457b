import type { Chunk, FaultSpec } from '../model';
import { DelayLine } from './delayLine';
import { Random } from './random';
import type { ByteStage, FaultClock, StageOutput } from './stage';
import { receiveAt } from './wrongBaud';

/** A fault that acts all the time counts as one hit a second. */
const CONTINUOUS_MS = 1000;
/** What a capped link passes at once: 20 ms worth, as a driver would. */
const SLICE_MS = 20;
/** What waits before a capped link. */
const CAP_BUFFER_BYTES = 64 * 1024;

/** Counts the hits of a fault that acts all the time. */
class Continuous {
  private nextMs = -Infinity;

  constructor(private readonly out: StageOutput) {}

  acts(timeMs: number): void {
    if (timeMs < this.nextMs) return;
    this.nextMs = timeMs + CONTINUOUS_MS;
    this.out.hit(timeMs, 1);
  }
}

/** Later by the delay and up to the jitter more, in order. */
export class LatencyStage implements ByteStage {
  private readonly line: DelayLine;
  private readonly random: Random;
  private readonly acting: Continuous;

  constructor(
    private readonly spec: FaultSpec,
    private readonly out: StageOutput,
    clock: FaultClock,
  ) {
    this.random = new Random(spec.seed);
    this.acting = new Continuous(out);
    this.line = new DelayLine(clock, out.emit.bind(out));
  }

  get heldBytes(): number {
    return this.line.heldBytes;
  }

  push({ timeMs, bytes }: Chunk): void {
    const { delayMs, jitterMs } = this.spec.parameters;
    this.acting.acts(timeMs);
    const dueMs = timeMs + delayMs + jitterMs * this.random.next();
    if (!this.line.push(bytes, dueMs)) this.out.dropped(bytes.length);
  }

  end(): void {
    this.line.end();
  }
}

/** So many bytes a second; 64 KiB wait, what is more is dropped. */
export class BandwidthStage implements ByteStage {
  private readonly line: DelayLine;
  private readonly acting: Continuous;
  private readonly msPerByte: number;
  private readonly sliceBytes: number;

  constructor(
    spec: FaultSpec,
    private readonly out: StageOutput,
    clock: FaultClock,
  ) {
    const { bytesPerS } = spec.parameters;
    this.msPerByte = 1000 / bytesPerS;
    this.sliceBytes = Math.max(1, Math.round(SLICE_MS / this.msPerByte));
    this.acting = new Continuous(out);
    this.line = new DelayLine(clock, out.emit.bind(out), CAP_BUFFER_BYTES);
  }

  get heldBytes(): number {
    return this.line.heldBytes;
  }

  push({ timeMs, bytes }: Chunk): void {
    for (let at = 0; at < bytes.length; at += this.sliceBytes) {
      const slice = bytes.subarray(at, at + this.sliceBytes);
      const dueMs = Math.max(timeMs, this.line.endMs) + slice.length * this.msPerByte;
      // What passes without waiting is not harmed.
      if (this.line.heldBytes > 0) this.acting.acts(timeMs);
      if (this.line.push(slice, dueMs)) continue;
      this.out.dropped(bytes.length - at);
      return;
    }
  }

  end(): void {
    this.line.end();
  }
}

/** Every so often holds all bytes back for a while, then delivers them at once. */
export class StallStage implements ByteStage {
  private readonly line: DelayLine;
  private readonly startMs: number;
  private struck = 0;
  private readonly most: number;

  constructor(
    private readonly spec: FaultSpec,
    private readonly out: StageOutput,
    clock: FaultClock,
  ) {
    this.startMs = clock.nowMs();
    this.most = spec.count ?? Infinity;
    this.line = new DelayLine(clock, out.emit.bind(out));
  }

  get heldBytes(): number {
    return this.line.heldBytes;
  }

  push(chunk: Chunk): void {
    const { everyS, holdMs } = this.spec.parameters;
    const periodMs = everyS * 1000 + holdMs;
    const sinceMs = Math.max(0, chunk.timeMs - this.startMs);
    const round = Math.floor(sinceMs / periodMs);
    const stalled = sinceMs - round * periodMs >= everyS * 1000 && this.mayStrike(round);
    if (!stalled) {
      if (this.line.heldBytes === 0) this.out.emit(chunk);
      else if (!this.line.push(chunk.bytes, chunk.timeMs)) this.out.dropped(chunk.bytes.length);
      return;
    }
    if (round >= this.struck) {
      this.struck = round + 1;
      this.out.hit(chunk.timeMs, 1);
    }
    const dueMs = this.startMs + (round + 1) * periodMs;
    if (!this.line.push(chunk.bytes, dueMs)) this.out.dropped(chunk.bytes.length);
  }

  end(): void {
    this.line.end();
  }

  private mayStrike(round: number): boolean {
    return round < this.most || round < this.struck;
  }
}

/** What a receiver at another baud rate makes of the bytes. */
export class WrongBaudStage implements ByteStage {
  readonly heldBytes = 0;
  private readonly acting: Continuous;

  constructor(
    private readonly spec: FaultSpec,
    private readonly out: StageOutput,
  ) {
    this.acting = new Continuous(out);
  }

  push({ timeMs, bytes }: Chunk): void {
    this.acting.acts(timeMs);
    const received = receiveAt(bytes, this.spec.parameters.ratio);
    const grown = received.length - bytes.length;
    if (grown > 0) this.out.inserted(grown);
    if (grown < 0) this.out.dropped(-grown);
    if (received.length > 0) this.out.emit({ timeMs, bytes: received });
  }

  end(): void {
    // It holds nothing.
  }
}

import type { Chunk, FaultSpec } from '../model';
import { Continuous } from './continuous';
import { DelayLine } from './delayLine';
import { Random } from './random';
import type { ByteStage, FaultClock, StageOutput } from './stage';

/** What a capped link passes at once: 20 ms worth, as a driver would. */
const SLICE_MS = 20;
/** What waits before a capped link. */
const CAP_BUFFER_BYTES = 64 * 1024;

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
    this.acting = new Continuous(out.hit);
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

  flush(): void {
    this.line.flush();
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
    this.acting = new Continuous(out.hit);
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

  flush(): void {
    this.line.flush();
  }
}

/** Every so often holds all bytes back for a while, then delivers them at once. */
export class StallStage implements ByteStage {
  private readonly line: DelayLine;
  private readonly startMs: number;
  private left: number;
  private struckRound = -1;

  constructor(
    private readonly spec: FaultSpec,
    private readonly out: StageOutput,
    clock: FaultClock,
  ) {
    this.startMs = clock.nowMs();
    this.left = spec.count ?? Infinity;
    this.line = new DelayLine(clock, out.emit.bind(out));
  }

  get heldBytes(): number {
    return this.line.heldBytes;
  }

  push(chunk: Chunk): void {
    const everyMs = this.spec.parameters.everyS * 1000;
    const periodMs = everyMs + this.spec.parameters.holdMs;
    const sinceMs = Math.max(0, chunk.timeMs - this.startMs);
    const round = Math.floor(sinceMs / periodMs);
    const untilMs = this.startMs + (round + 1) * periodMs;
    const stalls = sinceMs - round * periodMs >= everyMs && this.stalls(round);
    // Counted when the first byte has to wait: a silent link is not stalled.
    if (stalls && round !== this.struckRound) {
      this.struckRound = round;
      this.left--;
      this.out.hit([{ timeMs: chunk.timeMs, count: 1, untilMs }]);
    }
    if (!stalls && this.line.heldBytes === 0) this.out.emit(chunk);
    else if (!this.line.push(chunk.bytes, stalls ? untilMs : chunk.timeMs)) {
      this.out.dropped(chunk.bytes.length);
    }
  }

  flush(): void {
    this.line.flush();
  }

  private stalls(round: number): boolean {
    return this.left > 0 || round === this.struckRound;
  }
}

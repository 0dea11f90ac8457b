import { NO_SCORE } from '../fault/noScore';
import type { Detection } from '../fault/scoreboard';
import type { ArmedFault, Chunk, FaultScore, FaultSpec, NamedColumn } from '../model';
import type { FrameFaults } from '../pipeline/pipeline';
import type { FaultDesk, FaultDeskParts } from './faultDesk';

/** Bytes that faults of a level added, took away and hold back. */
export interface FaultBytes {
  readonly injected: number;
  readonly dropped: number;
  readonly held: number;
}

const NO_BYTES: FaultBytes = { injected: 0, dropped: 0, held: 0 };

/**
 * The places of a device's path where faults act. All passes through them until the first fault is armed: only then the desk
 * that arms them, and what does the damage, are loaded. See `FaultDesk` for what each member does.
 */
export class DeviceFaults {
  /** Whole frames between framer and queue. */
  readonly frameFaults: FrameFaults;
  private desk: FaultDesk | undefined;
  private disposed = false;

  constructor(private readonly parts: FaultDeskParts) {
    const hasDesk = () => this.desk !== undefined;
    this.frameFaults = {
      get mayKeep() {
        return hasDesk();
      },
      apply: (frames, delimiter, span) =>
        this.desk?.frames.apply(frames, delimiter, span) ?? frames,
    };
  }

  /** In the order in which they were armed. */
  get all(): readonly ArmedFault[] {
    return this.desk?.all ?? [];
  }
  get score(): FaultScore {
    return this.desk?.score ?? NO_SCORE;
  }
  /** Of the link and byte faults on what is received. */
  get received(): FaultBytes {
    return this.desk?.receive ?? NO_BYTES;
  }
  /** Of the frame faults. */
  get framed(): FaultBytes {
    return this.desk?.frames ?? NO_BYTES;
  }
  /** Values that a fault has made NaN. */
  get madeNaN(): number {
    return this.desk?.values.madeNaN ?? 0;
  }

  /** Takes a chunk off the link. */
  receive(chunk: Chunk): void {
    if (this.desk === undefined) this.parts.toPipeline(chunk);
    else this.desk.receive.push(chunk);
  }

  /** Takes a chunk for the device. */
  send(chunk: Chunk): void {
    if (this.desk === undefined) this.parts.toWire(chunk);
    else this.desk.send.push(chunk);
  }

  /** What is held of what was received goes on. */
  flushReceived(): void {
    this.desk?.receive.flush();
    this.desk?.frames.flush();
  }

  damage(columns: readonly NamedColumn[]): readonly NamedColumn[] {
    return this.desk?.damage(columns) ?? columns;
  }

  damagedAt(timeMs: number): boolean {
    return this.desk?.damagedAt(timeMs) ?? false;
  }

  /** Loads the desk where this is the first fault. */
  async arm(spec: FaultSpec): Promise<ArmedFault> {
    const { FaultDesk } = await import('./faultDesk');
    this.desk ??= new FaultDesk(this.parts);
    // The device went while the desk was loaded: it will say so.
    if (this.disposed) this.desk.dispose();
    return this.desk.arm(spec);
  }

  async disarm(id: number, why: string): Promise<void> {
    await this.desk?.disarm(id, why);
  }

  async disarmAll(why: string): Promise<void> {
    await this.desk?.disarmAll(why);
  }

  clearScore(): void {
    this.desk?.clearScore();
  }

  stopActing(why: string): void {
    this.desk?.stopActing(why);
  }

  discardSent(): void {
    this.desk?.discardSent();
  }

  detect(detection: Detection): void {
    this.desk?.detect(detection);
  }

  limitCleared(by: string): void {
    this.desk?.limitCleared(by);
  }

  onDeviceHit(timeMs: number, count: number): void {
    this.desk?.onDeviceHit(timeMs, count);
  }

  onDeviceFatal(timeMs: number): string | undefined {
    return this.desk?.onDeviceFatal(timeMs);
  }

  dispose(): void {
    this.disposed = true;
    this.desk?.dispose();
  }
}

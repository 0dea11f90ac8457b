import type { Chunk } from '../model';

/** Time as a fault sees it: the device's clock. */
export interface FaultClock {
  nowMs(): number;
  /** Calls once after `delayMs`; the returned function cancels. */
  after(delayMs: number, call: () => void): () => void;
}

/** Injections that one detection accounts for: those of one frame, or of one moment. */
export interface Burst {
  readonly timeMs: number;
  readonly count: number;
  /** When its damage ends, for one that lasts; its time to be caught in begins here. */
  readonly untilMs?: number;
  /** True when it is in the same frame as the burst before it, which it belongs to. */
  readonly joins?: boolean;
}

/** Is told of the injections of one fault, in the order of their times. */
export type OnHit = (bursts: readonly Burst[]) => void;

/** What a stage hands on, and tells of what it did. */
export interface StageOutput {
  emit(chunk: Chunk): void;
  readonly hit: OnHit;
  inserted(bytes: number): void;
  dropped(bytes: number): void;
}

/** One fault on a path of bytes. What it takes is emitted, dropped or held, and counted. */
export interface ByteStage {
  push(chunk: Chunk): void;
  /** Bytes taken and neither emitted nor dropped. */
  readonly heldBytes: number;
  /** Emits what it holds, and keeps no timer until the next push. */
  flush(): void;
}

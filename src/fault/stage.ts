import type { Chunk } from '../model';

/** Time as a fault sees it: the device's clock. */
export interface FaultClock {
  nowMs(): number;
  /** Calls once after `delayMs`; the returned function cancels. */
  after(delayMs: number, call: () => void): () => void;
}

/** What a stage hands on, and tells of what it did. */
export interface StageOutput {
  emit(chunk: Chunk): void;
  /** It struck `count` times at `timeMs`. */
  hit(timeMs: number, count: number): void;
  inserted(bytes: number): void;
  dropped(bytes: number): void;
}

/** One fault on a path of bytes. What it takes is emitted, dropped or held, and counted. */
export interface ByteStage {
  push(chunk: Chunk): void;
  /** Bytes taken and neither emitted nor dropped. */
  readonly heldBytes: number;
  /** Emits what it holds and never acts again. */
  end(): void;
}

/** How a value lies in the target's memory. */
export const MEMORY_TYPES = [
  'u8',
  'i8',
  'u16',
  'i16',
  'u32',
  'i32',
  'u64',
  'i64',
  'f32',
  'f64',
] as const;

export type MemoryType = (typeof MEMORY_TYPES)[number];

/** Memory that is read while the target runs. */
export interface SampledMemory {
  readonly type: MemoryType;
  readonly endian: 'little' | 'big';
  /** Asked for again after so long at the soonest. */
  readonly periodMs: number;
}

/** One channel that a debugger fills. */
export interface SampledExpression {
  readonly name: string;
  readonly unit: string;
  /** In the language of the debugger; with `memory` of something that has an address, or a number that is one. */
  readonly expression: string;
  /** Undefined: evaluated at each stop, and only then. */
  readonly memory?: SampledMemory;
}

/** What a debugger is asked for. */
export interface DebuggerOptions {
  /** Name or type of the launch configuration, `*` = whichever session is there. */
  readonly session: string;
  readonly expressions: readonly SampledExpression[];
}

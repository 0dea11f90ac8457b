import type { SimulatorOptions } from '../transport';
import { CobsFrameWriter } from './cobsFrameWriter';
import type { Random } from './random';
import { TextFrameWriter } from './textFrameWriter';

/** Damage to one frame: the first channel unreadable, or bytes changed behind the device's back. */
export interface FrameDamage {
  readonly unreadable: boolean;
  /** Decides which bytes are hit; undefined leaves them alone. */
  readonly corrupt: Random | undefined;
}

/** Puts values and answers into the bytes of one wire format. */
export interface FrameWriter {
  /** No frame is longer. */
  readonly maxFrameBytes: number;
  /** Writes one frame at `offset` and returns the offset behind it. */
  write(target: Buffer, offset: number, values: Float64Array, damage: FrameDamage): number;
  /** What precedes the first frame after each start; empty for most formats. */
  header(): Buffer;
  /** An answer or event, as a line of its own or as a frame that no schema's length fits. */
  answer(text: string): Buffer;
}

/** The writer of the simulator's format. */
export function createFrameWriter({ format, channels }: SimulatorOptions): FrameWriter {
  return format === 'cobs'
    ? new CobsFrameWriter(channels.length)
    : new TextFrameWriter(format, channels);
}

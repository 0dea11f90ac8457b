import type { Chunk, DeviceFault, LinkState, SchemaField } from '../model';

/** What a transport tells its owner; called on the owner's thread, in order. */
export interface TransportListener {
  onChunk(chunk: Chunk): void;
  /** `lost` is true when the link broke without being asked to: a failure. */
  onLink(state: LinkState, lost: boolean): void;
  /** Bytes the source let go of because its buffer was full, at this place in the stream. */
  onDropped(bytes: number, timeMs: number): void;
  /** The device itself reported a fault it cannot go on from (the simulator's faultAfterSamples). */
  onFatal(reason: string): void;
  /** Something noted that is no failure: `modem lines are not supported by this port`. */
  onNote(text: string): void;
  /** The device's own fault struck `count` times, in bytes stamped `timeMs`. */
  onInjected(count: number, timeMs: number): void;
}

/** Moves bytes between a device and the hub. Owns its link, reconnection included. */
export interface Transport {
  /** Loads what a link needs; must have resolved before `open`. */
  load(): Promise<void>;
  /**
   * Opens the link; resolves when it is open, rejects with a plain message (what, why, way out)
   * when the first attempt fails. Once open, a break is mended by the transport itself, with backoff.
   */
  open(): Promise<void>;
  /** Lets go of the link, also while opening or reconnecting. Never rejects. */
  close(): Promise<void>;
  /** Rejects with a plain message when the link is not open or the write fails. */
  write(bytes: Uint8Array): Promise<void>;
  /** Sets a device fault; undefined where the device commits none on request. */
  readonly setFault?: (fault: DeviceFault) => Promise<void>;
  /** Breaks the link as a pulled plug would; it is mended like every break. Does nothing while it is not open. */
  readonly dropLink?: (reason: string) => Promise<void>;
  /** Toggles DTR for so long; rejects with a plain message where the port has no such line. */
  readonly glitchDtr?: (holdMs: number) => Promise<void>;
  /** Why a channel has no value now, where the transport knows channels; undefined when it has one. */
  problemOf?(channel: string): string | undefined;
  /** Back-pressure: false stops taking chunks from the source, whose own buffer then fills. */
  setFlowing(flowing: boolean): void;
  /** Bytes that the source holds and has not passed on yet, as last reported. */
  readonly waitingBytes: number;
  /** False when the stream surely begins at a frame's start (the simulator). */
  readonly mayStartInsideFrame: boolean;
  /** Closes and frees everything, child process included. May be called twice. */
  dispose(): Promise<void>;
}

/** Line settings of a serial port, as serialport names them. */
export interface SerialOptions {
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly stopBits: 1 | 1.5 | 2;
  readonly parity: 'none' | 'even' | 'odd' | 'mark' | 'space';
  readonly rtscts: boolean;
  readonly xon: boolean;
  readonly xoff: boolean;
  /** The state the lines are put to directly after open; `leave` touches nothing. */
  readonly dtr: 'on' | 'off' | 'leave';
  readonly rts: 'on' | 'off' | 'leave';
}

/** One simulated channel: a waveform around `offset`. */
export interface SimulatedChannel {
  readonly name: string;
  readonly unit: string;
  readonly wave: 'sine' | 'ramp' | 'square' | 'noise' | 'randomWalk' | 'counter';
  readonly amplitude: number;
  readonly offset: number;
  readonly periodS: number;
}

export interface SimulatorOptions {
  readonly seed: number;
  /** Frames a second, 1 to 1,000,000; each frame carries one value of every channel. */
  readonly rateHz: number;
  readonly channels: readonly SimulatedChannel[];
  readonly format: 'keyValue' | 'csv' | 'teleplot' | 'cobs';
  /** True: sends from open on. False: waits for START. */
  readonly autoStart: boolean;
}

/** What the source process is asked to be. */
export type SourceOptions =
  | { readonly kind: 'serial'; readonly serial: SerialOptions; readonly bufferBytes: number }
  | {
      readonly kind: 'simulator';
      readonly simulator: SimulatorOptions;
      readonly bufferBytes: number;
    };

/** One port of this machine. */
export interface PortInfo {
  readonly path: string;
  readonly manufacturer?: string;
  readonly serialNumber?: string;
  readonly vendorId?: string;
  readonly productId?: string;
}

/** The schema of the simulator's COBS frames: every channel as f32, in order. */
export function simulatorSchema(channels: readonly SimulatedChannel[]): SchemaField[] {
  return channels.map((c) => ({ name: c.name, type: 'f32', unit: c.unit }));
}

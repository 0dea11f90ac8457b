import type { DeviceFault } from '../../model';

/** What an open link reports to the source it runs in. */
export interface SourceLinkListener {
  /** The bytes are given away: they must not be written to again. */
  onData(timeMs: number, bytes: Uint8Array): void;
  /** The link ended by itself; called once at most, and not after `close`. */
  onLost(reason: string): void;
  onFatal(reason: string): void;
  onNote(text: string): void;
  /** The device's own fault struck `count` times in the bytes given last. */
  onInjected(count: number, timeMs: number): void;
}

/** An open port or a running simulator: what `openSerial` and `openSimulator` give. */
export interface SourceLink {
  /** Resolves when the system has taken the bytes; rejects with a plain message. */
  write(bytes: Uint8Array): Promise<void>;
  setFault(fault: DeviceFault): void;
  /** Toggles DTR for so long; rejects with a plain message where there is no such line. */
  glitchDtr(holdMs: number): Promise<void>;
  /** Lets go of the device. Never rejects. */
  close(): Promise<void>;
}

import type { DropPolicy, WireFormat } from '../model';
import type { DebuggerOptions } from '../transport/debuggerOptions';
import type { SerialOptions, SimulatorOptions } from '../transport/transport';
import type { WhileDebugging } from './whileDebugging';

/** A device as the user defined it, checked and complete. Built by `parseProfile`. */
export interface DeviceProfile {
  /** Stable across reloads: the setting's `id`, else derived from the name. */
  readonly id: string;
  readonly name: string;
  readonly transport:
    | { readonly kind: 'serial'; readonly serial: SerialOptions }
    | { readonly kind: 'simulator'; readonly simulator: SimulatorOptions }
    | { readonly kind: 'debugger'; readonly debugger: DebuggerOptions };
  /** `auto` detects over the first bytes. */
  readonly format: WireFormat | { readonly kind: 'auto' };
  readonly dropPolicy: DropPolicy;
  readonly queueBlocks: number;
  readonly queueBytes: number;
  readonly maxFrameBytes: number;
  /** Consecutive failures that trip the breaker. */
  readonly failureThreshold: number;
  readonly failureWindowMs: number;
  /** 0 = off. */
  readonly staleAfterMs: number;
  /** `hub`: the device answers START, STOP, RESET, ... of PRODUCT section 4. */
  readonly commandSet: 'hub' | 'none';
  /** Sent when SafeState is entered; empty = none. */
  readonly safeCommand: string;
  /** Sent, each with LF, whenever the link has opened. */
  readonly onConnect: readonly string[];
  /** Names or types of the debug sessions that are this device's, `*` = any; undefined = the default of `deviceOf`. */
  readonly debugSessions?: readonly string[];
  /** What goes with its debug sessions; undefined = nothing. A launch configuration may say otherwise. */
  readonly whileDebugging?: WhileDebugging;
}

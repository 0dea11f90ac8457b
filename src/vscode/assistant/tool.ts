import type { PausableSession } from '../../debugger/pause';
import type { DeviceClock } from '../../device/clock';
import type { Device } from '../../device/device';
import type { Hub } from '../../hub';
import type { Slots } from './slots';
import type { WriteGate } from './writeGate';

/** What the tools act on. */
export interface AssistantContext {
  readonly hub: Pick<Hub, 'nowMs' | 'wallOffsetMs'> & {
    readonly devices: { readonly all: readonly Device[] };
    readonly store: Pick<Hub['store'], 'query' | 'statistics' | 'firstMs'>;
  };
  readonly clock: DeviceClock;
  readonly gate: WriteGate;
  /** Waits that may be under way at once. */
  readonly waits: Slots;
  /** The debug sessions of a device that can be paused. */
  readonly sessionsOf: (device: Device) => readonly PausableSession[];
  /** True when a channel is on the plot of its device. */
  readonly isPlotted: (device: Device, channelId: string) => boolean;
  /** Ends fault scripts that run on these devices. */
  readonly stopScripts: (devices: readonly Device[]) => Promise<void>;
}

/** What the window gives; the rest is the assistant's own. */
export type AssistantParts = Omit<AssistantContext, 'gate' | 'waits'>;

/** What a user is asked before anything is changed, in the user's language. */
export interface Confirmation {
  readonly title: string;
  /** Plain text, a paragraph each; nothing in it is markup. */
  readonly lines: readonly string[];
  /** Shown as it is, such as the bytes in hexadecimal. */
  readonly verbatim?: string;
}

/** What a tool has found out. Keys are English whatever the user's language: a model reads them. */
export interface ToolResult {
  /** Small: it is never cut. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** The most important row first: what does not fit is cut from the end, and counted. */
  readonly lists?: Readonly<Record<string, readonly unknown[]>>;
  /** What to ask or do next, the most promising first. */
  readonly next?: readonly string[];
}

/** One call of a tool, its input checked; nothing has been done yet. */
export interface Plan {
  /** What is under way while it runs, in the user's language. */
  readonly progress: string;
  /** Set where it changes anything. */
  readonly confirmation?: Confirmation;
  run(signal: AbortSignal): Promise<ToolResult> | ToolResult;
}

/** Checks the input of a call; throws a plain message that says what is wrong, where, and what would be right. */
export type Tool = (input: unknown, context: AssistantContext) => Plan;

import type { BreakpointFact, DebugFact } from './debugFacts';

/** An assistant has changed something through a tool, as an event on the time line: what it did is told from what the user did. */
export interface AssistantFact {
  readonly kind: 'assistant';
  readonly act: 'send' | 'arm' | 'disarm' | 'pause';
  /** What it is about, as it was confirmed: the line, the fault, the sessions. */
  readonly what: string;
  /** `asked` until it is known. */
  readonly outcome: 'asked' | 'done' | 'failed';
  /** Why it failed; empty otherwise. */
  readonly detail: string;
}

/** Facts of what acts beside the user: debuggers, telemetry breakpoints, assistants. */
export type ActorFact = DebugFact | BreakpointFact | AssistantFact;

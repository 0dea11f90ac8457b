/** What debuggers have to do with a device, as events on its time line. */

/** Where in the source a debugger has halted. */
export interface SourcePlace {
  /** As its adapter gives it: a path, or an address such as `vscode-remote://host/path`. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** Name of the frame; empty where there is none. */
  readonly function: string;
}

/** `adapter`: read off the traffic of the debug adapter. `window`: from what VS Code tells of any session. */
export type SeenBy = 'adapter' | 'window';

/** A debug session, as far as its marks are concerned. */
export interface DebugSessionName {
  /** VS Code's own, unique in a window. */
  readonly id: string;
  readonly name: string;
  readonly seenBy: SeenBy;
}

/** What one session has just done to its target. */
export type DebugChange =
  | {
      /** `running`: it was already under way when we came. */
      readonly act: 'launched' | 'attached' | 'running' | 'reset' | 'ended';
      readonly timeMs: number;
    }
  | {
      readonly act: 'halted' | 'exception';
      readonly timeMs: number;
      /** In the adapter's words: `breakpoint`, `step`, `SIGINT`; of an exception its text. */
      readonly reason: string;
    }
  /** Where it is halted: known a moment later. */
  | { readonly act: 'placed'; readonly place: SourcePlace }
  | { readonly act: 'continued' | 'stepped'; readonly timeMs: number };

/**
 * What a session has done, on the time line. A halt lasts until the target runs again; `released`, that our port is let go of
 * for the session, until it is open again.
 */
export interface DebugFact {
  readonly kind: 'debug';
  readonly act: Exclude<DebugChange['act'], 'placed'> | 'released';
  readonly session: string;
  readonly seenBy: SeenBy;
  /** Of a halt and an exception. */
  readonly reason?: string;
  readonly place?: SourcePlace;
  /** It lasts still: it has no end yet. */
  readonly open?: boolean;
}

/** A telemetry breakpoint was hit, and what became of the pause that it asked for. */
export interface BreakpointFact {
  readonly kind: 'breakpoint';
  /** The condition, as it was written: `temp > 60`. */
  readonly when: string;
  /** `asked` until it is known. */
  readonly outcome: 'asked' | 'halted' | 'failed';
  /** From the sample, or whatever else fulfilled the condition, to the stop. */
  readonly latencyMs?: number;
  /** Which session was paused; why none was. */
  readonly detail: string;
}

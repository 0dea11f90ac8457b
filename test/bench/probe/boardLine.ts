/** The channel that is driven over its limit, and the limit. */
export const CHANNEL = 'temp';
export const BOUND = 60;

/** A value beyond the limit, and how far it has come until the session was asked to pause. */
export interface Crossing {
  /** When its bytes were read off the port. */
  readonly readMs: number;
  /** When the pause was asked for. */
  readonly hitMs: number;
}

/** Somebody who reads the board's line and pauses the debug session when the limit is crossed. */
export interface BoardLine {
  /** The newest value; NaN before the first. */
  readonly latest: number;
  send(command: string): Promise<void>;
  /** The next crossing counts. */
  arm(): void;
  /** The crossing since `arm`. */
  readonly crossing: Crossing | undefined;
  /** Crossing to halt as the user is told it, in ms; undefined where nobody is told. */
  readonly toldMs: number | undefined;
  /** How things stand, for whoever waits in vain. */
  readonly standing: string;
  /** Has the board stop measuring, and lets go of the port. */
  close(): Promise<void>;
}

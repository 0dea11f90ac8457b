/** A debug session whose values are sampled. */
export interface SampledSession {
  readonly id: string;
  readonly name: string;
  /** When the target halted; undefined while it runs. */
  readonly haltedMs: number | undefined;
  /** The thread that halted; undefined where the adapter named none. */
  readonly threadId: number | undefined;
  /** The adapter says that it can read memory. */
  readonly readsMemory: boolean;
  /** Sends a request to the adapter; rejects when it refuses. */
  request(command: string, parameters: object): PromiseLike<unknown>;
}

/** The debug sessions of a window, as far as values are sampled from them. */
export interface SampledSessions {
  /** The session of a launch configuration, by name or type; `*` = the first. */
  find(wanted: string): SampledSession | undefined;
  /** Called whenever a session begins, ends, halts or runs; the returned function ends it. */
  onChange(listener: () => void): () => void;
}

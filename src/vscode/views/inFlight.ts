/**
 * Rows that VS Code has been told of and has not yet looked at. It draws one refresh after the other and keeps the others in
 * a queue without end: so none is asked for while one waits.
 */
export class InFlight {
  private ids: ReadonlySet<string> | undefined;
  private sinceMs = 0;
  private missed = false;

  constructor(
    private readonly nowMs: () => number,
    /** After so long it is taken for lost: a row may have gone meanwhile. */
    private readonly limitMs: number,
  ) {}

  /** True when rows may be told of now; false is remembered, and `taken` says when to ask again. */
  get free(): boolean {
    const waiting = this.ids !== undefined && this.nowMs() - this.sinceMs < this.limitMs;
    this.missed = waiting;
    return !waiting;
  }

  /** These have been told of. */
  told(ids: ReadonlySet<string>): void {
    this.ids = ids.size === 0 ? undefined : ids;
    this.sinceMs = this.nowMs();
  }

  /** VS Code has looked at a row; true when it is what was waited for and someone has asked meanwhile. */
  taken(id: string): boolean {
    if (this.ids?.has(id) !== true) return false;
    this.ids = undefined;
    const { missed } = this;
    this.missed = false;
    return missed;
  }

  /** Nothing is waited for any more. */
  clear(): void {
    this.ids = undefined;
    this.missed = false;
  }
}

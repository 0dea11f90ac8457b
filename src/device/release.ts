import type { DebugFact, DebugSessionName } from '../debugFacts';
import type { EventLog, OpenEvent } from './eventLog';

const MAX_TEXT = 200;

/** Whether the port is let go of for a debug session: a span on the time line, from then until the link is open again. */
export class Release {
  private span: { readonly event: OpenEvent; readonly fact: DebugFact } | undefined;

  constructor(private readonly events: EventLog) {}

  /** Name of the session; undefined while the port is our own. */
  get session(): string | undefined {
    return this.span?.fact.session;
  }

  /** Does nothing while it is let go of already. */
  begin({ name, seenBy }: Pick<DebugSessionName, 'name' | 'seenBy'>, timeMs: number): void {
    if (this.span !== undefined) return;
    const fact: DebugFact = {
      kind: 'debug',
      act: 'released',
      session: name.slice(0, MAX_TEXT),
      seenBy,
    };
    this.span = { event: this.events.begin(timeMs, { ...fact, open: true }), fact };
  }

  /** Does nothing while the port is our own. */
  end(timeMs: number): void {
    this.span?.event.end(timeMs, this.span.fact);
    this.span = undefined;
  }
}

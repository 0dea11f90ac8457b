import type { DebugChange, DebugFact, DebugSessionName, SourcePlace } from '../debugFacts';
import { BoundedList } from './bounded';
import type { EventLog, OpenEvent } from './eventLog';

/** A board that was flashed or reset is away for so long, and nobody's failure: USB has to find it again. */
const AWAY_MS = 5000;
const KEPT_SPANS = 256;
/** What a target has sent until it halted is on its way for so long at most. */
const ON_THE_WAY_MS = 250;
/** Sessions that are halted at once, at most; further ones are marked, and hold nothing back. */
const MAX_HALTED = 16;
const MAX_TEXT = 200;

interface Halt {
  readonly event: OpenEvent;
  fact: DebugFact;
}

/** What debuggers do to one device: each act a mark, each halt a span, and how long it did not run. */
export class DebugBook {
  /** By the session's id. */
  private readonly halts = new Map<string, Halt>();
  private readonly spans = new BoundedList<readonly [fromMs: number, toMs: number]>(KEPT_SPANS);
  private haltedFromMs = NaN;
  private haltedSoFarMs = 0;
  /** When the halted target was found to send all the same: it stands still up to there only. */
  private heardMs: number | undefined;
  private awayUntilMs = -Infinity;

  /** `onHalt` is called when the target stops running and when it runs again. */
  constructor(
    private readonly events: EventLog,
    private readonly onHalt: (halted: boolean, timeMs: number) => void,
  ) {}

  /** True while a session holds the target. */
  get halted(): boolean {
    return this.halts.size > 0;
  }

  /** Takes in what a session has done. */
  note(session: DebugSessionName, change: DebugChange): void {
    switch (change.act) {
      case 'placed':
        this.place(session.id, change.place);
        return;
      case 'halted':
      case 'exception':
        this.halt(session, change.act, change.timeMs, change.reason.slice(0, MAX_TEXT));
        return;
      case 'continued':
      case 'stepped':
      case 'ended':
        this.release(session.id, change.timeMs);
        this.mark(session, change.act, change.timeMs);
        return;
      case 'launched':
      case 'attached':
      case 'running':
      case 'reset':
        this.mark(session, change.act, change.timeMs);
        if (change.act !== 'running') this.expectAway(change.timeMs);
    }
  }

  /** From now on, for a while, the board may be away: it is started anew. */
  expectAway(nowMs: number): void {
    this.awayUntilMs = nowMs + AWAY_MS;
  }

  /** True when silence and a broken link are the debugger's doing. */
  excuses(nowMs: number): boolean {
    return this.halted || nowMs < this.awayUntilMs;
  }

  /** A time that stands still while the target is halted, unless it sends all the same. */
  runningMs(nowMs: number): number {
    const stillMs = this.halted ? Math.max(0, (this.heardMs ?? nowMs) - this.haltedFromMs) : 0;
    return nowMs - stillMs - this.haltedSoFarMs;
  }

  /** Samples came. Where they cannot have been on their way when the target halted, something goes on sending. */
  heard(nowMs: number): void {
    if (this.halted && nowMs > this.haltedFromMs + ON_THE_WAY_MS) this.heardMs ??= nowMs;
  }

  /** How much of a time range the target was halted; of the last 256 halts. */
  haltedMs(fromMs: number, toMs: number): number {
    const open = this.halted ? [[this.haltedFromMs, Infinity] as const] : [];
    return [...this.spans.all, ...open].reduce(
      (sum, [from, to]) => sum + Math.max(0, Math.min(to, toMs) - Math.max(from, fromMs)),
      0,
    );
  }

  private mark(session: DebugSessionName, act: DebugFact['act'], timeMs: number): void {
    this.events.add(timeMs, factOf(session, act));
  }

  private halt(
    session: DebugSessionName,
    act: 'halted' | 'exception',
    timeMs: number,
    reason: string,
  ): void {
    // Halted again without having run: what is known better now replaces nothing that was measured.
    if (this.halts.has(session.id) || this.halts.size >= MAX_HALTED) return;
    const fact: DebugFact = { ...factOf(session, act), reason, open: true };
    const wasHalted = this.halted;
    this.halts.set(session.id, { event: this.events.begin(timeMs, fact), fact });
    if (wasHalted) return;
    this.haltedFromMs = timeMs;
    this.onHalt(true, timeMs);
  }

  private place(sessionId: string, place: SourcePlace): void {
    const halt = this.halts.get(sessionId);
    if (halt === undefined) return;
    halt.fact = { ...halt.fact, place };
    halt.event.change(halt.fact);
  }

  private release(sessionId: string, timeMs: number): void {
    const halt = this.halts.get(sessionId);
    if (halt === undefined) return;
    this.halts.delete(sessionId);
    const { open: _, ...fact } = halt.fact;
    halt.event.end(timeMs, fact);
    if (this.halted) return;
    const toMs = Math.max(timeMs, this.haltedFromMs);
    this.spans.push([this.haltedFromMs, toMs]);
    this.haltedSoFarMs += Math.min(this.heardMs ?? toMs, toMs) - this.haltedFromMs;
    this.heardMs = undefined;
    this.onHalt(false, timeMs);
  }
}

function factOf({ name, seenBy }: DebugSessionName, act: DebugFact['act']): DebugFact {
  return { kind: 'debug', act, session: name.slice(0, MAX_TEXT), seenBy };
}

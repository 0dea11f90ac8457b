import { listen } from '../listen';
import type { TelemetryEvent, TelemetryFact } from '../model';

/** Facts of one kind that follow each other within this time are one event. */
const MERGE_MS = 250;
/** A limit that flaps would fill the log. */
const MERGE_LIMIT_MS = 1000;
/** Even what never pauses is a new event after so long: else it would stand only where it once began. */
const MAX_SPAN_MS = 10_000;
const KEPT = 5000;
/** Forgetting one by one would move the whole list for every event. */
const FORGOTTEN_AT_ONCE = 256;

interface Kept {
  event: TelemetryEvent;
  revision: number;
}

/** An event whose end is not known yet. */
export interface OpenEvent {
  /** Says more of it. */
  change(fact: TelemetryFact): void;
  /** It is over; does nothing for an event that was forgotten. */
  end(timeMs: number, fact: TelemetryFact): void;
}

/** What happened to one device, the last 5,000 events; facts that repeat within a moment are one event that grows. */
export class EventLog {
  private readonly kept: Kept[] = [];
  /** The event that a fact of this key would grow. */
  private readonly growing = new Map<string, Kept>();
  private readonly listeners = new Set<(timeMs: number, fact: TelemetryFact) => void>();
  private next = 1;
  private revision = 0;

  constructor(private readonly deviceId: string) {}

  /** Oldest first. */
  get all(): readonly TelemetryEvent[] {
    return this.kept.slice(-KEPT).map(({ event }) => event);
  }

  /** Events that are new or have grown since a revision, oldest first; 0 = all of them. */
  changedSince(revision: number): { revision: number; events: readonly TelemetryEvent[] } {
    if (revision === this.revision) return { revision, events: [] };
    const changed = this.kept.slice(-KEPT).filter((one) => one.revision > revision);
    return { revision: this.revision, events: changed.map(({ event }) => event) };
  }

  /** Called with each fact as it is added; the returned function ends it. */
  onFact(listener: (timeMs: number, fact: TelemetryFact) => void): () => void {
    return listen(this.listeners, listener);
  }

  add(timeMs: number, fact: TelemetryFact): void {
    this.keep(timeMs, fact);
    this.tell(timeMs, fact);
  }

  /** Adds an event that lasts; it stands alone. */
  begin(timeMs: number, fact: TelemetryFact): OpenEvent {
    const one = this.keep(timeMs, fact);
    this.tell(timeMs, fact);
    const replace = (lastMs: number, now: TelemetryFact) => {
      this.revision++;
      one.revision = this.revision;
      one.event = { ...one.event, lastMs: Math.max(lastMs, one.event.timeMs), fact: now };
    };
    return {
      change: (now) => replace(one.event.lastMs, now),
      end: replace,
    };
  }

  private tell(timeMs: number, fact: TelemetryFact): void {
    for (const listener of this.listeners) listener(timeMs, fact);
  }

  private keep(timeMs: number, fact: TelemetryFact): Kept {
    this.revision++;
    const key = mergeKey(fact);
    const before = key === undefined ? undefined : this.growing.get(key);
    if (before !== undefined && follows(before.event, fact, timeMs)) {
      const { event } = before;
      const lastMs = Math.max(event.lastMs, timeMs);
      before.event = { ...event, lastMs, count: event.count + 1, fact: merged(event.fact, fact) };
      before.revision = this.revision;
      return before;
    }
    const { deviceId } = this;
    const event = { number: this.next++, deviceId, timeMs, lastMs: timeMs, count: 1, fact };
    const one = { event, revision: this.revision };
    this.kept.push(one);
    if (key !== undefined) this.growing.set(key, one);
    if (this.kept.length >= KEPT + FORGOTTEN_AT_ONCE) this.forgetOldest();
    return one;
  }

  private forgetOldest(): void {
    for (const oldest of this.kept.splice(0, this.kept.length - KEPT)) {
      const key = mergeKey(oldest.event.fact);
      if (key !== undefined && this.growing.get(key) === oldest) this.growing.delete(key);
    }
  }
}

function follows(event: TelemetryEvent, { kind }: TelemetryFact, timeMs: number): boolean {
  const mergeMs = kind === 'limit' ? MERGE_LIMIT_MS : MERGE_MS;
  return timeMs - event.lastMs <= mergeMs && timeMs - event.timeMs <= MAX_SPAN_MS;
}

/** Facts with the same key can be one event; undefined for what stands alone. */
function mergeKey(fact: TelemetryFact): string | undefined {
  switch (fact.kind) {
    case 'injected':
    case 'caught':
    case 'missed':
      return `${fact.kind} ${fact.faultId}`;
    case 'rejected':
      return `rejected ${fact.cause}`;
    case 'dropped':
      return `dropped ${fact.stage}`;
    case 'limit': {
      const { channel, level, side, bound } = fact.limit;
      return `limit ${fact.raised} ${level} ${side} ${bound} ${channel}`;
    }
    case 'state':
    case 'link':
    case 'armed':
    case 'disarmed':
    case 'mark':
    case 'sent':
    case 'note':
    case 'debug':
    case 'breakpoint':
    case 'assistant':
      return undefined;
    default:
      return fact satisfies never;
  }
}

function merged(former: TelemetryFact, fact: TelemetryFact): TelemetryFact {
  if (fact.kind === 'injected' && former.kind === 'injected')
    return { ...fact, first: former.first };
  if (fact.kind === 'rejected' && former.kind === 'rejected') {
    return { ...fact, frames: former.frames + fact.frames };
  }
  if (fact.kind === 'dropped' && former.kind === 'dropped') {
    return { ...fact, bytes: former.bytes + fact.bytes };
  }
  return fact;
}

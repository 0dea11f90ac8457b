import type { TelemetryEvent } from '../src/model';
import type { ToWebview } from '../src/protocol';

type EventsMessage = Extract<ToWebview, { type: 'events' }>;

/** Kept of each device; the oldest go first. */
export const MAX_EVENTS_PER_DEVICE = 5000;

/** What happened on one device: by number to be replaced, by time to be shown. */
class Shelf {
  private byNumber: TelemetryEvent[] = [];
  private sorted: readonly TelemetryEvent[] | undefined;

  /** The same list until something changes; by time, then by number. */
  get byTime(): readonly TelemetryEvent[] {
    this.sorted ??= inTime(this.byNumber);
    return this.sorted;
  }

  put(event: TelemetryEvent): void {
    const at = lowerBound(this.byNumber, (one) => one.number < event.number);
    const grown = this.byNumber.at(at)?.number === event.number;
    this.byNumber.splice(at, grown ? 1 : 0, event);
    this.sorted = undefined;
  }

  trim(): void {
    const excess = this.byNumber.length - MAX_EVENTS_PER_DEVICE;
    if (excess > 0) this.byNumber = this.byNumber.slice(excess);
  }
}

/**
 * All events the page knows, of all devices, oldest first. An event sent again replaces its former self.
 * A mark may be set in the past, so numbers are no order in time.
 */
export class EventBook {
  private readonly shelves = new Map<string, Shelf>();
  private merged: readonly TelemetryEvent[] | undefined;
  /** reach[i]: the latest `lastMs` of the first i + 1 events; never falls, so it can be searched. */
  private reach: Float64Array | undefined;
  private changes = 0;

  /** Grows with every message that changed something. */
  get revision(): number {
    return this.changes;
  }

  /** Of every device, by time; the same list until the revision changes. */
  get all(): readonly TelemetryEvent[] {
    this.merged ??= this.merge();
    return this.merged;
  }

  /** Of one device, by time; empty for one that is not known. */
  of(deviceId: string): readonly TelemetryEvent[] {
    return this.shelves.get(deviceId)?.byTime ?? [];
  }

  /** Those that touch a time range, lasting ones that began before it included; by time. */
  between(fromMs: number, toMs: number): readonly TelemetryEvent[] {
    const { all } = this;
    this.reach ??= reachOf(all);
    const { reach } = this;
    let from = 0;
    let end = reach.length;
    while (from < end) {
      const middle = (from + end) >> 1;
      if (reach[middle] < fromMs) from = middle + 1;
      else end = middle;
    }
    const to = lowerBound(all, (one) => one.timeMs <= toMs);
    return all.slice(from, to).filter((event) => event.lastMs >= fromMs);
  }

  /** Takes a message in: new events, and old ones that have grown. */
  apply(message: EventsMessage): void {
    if (!message.whole && message.events.length === 0) return;
    if (message.whole) this.shelves.clear();
    for (const event of message.events) this.shelf(event.deviceId).put(withEnd(event));
    for (const shelf of this.shelves.values()) shelf.trim();
    this.merged = undefined;
    this.reach = undefined;
    this.changes++;
  }

  private shelf(deviceId: string): Shelf {
    let shelf = this.shelves.get(deviceId);
    if (shelf === undefined) {
      shelf = new Shelf();
      this.shelves.set(deviceId, shelf);
    }
    return shelf;
  }

  private merge(): readonly TelemetryEvent[] {
    const shelves = [...this.shelves.values()];
    return shelves.length === 1 ? shelves[0].byTime : inTime(shelves.flatMap((one) => one.byTime));
  }
}

/** A halt that lasts still has no end yet. */
function withEnd(event: TelemetryEvent): TelemetryEvent {
  const isOpen = event.fact.kind === 'debug' && event.fact.open === true;
  return isOpen ? { ...event, lastMs: Infinity } : event;
}

/** The first index for which `isBefore` no longer holds. */
function lowerBound(
  events: readonly TelemetryEvent[],
  isBefore: (event: TelemetryEvent) => boolean,
): number {
  // New events come at the end.
  const last = events.at(-1);
  if (last === undefined || isBefore(last)) return events.length;
  let from = 0;
  let to = events.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBefore(events[middle])) from = middle + 1;
    else to = middle;
  }
  return from;
}

function inTime(events: readonly TelemetryEvent[]): readonly TelemetryEvent[] {
  return events.toSorted((a, b) => a.timeMs - b.timeMs || a.number - b.number);
}

function reachOf(events: readonly TelemetryEvent[]): Float64Array {
  const reach = new Float64Array(events.length);
  let latest = -Infinity;
  for (let i = 0; i < events.length; i++) {
    latest = Math.max(latest, events[i].lastMs);
    reach[i] = latest;
  }
  return reach;
}

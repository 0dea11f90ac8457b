import type { DeviceState, LinkState, TelemetryEvent } from '../src/model';

/** A time in which a device was in one state, with its link up or down throughout. */
export interface StateSegment {
  readonly state: DeviceState;
  /** Why it went there, as shown; empty when that is not known. */
  readonly cause: string;
  /** -Infinity when it began before anything that is known. */
  readonly fromMs: number;
  /** Infinity while it lasts. */
  readonly toMs: number;
  /** When the state began; before `fromMs` when the link changed in between. */
  readonly sinceMs: number;
  /** Why there was no link while it was being taken up again; undefined = nothing special about it. */
  readonly linkDown: string | undefined;
}

/** What the lane needs to know of a device now. */
export interface DeviceNow {
  readonly state: DeviceState;
  readonly cause: string;
  readonly sinceMs: number;
  readonly link: LinkState;
}

/**
 * A device's past as segments that follow each other without a hole, the last one lasting. `events` are the
 * device's own, by time. Before the first known change of state: the state it came from, or, when no change
 * is known, the present state since it was entered.
 */
export function stateSegments(
  device: DeviceNow,
  events: readonly TelemetryEvent[],
): readonly StateSegment[] {
  const segments: StateSegment[] = [];
  let open = firstSegment(device, events);
  const next = (timeMs: number, change: Partial<StateSegment>) => {
    if (timeMs > open.fromMs) segments.push({ ...open, toMs: timeMs });
    open = { ...open, ...change, fromMs: Math.max(timeMs, open.fromMs) };
  };
  for (const { timeMs, fact } of events) {
    if (fact.kind === 'state') {
      next(timeMs, { state: fact.to, cause: fact.cause, sinceMs: timeMs });
    } else if (fact.kind === 'link') {
      const linkDown = downReason(fact.link, open.linkDown);
      if ((linkDown === undefined) !== (open.linkDown === undefined)) next(timeMs, { linkDown });
    }
  }
  if (device.state !== open.state && device.sinceMs >= open.fromMs) {
    const { state, cause, sinceMs } = device;
    next(sinceMs, { state, cause, sinceMs });
  }
  segments.push(open);
  return segments;
}

function firstSegment(device: DeviceNow, events: readonly TelemetryEvent[]): StateSegment {
  for (const { fact } of events) {
    if (fact.kind !== 'state') continue;
    const unknown = { cause: '', fromMs: -Infinity, sinceMs: -Infinity };
    return { ...unknown, state: fact.from, toMs: Infinity, linkDown: undefined };
  }
  const { state, cause, sinceMs, link } = device;
  const linkDown = link.kind === 'reconnecting' && events.length === 0 ? link.reason : undefined;
  return { state, cause, fromMs: sinceMs, toMs: Infinity, sinceMs, linkDown };
}

function downReason(link: LinkState, before: string | undefined): string | undefined {
  switch (link.kind) {
    case 'reconnecting':
      return link.reason;
    case 'opening':
      return before;
    case 'open':
    case 'closed':
      return undefined;
  }
}

/** The first and one past the last of the segments that touch a range. */
export function segmentsBetween(
  segments: readonly StateSegment[],
  fromMs: number,
  toMs: number,
): readonly [first: number, end: number] {
  const search = (isBefore: (segment: StateSegment) => boolean) => {
    let from = 0;
    let to = segments.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (isBefore(segments[middle])) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  return [search((one) => one.toMs <= fromMs), search((one) => one.fromMs < toMs)];
}

import type { TelemetryEvent } from '../../src/model';
import { eventLook, type EventGroup } from '../eventLook';
import { eventText } from '../eventText';
import { timeOfDay } from '../timeText';

/** What the log is narrowed down to; no group means all. */
export interface EventFilter {
  readonly groups: ReadonlySet<EventGroup>;
  readonly text: string;
}

/** True while the filter lets everything through. */
export function isOpenFilter({ groups, text }: EventFilter): boolean {
  return groups.size === 0 && text.trim() === '';
}

/** Those that match, in the same order; every word that was typed must occur in what is shown. */
export function filterEvents(
  events: readonly TelemetryEvent[],
  filter: EventFilter,
  nameOf: (deviceId: string) => string,
): readonly TelemetryEvent[] {
  if (isOpenFilter(filter)) return events;
  const words = filter.text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return events.filter((event) => {
    if (filter.groups.size > 0 && !filter.groups.has(eventLook(event.fact).group)) return false;
    if (words.length === 0) return true;
    const { sentence, detail } = eventText(event);
    const all = `${sentence} ${detail} ${nameOf(event.deviceId)}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** Events as text, a line each: time, device where there are several, sentence, detail; tabs between. */
export function eventsAsText(
  events: readonly TelemetryEvent[],
  wallOffsetMs: number,
  nameOf: (deviceId: string) => string,
): string {
  const line = (event: TelemetryEvent) => {
    const { sentence, detail } = eventText(event);
    const time = timeOfDay(event.timeMs + wallOffsetMs, 1);
    const cells = [time, nameOf(event.deviceId), sentence, detail];
    return cells.filter((cell) => cell !== '').join('\t');
  };
  return events.map(line).join('\n');
}

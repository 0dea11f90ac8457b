import type { TelemetryEvent, TelemetryFact } from '../../src/model';

/** Not worth a jump: what the user did himself, and remarks. */
const QUIET: readonly TelemetryFact['kind'][] = ['sent', 'note'];

/** The nearest mark of these devices after (1) or before (-1) a time; undefined when there is none. */
export function nextMark(
  events: readonly TelemetryEvent[],
  deviceIds: ReadonlySet<string>,
  timeMs: number,
  by: 1 | -1,
): TelemetryEvent | undefined {
  const isMark = ({ deviceId, fact }: TelemetryEvent) =>
    deviceIds.has(deviceId) && !QUIET.includes(fact.kind);
  return by > 0
    ? events.find((event) => event.timeMs > timeMs && isMark(event))
    : events.findLast((event) => event.timeMs < timeMs && isMark(event));
}

import type { Store } from '../store/store';

/** A channel whose value is asked for. */
export interface ValuedChannel {
  readonly id: string;
  readonly name: string;
}

/** Further back nothing counts as the value of a moment. */
const REACH_MS = 60_000;
const MAX_CHANNELS = 4;
const MAX_NAME = 40;

/**
 * What channels showed at a moment, as one line: `temp 80.4 °C · rpm 5,997`. At most four of them; one without a value in
 * the minute before is left out. `show` writes a value. Empty when none has a value.
 */
export function valuesAt<C extends ValuedChannel>(
  store: Pick<Store, 'statistics'>,
  channels: readonly C[],
  timeMs: number,
  show: (value: number, channel: C) => string,
): string {
  const parts: string[] = [];
  for (const channel of channels) {
    if (parts.length === MAX_CHANNELS) break;
    const { latest } = store.statistics(channel.id, timeMs - REACH_MS, timeMs);
    if (Number.isNaN(latest)) continue;
    const name = channel.name.slice(0, MAX_NAME);
    parts.push(`${name} ${show(latest, channel)}`);
  }
  return parts.join(' · ');
}

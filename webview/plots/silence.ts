import type { DeviceView } from '../../src/protocol';
import type { Series } from '../series';

/** Without values for so long, at whatever rate they used to come, there is a gap. */
const LEAST_MS = 1500;
/** A channel's own rhythm, so many times. */
const BEATS = 5;
/** With the link broken nothing is to be waited for. */
const BROKEN_MS = 300;
/** What is believed of the rate of a channel that has not been counted yet. */
const UNKNOWN_MS = 5000;

/**
 * Up to when a channel is silent: `nowMs` if its last value is older than can be explained by its rate, NaN
 * while it is not, or while its device is not meant to send.
 */
export function silentToMs(
  source: Series,
  device: Pick<DeviceView, 'state' | 'link'>,
  rate: number | undefined,
  nowMs: number,
): number {
  if (source.length === 0 || device.state === 'idle' || device.link.kind === 'closed') return NaN;
  const broken = device.link.kind !== 'open';
  const beatMs = rate !== undefined && rate > 0 ? 1000 / rate : UNKNOWN_MS / BEATS;
  const allowedMs = broken ? BROKEN_MS : Math.max(LEAST_MS, BEATS * beatMs);
  return nowMs - source.timeMs(source.length - 1) > allowedMs ? nowMs : NaN;
}

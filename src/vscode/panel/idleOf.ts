import type { Devices } from '../../device/devices';
import type { IdleMs } from '../../store/statistics';

/** When the device of a channel was held by a debugger; undefined for a channel that is gone. */
export function idleOf(devices: Devices, channelId: string): IdleMs | undefined {
  const device = devices.all.find((one) => one.channelOf(channelId) !== undefined);
  return device === undefined ? undefined : (fromMs, toMs) => device.haltedMs(fromMs, toMs);
}

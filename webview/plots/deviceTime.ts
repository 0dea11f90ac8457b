import type { DeviceView } from '../../src/protocol';
import type { TimeView } from '../timeView';

/** Time goes on while the device does; what an idle device showed last stays. */
function isRunning({ state, link }: Pick<DeviceView, 'state' | 'link'>): boolean {
  return state !== 'idle' && link.kind !== 'closed';
}

/**
 * Lets time go on while any of the devices does; else it stands where the last of them stopped. True when
 * that has changed.
 */
export function followDevices(
  time: TimeView,
  devices: readonly DeviceView[],
  nowMs: number,
): boolean {
  const running = devices.some(isRunning);
  const known = time.isRunning || time.standsAtMs !== undefined;
  if (running === time.isRunning && known && !Number.isNaN(time.nowMs)) return false;
  const endMs = time.isRunning ? nowMs : stoppedMs(devices);
  time.advance(nowMs);
  time.setClock(running, Number.isFinite(endMs) ? endMs : nowMs);
  return true;
}

/** When the last of devices that do not run had its last value; else when it stopped; NaN without any. */
function stoppedMs(devices: readonly DeviceView[]): number {
  const ends = devices.map(({ channels, sinceMs }) => {
    const latest = channels.map(({ latestMs }) => latestMs).filter((ms) => Number.isFinite(ms));
    return latest.length > 0 ? Math.max(...latest) : sinceMs;
  });
  return ends.length > 0 ? Math.max(...ends) : NaN;
}

import type { Device } from '../../device/device';

/** True while frames are expected, so that their absence shows. */
export function isActing(device: Device): boolean {
  return device.state === 'measuring' || device.state === 'error';
}

import type { Device } from '../device/device';
import type { FaultKindInfo } from '../faultKinds';

/** False when a device cannot have this kind of fault at all. */
export function isPossible({ kind, level }: FaultKindInfo, device: Device): boolean {
  if (level === 'device') return device.canFault;
  if (kind === 'disconnect') return device.canBreakLink;
  return kind !== 'dtrGlitch' || device.canGlitch;
}

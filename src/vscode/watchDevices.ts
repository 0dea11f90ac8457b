import type { Device } from '../device/device';
import type { Devices } from '../device/devices';

/** Calls when devices come or go and whenever one changes; the returned function ends it. */
export function watchDevices(
  devices: Devices,
  onChange: (device: Device | undefined) => void,
): () => void {
  const watched = new Map<Device, () => void>();
  const sync = () => {
    const current = new Set(devices.all);
    for (const [device, off] of watched) {
      if (current.has(device)) continue;
      off();
      watched.delete(device);
    }
    for (const device of current) {
      if (watched.has(device)) continue;
      watched.set(
        device,
        device.onChange(() => {
          onChange(device);
        }),
      );
    }
  };
  sync();
  const offDevices = devices.onChange(() => {
    sync();
    onChange(undefined);
  });
  return () => {
    offDevices();
    for (const off of watched.values()) off();
    watched.clear();
  };
}

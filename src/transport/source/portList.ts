import { readdir } from 'node:fs/promises';
import type { PortInfo } from '../transport';
import { loadBinding } from './serial';

/** Names that Linux gives to ports with hardware behind them; plain ttyS0.. exist without any. */
const HARDWARE_PORT = /^(?:ttyUSB|ttyACM|ttyAMA|ttyGS|rfcomm)\d+$/;

/** This machine's ports, with what is known of their USB identity. */
export async function listSerialPorts(
  load = loadBinding,
  readDevices = (): Promise<string[]> => readdir('/dev'),
): Promise<PortInfo[]> {
  const binding = await load();
  try {
    const ports = await binding.list();
    return ports.map(({ path, manufacturer, serialNumber, vendorId, productId }) => ({
      path,
      ...(manufacturer === undefined ? {} : { manufacturer }),
      ...(serialNumber === undefined ? {} : { serialNumber }),
      ...(vendorId === undefined ? {} : { vendorId }),
      ...(productId === undefined ? {} : { productId }),
    }));
  } catch (error) {
    // The list comes from udev, which containers do not have: then the names alone must do.
    if (!(error instanceof Error && /udevadm/.test(error.message))) throw error;
    const names = (await readDevices()).filter((name) => HARDWARE_PORT.test(name));
    return names.sort().map((name) => ({ path: `/dev/${name}` }));
  }
}

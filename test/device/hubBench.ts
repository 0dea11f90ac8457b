import path from 'node:path';
import type { Device, Latch } from '../../src/device/device';
import type { DeviceProfile } from '../../src/device/profile';
import { Hub } from '../../src/hub';
import type {
  SerialOptions,
  SimulatedChannel,
  SimulatorOptions,
} from '../../src/transport/transport';
import { serialOptions } from '../unit/transport/serialOptions';
import { PROFILE } from '../unit/device/profile';

const DIST = path.resolve('dist');

export const CHANNELS: readonly SimulatedChannel[] = [
  { name: 'temp', unit: 'degC', wave: 'sine', amplitude: 10, offset: 40, periodS: 2 },
  { name: 'count', unit: '', wave: 'counter', amplitude: 1, offset: 0, periodS: 1 },
];

/** A hub with real workers and source processes; errors nobody awaits end up in `bugs`. */
export function makeHub(bugs: unknown[] = []): Hub {
  const latches = new Map<string, Latch | undefined>();
  return new Hub({
    workerPath: path.join(DIST, 'worker.js'),
    sourcePath: path.join(DIST, 'source.js'),
    workers: 2,
    storeBytes: 64 << 20,
    serialInProcess: false,
    latches: { get: (id) => latches.get(id), set: (id, latch) => latches.set(id, latch) },
    onBug: (error) => bugs.push(error),
  });
}

/** A simulator that speaks the hub's commands. */
export function simulated(
  simulator: Partial<SimulatorOptions>,
  change: Partial<DeviceProfile> = {},
): DeviceProfile {
  const all = {
    seed: 7,
    rateHz: 100,
    channels: CHANNELS,
    format: 'keyValue',
    autoStart: false,
  } as const;
  return {
    ...PROFILE,
    commandSet: 'hub',
    format: { kind: 'auto' },
    transport: { kind: 'simulator', simulator: { ...all, ...simulator } },
    ...change,
  };
}

/** A device on a serial port. */
export function onPort(port: string, change: Partial<SerialOptions> = {}): DeviceProfile {
  return {
    ...PROFILE,
    transport: { kind: 'serial', serial: { ...serialOptions(port), ...change } },
  };
}

/** Resolves once the condition holds; looks at it whenever the device changes. */
export function until(device: Device, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const off = device.onChange(() => {
      if (!holds()) return;
      off();
      resolve();
    });
    if (holds()) {
      off();
      resolve();
    }
  });
}

import type { DeviceProfile } from '../../../src/device/profile';

/** A device that only prints lines, without staleness; tests change what they are about. */
export const PROFILE: DeviceProfile = {
  id: 'd',
  name: 'Motor board',
  transport: {
    kind: 'simulator',
    simulator: { seed: 1, rateHz: 1, channels: [], format: 'keyValue', autoStart: false },
  },
  format: { kind: 'keyValue' },
  dropPolicy: 'dropOldest',
  queueBlocks: 1000,
  queueBytes: 1 << 20,
  maxFrameBytes: 4096,
  failureThreshold: 5,
  failureWindowMs: 100,
  staleAfterMs: 0,
  commandSet: 'none',
  safeCommand: '',
  onConnect: [],
};

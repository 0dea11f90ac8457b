import type { DeviceState } from '../src/model';

/** How a device's state looks and is spelled wherever it is shown. */
export interface StateLook {
  /** Never translated. */
  readonly name: string;
  readonly icon: 'circle' | 'pulse' | 'warning' | 'shield';
}

const LOOKS: Readonly<Record<DeviceState, StateLook>> = {
  idle: { name: 'Idle', icon: 'circle' },
  measuring: { name: 'Measuring', icon: 'pulse' },
  error: { name: 'Error', icon: 'warning' },
  safeState: { name: 'SafeState', icon: 'shield' },
};

/** Name and icon of a state. */
export function stateLook(state: DeviceState): StateLook {
  return LOOKS[state];
}

/** The state's name as spelled everywhere. */
export function stateName(state: DeviceState): string {
  return LOOKS[state].name;
}

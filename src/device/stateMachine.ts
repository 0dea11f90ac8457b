import type { DeviceState } from '../model';

/** What can happen to a device. A failure that reaches the threshold becomes `trip`. */
export type DeviceEvent = 'start' | 'stop' | 'failure' | 'goodFrame' | 'trip' | 'fatal' | 'reset';

/** The state and the failures in a row that led to it. */
export interface Machine {
  readonly state: DeviceState;
  readonly failures: number;
}

export const INITIAL: Machine = { state: 'idle', failures: 0 };

/** All legal transitions; what is not here does not happen. */
export const TRANSITIONS: Readonly<
  Record<DeviceState, Readonly<Partial<Record<DeviceEvent, DeviceState>>>>
> = {
  idle: { start: 'measuring' },
  measuring: { stop: 'idle', failure: 'error', trip: 'safeState', fatal: 'safeState' },
  error: {
    goodFrame: 'measuring',
    failure: 'error',
    stop: 'idle',
    trip: 'safeState',
    fatal: 'safeState',
    reset: 'idle',
  },
  safeState: { reset: 'idle' },
};

/**
 * The machine after one event; the same object when the event means nothing in this state. Failures
 * count in a row: a good frame, a stop and a reset clear the count, number `threshold` trips.
 */
export function step(machine: Machine, event: DeviceEvent, threshold: number): Machine {
  const counts = event === 'failure' && machine.state !== 'idle' && machine.state !== 'safeState';
  const failures = counts ? machine.failures + 1 : machine.failures;
  const effective: DeviceEvent = counts && failures >= threshold ? 'trip' : event;
  const state = TRANSITIONS[machine.state][effective];
  if (state === undefined) {
    return event === 'goodFrame' && machine.state === 'measuring' && machine.failures > 0
      ? { state: machine.state, failures: 0 }
      : machine;
  }
  const keeps = state === 'error' || state === 'safeState';
  return { state, failures: keeps ? failures : 0 };
}

/** The state's name as it is spelled everywhere. */
export const STATE_NAMES: Readonly<Record<DeviceState, string>> = {
  idle: 'Idle',
  measuring: 'Measuring',
  error: 'Error',
  safeState: 'SafeState',
};

import type { DeviceFault, FaultSpec } from '../model';

/** A spec of the device level as the device is asked for it. */
export function deviceFault({ kind, parameters }: FaultSpec): DeviceFault {
  switch (kind) {
    case 'randomSensorErrors':
    case 'communicationFailure':
    case 'both':
      return { kind, probability: parameters.probability };
    case 'faultAfterSamples':
      return { kind, samples: parameters.samples };
    default:
      throw new Error(`${kind} is no device fault.`);
  }
}

/**
 * True for faults that reach the device over the link: damaged bytes to it, its DTR line, and a link that opens anew, by
 * which boards reset. In SafeState nothing may.
 */
export function actsOnDevice({ kind, direction }: FaultSpec): boolean {
  return direction === 'send' || kind === 'dtrGlitch' || kind === 'disconnect';
}

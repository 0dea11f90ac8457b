import type { FaultKind, FaultLevel } from './model';

/** One number that a kind of fault needs. */
export interface FaultParameter {
  readonly name: string;
  /** English; the key of its translation. */
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly initial: number;
  /** Only whole numbers. */
  readonly whole?: boolean;
}

/** What one kind of fault is called, what it does and what it asks for. */
export interface FaultKindInfo {
  readonly kind: FaultKind;
  readonly level: FaultLevel;
  /** English; the key of its translation, as `says` is. */
  readonly label: string;
  readonly says: string;
  readonly parameters: readonly FaultParameter[];
  /** True when it can act on what is sent to the device as well. */
  readonly send: boolean;
}

const perByte: FaultParameter = {
  name: 'probability',
  label: 'Probability per byte',
  unit: '',
  min: 0,
  max: 1,
  initial: 0.001,
};
const perFrame: FaultParameter = { ...perByte, label: 'Probability per frame', initial: 0.05 };
const perSample: FaultParameter = { ...perByte, label: 'Probability per sample', initial: 0.01 };

const number = (
  name: string,
  label: string,
  unit: string,
  [min, max, initial]: readonly [number, number, number],
  whole = false,
): FaultParameter => ({ name, label, unit, min, max, initial, whole });

const lengthBytes = (initial: number) =>
  number('lengthBytes', 'Bytes per hit', 'B', [1, 256, initial], true);
const hold = (initial: number) =>
  number('holdMs', 'Duration of a hit', 'ms', [1, 60_000, initial], true);

const amplitude = (label: string, initial: number) =>
  number('amplitude', label, '', [-1e12, 1e12, initial]);

/** Every kind of fault, in the order in which they are offered. */
export const FAULT_KINDS: readonly FaultKindInfo[] = [
  {
    kind: 'flip',
    level: 'byte',
    label: 'Flip',
    says: 'Inverts bits of single bytes.',
    parameters: [perByte, number('bits', 'Bits per hit', '', [1, 8, 1], true)],
    send: true,
  },
  {
    kind: 'drop',
    level: 'byte',
    label: 'Drop',
    says: 'Takes bytes away.',
    parameters: [perByte, lengthBytes(1)],
    send: true,
  },
  {
    kind: 'duplicate',
    level: 'byte',
    label: 'Duplicate',
    says: 'Repeats bytes.',
    parameters: [perByte],
    send: true,
  },
  {
    kind: 'insert',
    level: 'byte',
    label: 'Insert',
    says: 'Puts random bytes between the others.',
    parameters: [perByte, lengthBytes(1)],
    send: true,
  },
  {
    kind: 'reorder',
    level: 'byte',
    label: 'Reorder',
    says: 'Swaps neighbouring bytes.',
    parameters: [perByte],
    send: true,
  },
  {
    kind: 'truncate',
    level: 'byte',
    label: 'Truncate',
    says: 'Cuts off a run of bytes, as a full buffer would.',
    parameters: [perByte, lengthBytes(32)],
    send: true,
  },
  {
    kind: 'badChecksum',
    level: 'frame',
    label: 'Bad checksum',
    says: 'Damages the end of a frame, where its checksum or its last value stands.',
    parameters: [perFrame],
    send: false,
  },
  {
    kind: 'repeatFrame',
    level: 'frame',
    label: 'Repeat',
    says: 'Delivers a frame twice.',
    parameters: [perFrame],
    send: false,
  },
  {
    kind: 'swapFrames',
    level: 'frame',
    label: 'Swap',
    says: 'Delivers two frames in the wrong order.',
    parameters: [perFrame],
    send: false,
  },
  {
    kind: 'dropFrame',
    level: 'frame',
    label: 'Drop',
    says: 'Takes whole frames away.',
    parameters: [perFrame],
    send: false,
  },
  {
    kind: 'stuck',
    level: 'value',
    label: 'Stuck',
    says: 'Holds a value at what it was.',
    parameters: [perSample, hold(1000)],
    send: false,
  },
  {
    kind: 'spike',
    level: 'value',
    label: 'Spike',
    says: 'Adds a peak of one sample.',
    parameters: [perSample, amplitude('Height', 100)],
    send: false,
  },
  {
    kind: 'drift',
    level: 'value',
    label: 'Drift',
    says: 'Moves a value away, further with every second.',
    parameters: [amplitude('Drift per second', 1)],
    send: false,
  },
  {
    kind: 'noise',
    level: 'value',
    label: 'Noise',
    says: 'Adds normally distributed noise.',
    parameters: [number('deviation', 'Standard deviation', '', [0, 1e12, 1])],
    send: false,
  },
  {
    kind: 'nan',
    level: 'value',
    label: 'Not a number',
    says: 'Replaces values by NaN.',
    parameters: [perSample],
    send: false,
  },
  {
    kind: 'delayed',
    level: 'value',
    label: 'Delayed',
    says: 'Shows each value later than it came.',
    parameters: [number('delayMs', 'Delay', 'ms', [1, 60_000, 500], true)],
    send: false,
  },
  {
    kind: 'intermittent',
    level: 'value',
    label: 'Intermittent',
    says: 'Takes the values away for a while, again and again.',
    parameters: [perSample, hold(500)],
    send: false,
  },
  {
    kind: 'latency',
    level: 'link',
    label: 'Latency',
    says: 'Delivers every byte later, by the delay and up to the jitter more.',
    parameters: [
      number('delayMs', 'Delay', 'ms', [0, 60_000, 200], true),
      number('jitterMs', 'Jitter', 'ms', [0, 60_000, 50], true),
    ],
    send: true,
  },
  {
    kind: 'bandwidth',
    level: 'link',
    label: 'Bandwidth cap',
    says: 'Lets through so many bytes a second; what does not fit waits, then is dropped.',
    parameters: [number('bytesPerS', 'Bytes per second', 'B/s', [1, 1e9, 1000], true)],
    send: true,
  },
  {
    kind: 'stall',
    level: 'link',
    label: 'Stall',
    says: 'Holds all bytes back for a while, then delivers them at once.',
    parameters: [
      number('everyS', 'Every', 's', [0.1, 3600, 5]),
      number('holdMs', 'Duration of a hit', 'ms', [1, 60_000, 1000], true),
    ],
    send: true,
  },
  {
    kind: 'disconnect',
    level: 'link',
    label: 'Disconnect',
    says: 'Breaks the link, as a pulled plug would.',
    parameters: [number('everyS', 'Every', 's', [0.5, 3600, 10])],
    send: false,
  },
  {
    kind: 'wrongBaud',
    level: 'link',
    label: 'Wrong baud rate',
    says: 'Garbles all bytes, as a receiver at another baud rate would.',
    parameters: [number('ratio', 'Receiver to sender', '', [0.1, 10, 0.5])],
    send: true,
  },
  {
    kind: 'dtrGlitch',
    level: 'link',
    label: 'DTR glitch',
    says: 'Toggles the DTR line; boards that reset by it restart.',
    parameters: [
      number('everyS', 'Every', 's', [0.5, 3600, 10]),
      number('holdMs', 'Duration of a hit', 'ms', [1, 5000, 50], true),
    ],
    send: false,
  },
  {
    kind: 'randomSensorErrors',
    level: 'device',
    label: 'Random sensor errors',
    says: 'A frame carries an unreadable value.',
    parameters: [{ ...perFrame, initial: 0.1 }],
    send: false,
  },
  {
    kind: 'communicationFailure',
    level: 'device',
    label: 'Communication failure',
    says: 'A frame is damaged on its way.',
    parameters: [{ ...perFrame, initial: 0.1 }],
    send: false,
  },
  {
    kind: 'both',
    level: 'device',
    label: 'Both',
    says: 'Random sensor errors and communication failure, each with this probability.',
    parameters: [{ ...perFrame, initial: 0.1 }],
    send: false,
  },
  {
    kind: 'faultAfterSamples',
    level: 'device',
    label: 'Fault after samples',
    says: 'The device goes to SafeState after so many samples.',
    parameters: [number('samples', 'Samples until the fault', '', [1, 1e12, 1000], true)],
    send: false,
  },
];

/** The table's entry of a kind; undefined for a name that is none. */
export function faultKind(kind: string): FaultKindInfo | undefined {
  return FAULT_KINDS.find((one) => one.kind === kind);
}

import { t } from '@vscode/l10n';
import type { FaultKind, FaultSpec } from '../../src/model';
import { amount } from './faultWords';
import { spanText } from '../spanText';

/** The pieces that the sentences are made of. */
interface Pieces {
  readonly p: Readonly<Record<string, number>>;
  /** `1 of 1,000`, or `80 % of`. */
  readonly share: string;
  readonly bytes: string;
  readonly channel: string;
  readonly unit: string;
}

const seconds = (s: number) => spanText(s * 1000);

const bits = (n: number) => (n === 1 ? t('1 bit') : t('{0} bits', amount(n, '')));

const SENTENCES: Readonly<Record<FaultKind, (pieces: Pieces) => string>> = {
  flip: ({ p, share, bytes }) => t('Flips {0} in about {1} {2}.', bits(p.bits), share, bytes),
  drop: ({ p, share, bytes }) =>
    p.lengthBytes === 1
      ? t('Takes away about {0} {1}.', share, bytes)
      : t('Takes away {0} bytes at about {1} {2}.', amount(p.lengthBytes, ''), share, bytes),
  duplicate: ({ share, bytes }) => t('Repeats about {0} {1}.', share, bytes),
  insert: ({ p, share, bytes }) =>
    p.lengthBytes === 1
      ? t('Puts a random byte before about {0} {1}.', share, bytes)
      : t('Puts {0} random bytes before about {1} {2}.', amount(p.lengthBytes, ''), share, bytes),
  reorder: ({ share, bytes }) => t('Swaps about {0} {1} with the next one.', share, bytes),
  truncate: ({ p, share, bytes }) =>
    t(
      'Cuts off {0} bytes at about {1} {2}, as a full buffer would.',
      amount(p.lengthBytes, ''),
      share,
      bytes,
    ),
  badChecksum: ({ share }) =>
    t('Damages the end of about {0} frames, where the checksum or the last value stands.', share),
  repeatFrame: ({ share }) => t('Delivers about {0} frames twice.', share),
  swapFrames: ({ share }) => t('Delivers about {0} frames after the one that follows.', share),
  dropFrame: ({ share }) => t('Takes away about {0} frames.', share),
  stuck: ({ p, share, channel }) =>
    t(
      'Holds {0} at its value for {1}, beginning at about {2} samples.',
      channel,
      spanText(p.holdMs),
      share,
    ),
  spike: ({ p, share, channel, unit }) =>
    t('Adds {0} to about {1} samples of {2}.', amount(p.amplitude, unit), share, channel),
  drift: ({ p, channel, unit }) =>
    t('Moves {0} by {1} with every second.', channel, amount(p.amplitude, unit)),
  noise: ({ p, channel, unit }) =>
    t('Adds noise to {0}, with a deviation of {1}.', channel, amount(p.deviation, unit)),
  nan: ({ share, channel }) => t('Replaces about {0} samples of {1} by NaN.', share, channel),
  delayed: ({ p, channel }) => t('Shows {0} {1} later than it came.', channel, spanText(p.delayMs)),
  intermittent: ({ p, share, channel }) =>
    t(
      'Takes the values of {0} away for {1}, beginning at about {2} samples.',
      channel,
      spanText(p.holdMs),
      share,
    ),
  latency: ({ p, bytes }) =>
    p.jitterMs === 0
      ? t('Delivers {0} {1} later.', bytes, spanText(p.delayMs))
      : t(
          'Delivers {0} later by {1} to {2}.',
          bytes,
          spanText(p.delayMs),
          spanText(p.delayMs + p.jitterMs),
        ),
  bandwidth: ({ p, bytes }) =>
    t(
      'Lets {0} through at {1} at most; what does not fit waits, then is dropped.',
      bytes,
      amount(p.bytesPerS, 'B/s'),
    ),
  stall: ({ p, bytes }) =>
    t(
      'Every {0} holds {1} back for {2}, then delivers them at once.',
      seconds(p.everyS),
      bytes,
      spanText(p.holdMs),
    ),
  disconnect: ({ p }) => t('Every {0} breaks the link, as a pulled plug would.', seconds(p.everyS)),
  wrongBaud: ({ p, bytes }) =>
    t('Garbles {0} as a receiver at {1} times the baud rate would.', bytes, amount(p.ratio, '')),
  dtrGlitch: ({ p }) =>
    t(
      'Every {0} toggles the DTR line for {1}; boards that reset by it restart.',
      seconds(p.everyS),
      spanText(p.holdMs),
    ),
  randomSensorErrors: ({ share }) => t('About {0} frames carry an unreadable value.', share),
  communicationFailure: ({ share }) => t('About {0} frames are damaged on their way.', share),
  both: ({ share }) =>
    t('About {0} frames carry an unreadable value, and as many are damaged.', share),
  faultAfterSamples: ({ p }) =>
    t('The device goes to SafeState after {0} samples.', amount(p.samples, '')),
};

/** `1 of 1,000` for rare things, `80 % of` for frequent ones. */
export function shareText(probability: number): string {
  if (probability > 0.1) return t('{0} of', amount(Math.round(probability * 1000) / 10, '%'));
  return t('1 of {0}', amount(Number((1 / probability).toPrecision(3)), ''));
}

/**
 * What the fault will do, with its numbers, and what that means for recordings or for the device:
 * `Flips 1 bit in about 1 of 1,000 received bytes. Recordings keep the undamaged bytes.`
 */
export function faultSentence(spec: FaultSpec, unit: string): string {
  const probability = 'probability' in spec.parameters ? spec.parameters.probability : undefined;
  if (probability === 0) return t('Does nothing: the probability is 0.');
  const pieces: Pieces = {
    p: spec.parameters,
    share: probability === undefined ? '' : shareText(probability),
    bytes: spec.direction === 'send' ? t('sent bytes') : t('received bytes'),
    channel: spec.channel ?? t('every channel'),
    unit,
  };
  return [SENTENCES[spec.kind](pieces), ...consequences(spec)].join(' ');
}

const IN_DEVICE: readonly FaultKind[] = [
  'randomSensorErrors',
  'communicationFailure',
  'both',
  'faultAfterSamples',
  'disconnect',
  'dtrGlitch',
];

function consequences({ kind, direction, durationS, count }: FaultSpec): string[] {
  const what =
    direction === 'send'
      ? [t('The damage reaches the device: you are asked first.')]
      : IN_DEVICE.includes(kind)
        ? []
        : [t('Recordings keep the undamaged bytes.')];
  const endless = durationS === undefined && count === undefined;
  return endless ? [...what, t('It stays armed until you disarm it.')] : what;
}

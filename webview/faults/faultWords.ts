import { t } from '@vscode/l10n';
import { faultKind, type FaultKindInfo } from '../../src/faultKinds';
import type { DeviceState, FaultDirection, FaultLevel, FaultSpec } from '../../src/model';
import { formatNumber } from '../../src/numberFormat';
import { faultName } from '../faultName';
import { numberText, withUnit } from '../format';

const LEVELS: Readonly<Record<FaultLevel, () => string>> = {
  link: () => t('Link'),
  byte: () => t('Byte'),
  frame: () => t('Frame'),
  value: () => t('Value'),
  device: () => t('Device'),
};

/** Where on the path a fault acts, in one word. */
export function levelName(level: FaultLevel): string {
  return LEVELS[level]();
}

/** The place on the path, as the form offers it. */
export function pathName(level: FaultLevel, direction: FaultDirection): string {
  if (direction === 'send') return t('Sent, before the wire');
  switch (level) {
    case 'link':
    case 'byte':
      return t('Received, before the framer');
    case 'frame':
      return t('Received, after the framer');
    case 'value':
      return t('Received, after the decoder');
    case 'device':
      return t('In the device');
  }
}

/** A fault with what it acts on: `Byte flip on received bytes`, `Value spike on rpm`. */
export function faultOnText({ kind, direction, channel }: FaultSpec): string {
  const name = faultName(kind);
  if (direction === 'send') return t('{0} on sent bytes', name);
  switch (faultKind(kind)?.level) {
    case 'value':
      return channel === undefined
        ? t('{0} on every channel', name)
        : t('{0} on {1}', name, channel);
    case 'frame':
      return t('{0} on received frames', name);
    case 'device':
      return t('{0} in the device', name);
    default:
      return t('{0} on received bytes', name);
  }
}

/** A number of a fault with its unit. */
export function amount(value: number, unit: string): string {
  const plain = Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6;
  const options = { maximumSignificantDigits: 7 };
  return withUnit(plain ? formatNumber(value, options) : numberText(value), unit);
}

/** Parameters as a card shows them: `p 0.001 · 1 bit · seed 4711`. */
export function parametersText(spec: FaultSpec, channelUnit: string): string {
  const info = faultKind(spec.kind);
  const parts = (info?.parameters ?? []).map((parameter) => {
    const value = spec.parameters[parameter.name];
    switch (parameter.name) {
      case 'probability':
        return t('p {0}', amount(value, ''));
      case 'bits':
        return value === 1 ? t('1 bit') : t('{0} bits', amount(value, ''));
      case 'lengthBytes':
        return amount(value, 'B');
      default:
        return `${t(parameter.label)} ${amount(value, parameterUnit(info, parameter.unit, channelUnit))}`;
    }
  });
  const where =
    spec.direction === 'send'
      ? [t('sent')]
      : info?.level === 'value'
        ? [spec.channel ?? t('every channel')]
        : [];
  return [...where, ...parts, t('seed {0}', String(spec.seed))].join(' · ');
}

/** A value fault counts in the unit of its channel. */
export function parameterUnit(
  info: FaultKindInfo | undefined,
  unit: string,
  channelUnit: string,
): string {
  return info?.level === 'value' && unit === '' ? channelUnit : unit;
}

/** What the form has to know of the device. */
export interface FaultHost {
  readonly name: string;
  readonly state: DeviceState;
  readonly canFault: boolean;
  readonly canBreakLink: boolean;
  readonly canGlitch: boolean;
}

/** Why the device cannot have this kind of fault at all; undefined when it can. */
export function kindRefusal(info: FaultKindInfo, host: FaultHost): string | undefined {
  if (info.level === 'device' && !host.canFault) {
    return t('{0} commits no faults on request: only the simulator does.', host.name);
  }
  if (info.kind === 'dtrGlitch' && !host.canGlitch) {
    return t('{0} has no DTR line: only serial ports have one.', host.name);
  }
  if (info.kind === 'disconnect' && !host.canBreakLink) {
    return t(
      'The link of {0} cannot be broken on purpose: its transport has no way to.',
      host.name,
    );
  }
  return undefined;
}

/** Why a fault cannot be armed now: what the kind refuses, or SafeState for what reaches the device. */
export function armRefusal(
  info: FaultKindInfo,
  direction: FaultDirection,
  host: FaultHost,
): string | undefined {
  const refusal = kindRefusal(info, host);
  if (refusal !== undefined || host.state !== 'safeState') return refusal;
  const acts = direction === 'send' || info.level === 'device' || info.kind === 'dtrGlitch';
  return acts
    ? t('{0} is in SafeState: nothing that reaches the device is armed. Reset it first.', host.name)
    : undefined;
}

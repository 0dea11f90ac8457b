import { t } from '@vscode/l10n';
import { faultIdText, faultName } from '../faultName';
import { faultKind, type FaultKindInfo } from '../faultKinds';
import type { ArmedFault, FaultLevel, FaultSpec } from '../model';
import { clockText, numberText, scoreText, valueText } from './words';

const LEVEL_WORDS: Readonly<Record<FaultLevel, string>> = {
  link: 'Link',
  byte: 'Byte',
  frame: 'Frame',
  value: 'Value',
  device: 'Device',
};

/** A level in the reader's language. */
export function levelText(level: FaultLevel): string {
  return t(LEVEL_WORDS[level]);
}

/** `Byte flip F-051`. */
export function faultTitle({ id, spec }: ArmedFault): string {
  return `${faultName(spec.kind)} ${faultIdText(id)}`;
}

/** How long it goes on and what it has come to: `0:42 left · caught 46 of 49`. */
export function faultProgress({ spec, untilMs, score }: ArmedFault, nowMs: number): string {
  const left = [
    untilMs === undefined ? '' : t('{0} left', clockText(untilMs - nowMs)),
    spec.count === undefined ? '' : countLeft(spec.count, score.injected),
  ];
  return [...left, scoreText(score)].filter((part) => part !== '').join(' · ');
}

function countLeft(count: number, injected: number): string {
  return t('{0} of {1} left', numberText(Math.max(0, count - injected)), numberText(count));
}

/** What a fault is set to: `Probability per byte 0.001, Bits per hit 1, seed 4711`. */
export function faultSettings(spec: FaultSpec): string {
  const parts = faultKind(spec.kind)?.parameters.map((parameter) =>
    parameterText(parameter, spec.parameters[parameter.name]),
  );
  const channel = spec.channel === undefined ? [] : [t('channel {0}', spec.channel)];
  const path = spec.direction === 'send' ? t('on the send path') : t('on received data');
  return [path, ...channel, ...(parts ?? []), t('seed {0}', spec.seed)].join(', ');
}

function parameterText(
  { label, unit }: FaultKindInfo['parameters'][number],
  value: number,
): string {
  return `${t(label)} ${valueText(value, unit)}`;
}

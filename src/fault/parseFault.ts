import { t } from '@vscode/l10n';
import { FAULT_KINDS, faultKind, type FaultKindInfo, type FaultParameter } from '../faultKinds';
import type { FaultSpec } from '../model';

const MAX_SEED = 2 ** 32 - 1;
const MAX_DURATION_S = 86_400;
const MAX_COUNT = 1e9;
const MAX_NAME = 128;

/** A fault as a page, a setting or a script gives it, checked; or, in words, why it is none. */
export function parseFaultSpec(value: unknown): FaultSpec | string {
  if (typeof value !== 'object' || value === null) return t('A fault must be an object.');
  const given = value as Record<string, unknown>;
  const info = typeof given.kind === 'string' ? faultKind(given.kind) : undefined;
  if (info === undefined) {
    const kinds = FAULT_KINDS.map(({ kind }) => kind).join(', ');
    return t('kind: {0} is no fault. Choose one of {1}.', shown(given.kind), kinds);
  }
  const parameters = parseParameters(info, given.parameters);
  if (typeof parameters === 'string') return parameters;
  const { seed = 1, direction = 'receive', channel, durationS, count } = given;
  if (!isWhole(seed, 0, MAX_SEED)) {
    return outOfRange('seed', seed, t('a whole number from {0} to {1}', 0, MAX_SEED));
  }
  if (direction !== 'receive' && direction !== 'send') {
    return outOfRange('direction', direction, t('receive or send'));
  }
  if (direction === 'send' && !info.send) {
    return t('direction: {0} acts on what is received only. Use receive.', info.kind);
  }
  if (channel !== undefined && !isName(channel)) {
    return outOfRange('channel', channel, t('a name of at most {0} characters', MAX_NAME));
  }
  if (durationS !== undefined && !isNumber(durationS, 0.001, MAX_DURATION_S)) {
    return outOfRange('durationS', durationS, t('a number of seconds up to {0}', MAX_DURATION_S));
  }
  if (count !== undefined && !isWhole(count, 1, MAX_COUNT)) {
    return outOfRange('count', count, t('a whole number from {0} to {1}', 1, MAX_COUNT));
  }
  return {
    kind: info.kind,
    parameters,
    seed,
    direction,
    ...(channel === undefined || info.level !== 'value' ? {} : { channel }),
    ...(durationS === undefined ? {} : { durationS }),
    ...(count === undefined ? {} : { count }),
  };
}

/** A missing parameter has its initial value; one that the kind does not know is an error. */
function parseParameters(info: FaultKindInfo, value: unknown): Record<string, number> | string {
  if (value !== undefined && (typeof value !== 'object' || value === null)) {
    return t('parameters: must be an object of numbers.');
  }
  const given = { ...value } as Record<string, unknown>;
  const known = info.parameters.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const its = known.join(', ');
    return t('parameters: {0} is no parameter of {1}. It has {2}.', shown(unknown), info.kind, its);
  }
  const parameters: Record<string, number> = {};
  for (const parameter of info.parameters) {
    const number = given[parameter.name] ?? parameter.initial;
    if (!fits(number, parameter)) {
      const { name, min, max, whole, unit } = parameter;
      const most = unit === '' ? max : `${max} ${unit}`;
      const range =
        whole === true
          ? t('a whole number from {0} to {1}', min, most)
          : t('a number from {0} to {1}', min, most);
      return outOfRange(`parameters.${name}`, number, range);
    }
    parameters[parameter.name] = number;
  }
  return parameters;
}

function fits(value: unknown, { min, max, whole }: FaultParameter): value is number {
  return whole === true ? isWhole(value, min, max) : isNumber(value, min, max);
}

function isNumber(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && value >= min && value <= max;
}

function isWhole(value: unknown, min: number, max: number): value is number {
  return isNumber(value, min, max) && Number.isInteger(value);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_NAME;
}

function outOfRange(field: string, value: unknown, wanted: string): string {
  return t('{0}: {1} is not {2}.', field, shown(value), wanted);
}

function shown(value: unknown): string {
  return value === undefined ? t('nothing') : JSON.stringify(value).slice(0, 40);
}

import { t } from '@vscode/l10n';
import type { Limit } from '../model';
import { MAX_LIMITS } from './limits';

const MAX_NAME = 128;
const MAX_PERSISTENCE_MS = 3_600_000;
const MAX_PROBLEMS = 20;

const FIELDS: readonly string[] = [
  'channel',
  'level',
  'side',
  'bound',
  'hysteresis',
  'persistenceMs',
  'action',
] satisfies readonly (keyof Limit)[];

/**
 * Limits as a setting gives them, checked: those that are right, at most MAX_LIMITS, and in words what is wrong with the
 * others. Of two for the same channel, level and side the first one counts.
 */
export function parseLimits(value: unknown): { limits: Limit[]; problems: string[] } {
  if (!Array.isArray(value)) return { limits: [], problems: [t('Limits must be a list.')] };
  const limits = new Map<string, Limit>();
  const problems: string[] = [];
  for (const [i, one] of (value as unknown[]).entries()) {
    if (limits.size === MAX_LIMITS) {
      problems.push(t('Limit {0} and on: a device has at most {1} limits.', i + 1, MAX_LIMITS));
      break;
    }
    const limit = parseLimit(one);
    const problem = typeof limit === 'string' ? limit : (takeUp(limit, limits) ?? misspelt(one));
    if (problem !== undefined) problems.push(t('Limit {0}: {1}', i + 1, problem));
  }
  const more = problems.length - MAX_PROBLEMS;
  if (more > 0) problems.splice(MAX_PROBLEMS, more, t('And {0} more problems.', more));
  return { limits: [...limits.values()], problems };
}

/** One limit, checked; or, in words, why it is none. */
export function parseLimit(value: unknown): Limit | string {
  if (typeof value !== 'object' || value === null) return t('must be an object.');
  const given = value as Record<string, unknown>;
  const { channel, level, side, bound, hysteresis = 0, persistenceMs = 0, action = 'mark' } = given;
  if (typeof channel !== 'string' || channel === '' || channel.length > MAX_NAME) {
    return wrong('channel', channel, t('a name of at most {0} characters', MAX_NAME));
  }
  if (level !== 'warning' && level !== 'critical') {
    return wrong('level', level, t('warning or critical'));
  }
  if (side !== 'low' && side !== 'high') return wrong('side', side, t('low or high'));
  if (!isNumber(bound, -Infinity)) return wrong('bound', bound, t('a number'));
  if (!isNumber(hysteresis, 0)) {
    return wrong('hysteresis', hysteresis, t('a number that is not negative'));
  }
  if (!isNumber(persistenceMs, 0) || persistenceMs > MAX_PERSISTENCE_MS) {
    const range = t('a number from {0} to {1}', 0, MAX_PERSISTENCE_MS);
    return wrong('persistenceMs', persistenceMs, range);
  }
  if (action !== 'mark' && action !== 'safeState') {
    return wrong('action', action, t('mark or safeState'));
  }
  return { channel, level, side, bound, hysteresis, persistenceMs, action };
}

/** Adds it, or says why there is one already. */
function takeUp(limit: Limit, limits: Map<string, Limit>): string | undefined {
  const { channel, level, side } = limit;
  const key = JSON.stringify([channel, level, side]);
  if (limits.has(key)) {
    return t('{0} has a limit {1}, {2} already. Remove one of the two.', channel, level, side);
  }
  limits.set(key, limit);
  return undefined;
}

/** A misspelt name would be a default that nobody chose. */
function misspelt(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const unknown = Object.keys(value).find((name) => !FIELDS.includes(name));
  if (unknown === undefined) return undefined;
  const known = FIELDS.join(', ');
  return t('{0} means nothing here and is left out. A limit has {1}.', shown(unknown), known);
}

function wrong(field: string, value: unknown, wanted: string): string {
  return t('{0}: {1} is not {2}.', field, shown(value), wanted);
}

/** As the reader wrote it; JSON knows no Infinity and has nothing for undefined. */
function shown(value: unknown): string {
  const isPlain = typeof value === 'number' || value === undefined;
  return (isPlain ? String(value) : JSON.stringify(value)).slice(0, 40);
}

function isNumber(value: unknown, min: number): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= min;
}

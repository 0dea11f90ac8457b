import { t } from '@vscode/l10n';
import type { Limit } from '../model';
import { MAX_LIMITS } from './limits';

/** Limits as a setting gives them, checked: those that are right, and in words what is wrong with the others. */
export function parseLimits(value: unknown): { limits: Limit[]; problems: string[] } {
  const limits: Limit[] = [];
  const problems: string[] = [];
  if (!Array.isArray(value)) {
    problems.push(t('Limits must be a list.'));
    return { limits, problems };
  }
  for (const [i, one] of (value as unknown[]).entries()) {
    const limit = parseLimit(one);
    if (typeof limit === 'string') problems.push(t('Limit {0}: {1}', i + 1, limit));
    else if (limits.length < MAX_LIMITS) limits.push(limit);
    else problems.push(t('Limit {0}: a device has at most {1} limits.', i + 1, MAX_LIMITS));
  }
  return { limits, problems };
}

const MAX_NAME = 128;
const MAX_PERSISTENCE_MS = 3_600_000;

/** One limit, checked; or, in words, why it is none. */
export function parseLimit(value: unknown): Limit | string {
  if (typeof value !== 'object' || value === null) return t('must be an object.');
  const given = value as Record<string, unknown>;
  const { channel, level, side, bound, hysteresis = 0, persistenceMs = 0, action = 'mark' } = given;
  if (typeof channel !== 'string' || channel === '' || channel.length > MAX_NAME) {
    return t('channel must be the name of a channel.');
  }
  if (level !== 'warning' && level !== 'critical') return t('level must be warning or critical.');
  if (side !== 'low' && side !== 'high') return t('side must be low or high.');
  if (!isNumber(bound, -Infinity)) return t('bound must be a number.');
  if (!isNumber(hysteresis, 0)) return t('hysteresis must be a number from 0.');
  if (!isNumber(persistenceMs, 0) || persistenceMs > MAX_PERSISTENCE_MS) {
    return t('persistenceMs must be a number from 0 to {0}.', MAX_PERSISTENCE_MS);
  }
  if (action !== 'mark' && action !== 'safeState') return t('action must be mark or safeState.');
  return { channel, level, side, bound, hysteresis, persistenceMs, action };
}

function isNumber(value: unknown, min: number): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= min;
}

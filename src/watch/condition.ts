import { t } from '@vscode/l10n';
import type { DeviceState } from '../model';
import { parseComparison, type Comparison } from './comparison';

/** What a telemetry breakpoint waits for. */
export type Condition =
  /** A limit was crossed: of this channel, or of any. */
  | { readonly kind: 'limit'; readonly channel: string | undefined }
  | { readonly kind: 'state'; readonly state: DeviceState }
  | { readonly kind: 'loss'; readonly of: 'dropped' | 'rejected' | 'any' }
  /** A channel has had no value for so long. */
  | { readonly kind: 'stale'; readonly channel: string; readonly afterMs: number }
  | ({ readonly kind: 'comparison' } & Comparison);

const STATES: Readonly<Record<string, DeviceState>> = {
  idle: 'idle',
  measuring: 'measuring',
  error: 'error',
  safestate: 'safeState',
};
const CHANNEL = '(?:"([^"]+)"|([A-Za-z_][\\w.]*))';
const LIMIT = new RegExp(`^limit(?:\\s+${CHANNEL})?$`, 'i');
const STALE = new RegExp(`^stale\\s+${CHANNEL}\\s+(\\d+(?:\\.\\d+)?)\\s*(ms|s)$`, 'i');
const LEAST_STALE_MS = 10;
const MOST_STALE_MS = 3_600_000;

/** Examples of all kinds, for whoever is asked for one. */
export const CONDITION_EXAMPLES: readonly string[] = [
  'temp > 60',
  'limit temp',
  'state SafeState',
  'loss',
  'stale temp 500 ms',
];

/**
 * Reads the condition of a telemetry breakpoint:
 *   `limit`, `limit temp`                a limit is crossed
 *   `state SafeState`                    the device gets into a state
 *   `loss`, `dropped`, `rejected`        bytes are dropped, frames rejected
 *   `stale temp 500 ms`                  a channel has no value for so long
 *   anything else                        a comparison over channels: see `parseComparison`
 * A message in words where it is none.
 */
export function parseCondition(text: string): Condition | string {
  const trimmed = text.trim();
  if (trimmed === '') return t('A condition is missing. Example: {0}', CONDITION_EXAMPLES[0]);
  const word = trimmed.toLowerCase();
  if (word === 'loss') return { kind: 'loss', of: 'any' };
  if (word === 'dropped' || word === 'rejected') return { kind: 'loss', of: word };
  const limit = LIMIT.exec(trimmed);
  if (limit !== null) return { kind: 'limit', channel: named(limit) };
  const [, stateName = ''] = /^state\s+(\w+)$/i.exec(trimmed) ?? [];
  if (stateName !== '') return stateOf(stateName);
  const stale = STALE.exec(trimmed);
  if (stale !== null) return staleOf(stale);
  const comparison = parseComparison(trimmed);
  return typeof comparison === 'string' ? comparison : { kind: 'comparison', ...comparison };
}

function stateOf(name: string): Condition | string {
  const state = Object.entries(STATES).find(([key]) => key === name.toLowerCase())?.[1];
  if (state !== undefined) return { kind: 'state', state };
  return t('There is no state {0}. There are {1}.', name, 'Idle, Measuring, Error, SafeState');
}

function staleOf(found: RegExpExecArray): Condition | string {
  const afterMs = Number(found[3]) * (found[4].toLowerCase() === 's' ? 1000 : 1);
  if (afterMs < LEAST_STALE_MS || afterMs > MOST_STALE_MS) {
    return t('The time must be {0} ms to {1} s.', LEAST_STALE_MS, MOST_STALE_MS / 1000);
  }
  return { kind: 'stale', channel: named(found) ?? '', afterMs };
}

function named(found: RegExpExecArray): string | undefined {
  const [, quoted, plain] = found as readonly (string | undefined)[];
  return quoted ?? plain;
}

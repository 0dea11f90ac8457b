import { t } from '@vscode/l10n';
import type { SettingReader } from '../../settingReader';
import { rounded } from './deviceText';
import type { AssistantContext } from './tool';

/** Keys of an input that say which time it is about. */
export const RANGE_KEYS = ['lastS', 'endAgoS', 'from', 'to'] as const;

const MAX_BACK_S = 86_400;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** A span of monotonic milliseconds; not empty. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The span that an input asks for: absolute by `from` and `to` (ISO 8601; no `to` = now), else the `lastS` seconds that ended
 * `endAgoS` ago. Throws a plain message when it is none.
 */
export function readSpan(input: SettingReader, hub: AssistantContext['hub'], lastS: number): Span {
  const nowMs = hub.nowMs();
  if (!input.has('from')) {
    if (input.has('to')) throw input.wrong('from', t('a time, as there is an end: {0}', EXAMPLE));
    const toMs = nowMs - input.number('endAgoS', 0, MAX_BACK_S, 0) * 1000;
    return { fromMs: toMs - input.number('lastS', 0.001, MAX_BACK_S, lastS) * 1000, toMs };
  }
  const relative = ['lastS', 'endAgoS'].find((key) => input.has(key));
  if (relative !== undefined) throw input.wrong(relative, t('left out where there is {0}', 'from'));
  const fromMs = readTime(input, 'from') - hub.wallOffsetMs;
  const toMs = input.has('to') ? readTime(input, 'to') - hub.wallOffsetMs : nowMs;
  if (!(fromMs < toMs)) throw input.wrong('from', t('before the end of the span'));
  if (toMs - fromMs > MAX_BACK_S * 1000) {
    throw input.wrong('from', t('at most {0} s before the end', MAX_BACK_S));
  }
  return { fromMs, toMs };
}

const EXAMPLE = '"2026-01-31T12:00:00.250Z"';

function readTime(input: SettingReader, key: string): number {
  const text = input.text(key, 20, 40);
  const wallMs = ISO.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(wallMs)) throw input.wrong(key, t('a time with its zone, such as {0}', EXAMPLE));
  return wallMs;
}

/** A time both ways: absolute, and in seconds from now, which are negative before it. */
export function timeOf(
  timeMs: number,
  hub: AssistantContext['hub'],
): { readonly at: string; readonly s: number | null } | null {
  if (!Number.isFinite(timeMs)) return null;
  return { at: isoOf(timeMs, hub), s: secondsFrom(timeMs, hub.nowMs()) };
}

/** `2026-01-31T12:00:00.250Z`. */
export function isoOf(timeMs: number, { wallOffsetMs }: AssistantContext['hub']): string {
  return new Date(timeMs + wallOffsetMs).toISOString();
}

/** Seconds to the tenth of a millisecond; negative before `nowMs`. */
export function secondsFrom(timeMs: number, nowMs: number): number | null {
  return rounded(Math.round((timeMs - nowMs) * 10) / 10_000);
}

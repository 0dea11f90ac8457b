import { t } from '@vscode/l10n';
import { countedCause } from '../src/causeWords';
import type { RejectCause, TelemetryEvent } from '../src/model';

const WITHIN_MS = 2000;

/**
 * Why a device went to SafeState, in a sentence. A count in the cause is the number of failures in a row that
 * reached the threshold, so it is the threshold too.
 */
export function whySafe(cause: string): string {
  const counted = countedCause(cause);
  if (counted === undefined) {
    return cause === '' ? t('The cause is not known.') : t('Cause: {0}.', cause);
  }
  const { rejected } = counted;
  const total = String(counted.total);
  const words = rejected === undefined ? undefined : FAILURES[rejected]?.(total);
  return words ?? t('{0} failures in a row: {1} (threshold {0}).', total, cause);
}

const FAILURES: Readonly<Partial<Record<RejectCause, (n: string) => string>>> = {
  checksum: (n) => t('{0} frames in a row failed their checksum (threshold {0}).', n),
  framing: (n) => t('{0} frames in a row were framed wrongly (threshold {0}).', n),
  length: (n) => t('{0} frames in a row had a wrong length (threshold {0}).', n),
  decode: (n) => t('{0} frames in a row could not be decoded (threshold {0}).', n),
};

/** The device's safe command, as far as the events tell that it was sent; undefined = none was. */
export function safeCommandOf(
  events: readonly TelemetryEvent[],
  sinceMs: number,
): string | undefined {
  // The host notes it in these words, from the same table.
  const begin = t('Safe command sent: {0}', '');
  for (let i = events.length - 1; i >= 0 && events[i].timeMs >= sinceMs - 1; i--) {
    const { timeMs, fact } = events[i];
    if (timeMs > sinceMs + WITHIN_MS || fact.kind !== 'note') continue;
    if (fact.text.startsWith(begin)) return fact.text.slice(begin.length);
  }
  return undefined;
}

import { t } from '@vscode/l10n';
import type { FaultScore } from '../../src/model';
import { countText } from '../format';

/** `caught 47 of 50`; those that may still be caught are not among the 50. */
export function caughtText({ caught, missed }: FaultScore): string {
  return t('caught {0} of {1}', countText(caught), countText(caught + missed));
}

/** `missed: 12, 31, 44`, with a sign that there are more; empty when none was. */
export function missedText({ missed, missedNumbers }: FaultScore): string {
  if (missed === 0) return '';
  const numbers = missedNumbers.map(countText).join(', ');
  if (numbers === '') return t('missed: {0}', countText(missed));
  return missedNumbers.length < missed ? t('missed: …, {0}', numbers) : t('missed: {0}', numbers);
}

/** Caught of those that were judged, 0 to 1; undefined before the first was. */
export function caughtShare({ caught, missed }: FaultScore): number | undefined {
  return caught + missed === 0 ? undefined : caught / (caught + missed);
}

/** The score in one sentence. */
export function scoreSentence(score: FaultScore): string {
  const { injected, caught, missed, pending } = score;
  if (injected === 0) return t('Nothing was injected yet.');
  const waits = pending === 0 ? [] : [t('{0} may still be caught.', countText(pending))];
  if (caught + missed === 0) return waits.join(' ');
  const judged = t(
    '{0} of {1} injected faults were followed in time by a rejection, a limit or a state change.',
    countText(caught),
    countText(caught + missed),
  );
  return [judged, ...waits].join(' ');
}

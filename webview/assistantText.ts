import { t } from '@vscode/l10n';
import type { AssistantFact } from '../src/assistantFact';
import type { EventText } from './eventText';

/** The words of what an assistant has changed through a tool. */
export function assistantText({ act, what, outcome, detail }: AssistantFact): EventText {
  const under = outcome === 'asked' ? t('under way') : '';
  const sentence =
    outcome === 'failed'
      ? t('Assistant failed: {0}', sentenceOf(act, what))
      : sentenceOf(act, what);
  return {
    label: t('assistant'),
    sentence,
    detail: [under, detail].filter((part) => part !== '').join(' · '),
  };
}

function sentenceOf(act: AssistantFact['act'], what: string): string {
  switch (act) {
    case 'send':
      return t('Assistant sent: {0}', what);
    case 'arm':
      return t('Assistant armed: {0}', what);
    case 'disarm':
      return t('Assistant disarmed: {0}', what);
    case 'pause':
      return t('Assistant paused: {0}', what);
  }
}

import { t } from '@vscode/l10n';
import type { PauseOutcome } from './pause';

/** What became of the pause of one session, in words. */
export function pauseText(outcome: PauseOutcome, limitMs: number): string {
  switch (outcome.kind) {
    case 'halted':
      return outcome.session;
    case 'already':
      return t('{0} was halted already', outcome.session);
    case 'refused':
      return t('{0} refused to pause: {1}', outcome.session, outcome.why);
    case 'silent':
      return t(
        '{0} did not halt within {1} s: the target may be gone',
        outcome.session,
        limitMs / 1000,
      );
    case 'starting':
      return t(
        '{0} was still starting after {1} s, and was not paused',
        outcome.session,
        limitMs / 1000,
      );
  }
}

/** No session to pause. */
export function noSessionText(deviceName: string): string {
  return t(
    'No debug session of {0} is under way. Start one, or name yours in the debugSessions of the device.',
    deviceName,
  );
}

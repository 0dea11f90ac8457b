import { t } from '@vscode/l10n';
import type { SettingReader } from '../settingReader';

/** What goes with the debug sessions of a device. */
export interface WhileDebugging {
  /** Measures from the start of a session to its end, where nobody measures already. */
  readonly measure: boolean;
  /** Lets go of the port before a session, until it has started or until it has ended. */
  readonly releasePort: 'never' | 'untilStarted' | 'untilEnded';
}

export const WHILE_DEBUGGING_KEYS = ['measure', 'releasePort'] as const;

/** Nothing goes with them: they are marks on the time line, as ever. */
export const NOTHING_WHILE_DEBUGGING: WhileDebugging = { measure: false, releasePort: 'never' };

/** Reads both keys; what is left out is as in `fallback`. Throws a SettingError. */
export function readWhileDebugging(
  r: SettingReader,
  fallback: WhileDebugging = NOTHING_WHILE_DEBUGGING,
): WhileDebugging {
  const measure = r.flag('measure', fallback.measure);
  const releasePort = r.choice(
    'releasePort',
    ['never', 'untilStarted', 'untilEnded'],
    fallback.releasePort,
  );
  if (measure && releasePort === 'untilEnded') {
    throw r.wrong('releasePort', t('{0} or {1} to measure meanwhile', '"never"', '"untilStarted"'));
  }
  return { measure, releasePort };
}

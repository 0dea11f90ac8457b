import { t } from '@vscode/l10n';
import type { Alarm, Limit } from '../../src/model';
import { numberText, valueText } from '../format';
import { spanText } from '../spanText';

/** Two limits that replace each other: one channel, level and side. */
export function sameLimit(
  a: Pick<Limit, 'channel' | 'level' | 'side'>,
  b: Pick<Limit, 'channel' | 'level' | 'side'>,
): boolean {
  return a.channel === b.channel && a.level === b.level && a.side === b.side;
}

/** A limit in a line: `warning above 70 °C`. */
export function limitLine({ level, side, bound }: Limit, unit: string): string {
  const shown = valueText(bound, unit);
  if (level === 'critical') {
    return side === 'high' ? t('critical above {0}', shown) : t('critical below {0}', shown);
  }
  return side === 'high' ? t('warning above {0}', shown) : t('warning below {0}', shown);
}

/** What else is set: `back 2 °C inside · after 500 ms · then SafeState`; empty when nothing is. */
export function limitDetail({ hysteresis, persistenceMs, action }: Limit, unit: string): string {
  const parts = [
    hysteresis > 0 ? t('clears {0} inside', valueText(hysteresis, unit)) : '',
    persistenceMs > 0 ? t('after {0}', spanText(persistenceMs)) : '',
    action === 'safeState' ? t('then SafeState') : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** The gravest of a channel's alarms; undefined when it is within its limits. */
export function gravest(alarms: readonly Alarm[], channelId: string): Alarm | undefined {
  const own = alarms.filter((alarm) => alarm.channelId === channelId);
  return own.find(({ limit }) => limit.level === 'critical') ?? own.at(0);
}

/** A crossed limit beside a value: `above 70`. */
export function alarmText({ limit: { side, bound } }: Alarm): string {
  return side === 'high' ? t('above {0}', numberText(bound)) : t('below {0}', numberText(bound));
}

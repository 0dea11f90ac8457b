import { t } from '@vscode/l10n';
import type { Limit } from '../model';

/** A limit with its bound as `show` writes it: `temp_motor above 70 °C`. */
export function limitTitle(
  { channel, side, bound }: Pick<Limit, 'channel' | 'side' | 'bound'>,
  show: (value: number) => string,
): string {
  return side === 'high'
    ? t('{0} above {1}', channel, show(bound))
    : t('{0} below {1}', channel, show(bound));
}

/** What a crossed limit says beside its channel's value: `above 70`, `below 10`. */
export function crossedText({ side }: Pick<Limit, 'side'>, bound: string): string {
  return side === 'high' ? t('above {0}', bound) : t('below {0}', bound);
}

import { t } from '@vscode/l10n';
import type { Limit } from '../src/model';
import type { DeviceView } from '../src/protocol';
import { boundText } from './boundText';

/** A limit of a channel that is on a plot. */
export interface PlottedLimit {
  readonly deviceId: string;
  readonly channelId: string;
  readonly unit: string;
  readonly limit: Limit;
  /** True while it is crossed. */
  readonly raised: boolean;
}

/** The limits of these channels, in their order. Whoever keeps the devices calls it when they change. */
export function limitsOn(
  channelIds: readonly string[],
  devices: readonly DeviceView[],
): readonly PlottedLimit[] {
  return channelIds.flatMap((channelId) => {
    for (const { id: deviceId, channels, limits, alarms } of devices) {
      const channel = channels.find(({ id }) => id === channelId);
      if (channel === undefined) continue;
      const { name, unit } = channel;
      return limits
        .filter((limit) => limit.channel === name)
        .map((limit) => {
          const raised = alarms.some(
            (one) => one.channelId === channelId && isSame(one.limit, limit),
          );
          return { deviceId, channelId, unit, limit, raised };
        });
    }
    return [];
  });
}

/** True for limits of one channel, level and side: only one of them can be. */
export function isSame(
  a: Pick<Limit, 'channel' | 'level' | 'side'>,
  b: Pick<Limit, 'channel' | 'level' | 'side'>,
): boolean {
  return a.channel === b.channel && a.level === b.level && a.side === b.side;
}

/** A limit in words: `Warning above 70 °C`. */
export function limitText({ level, side, bound }: Limit, unit: string): string {
  const value = boundText(bound, unit);
  if (level === 'warning') {
    return side === 'high' ? t('Warning above {0}', value) : t('Warning below {0}', value);
  }
  return side === 'high' ? t('Critical above {0}', value) : t('Critical below {0}', value);
}

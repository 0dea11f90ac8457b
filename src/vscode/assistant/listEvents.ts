import { t } from '@vscode/l10n';
import type { TelemetryEvent, TelemetryFact } from '../../model';
import { SettingError, SettingReader } from '../../settingReader';
import { deviceText, deviceValue } from './deviceText';
import { DEVICE_KEY, findDevice } from './findDevice';
import { isoOf, secondsFrom } from './times';
import type { AssistantContext, Tool } from './tool';

/** What events can be narrowed down to. A map, so that the compiler asks for a new kind. */
const KINDS: Readonly<Record<TelemetryFact['kind'], true>> = {
  state: true,
  link: true,
  armed: true,
  disarmed: true,
  injected: true,
  caught: true,
  missed: true,
  rejected: true,
  dropped: true,
  limit: true,
  mark: true,
  sent: true,
  note: true,
  debug: true,
  breakpoint: true,
  assistant: true,
};

/** Every kind of event, as the input names them. */
export const EVENT_KINDS: readonly string[] = Object.keys(KINDS);

const MAX_ROWS = 200;
const DEFAULT_ROWS = 50;
const DEFAULT_LAST_S = 3600;

/** What happened to a device, newest first: states, link, alarms, faults, losses, debugger, what was sent. */
export const listEvents: Tool = (value, context) => {
  const keys = [DEVICE_KEY, 'kinds', 'lastS', 'beforeNumber', 'limit'];
  const input = new SettingReader(value, 'input', keys);
  const device = findDevice(input, context);
  const kinds = new Set(input.list('kinds', EVENT_KINDS.length, readKind));
  const lastS = input.number('lastS', 0.001, 86_400, DEFAULT_LAST_S);
  const before = input.integer('beforeNumber', 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const limit = input.integer('limit', 1, MAX_ROWS, DEFAULT_ROWS);
  const { hub } = context;
  return {
    progress: t('Listing events of {0}', deviceText(device.profile.name)),
    run: () => {
      const sinceMs = hub.nowMs() - lastS * 1000;
      const found = device.events.all
        .filter(({ lastMs, number }) => lastMs >= sinceMs && number < before)
        .filter(({ fact }) => kinds.size === 0 || kinds.has(fact.kind))
        .reverse();
      const rows = found.slice(0, limit);
      const oldest = rows.at(-1);
      const isMore = oldest !== undefined && found.length > rows.length;
      return {
        facts: {
          device: device.profile.id,
          now: isoOf(hub.nowMs(), hub),
          eventsFound: found.length,
          ...(isMore ? { olderOnes: `ask again with beforeNumber ${String(oldest.number)}` } : {}),
        },
        lists: { events: rows.map((event) => eventRow(event, context)) },
        next: [
          'telemetryhub_read_channels with from and to around an event shows the signals then',
        ],
      };
    },
  };
};

function readKind(value: unknown, at: string): string {
  if (typeof value === 'string' && EVENT_KINDS.includes(value)) return value;
  throw new SettingError(t('{0} must be one of {1}.', at, EVENT_KINDS.join(', ')));
}

/** An event in data: its fact with all that is in it, and its times both ways. */
export function eventRow(event: TelemetryEvent, { hub }: AssistantContext): object {
  const { number, timeMs, lastMs, count, fact } = event;
  const lastedS = secondsFrom(lastMs, timeMs);
  return {
    number,
    at: isoOf(timeMs, hub),
    s: secondsFrom(timeMs, hub.nowMs()),
    ...(lastedS === 0 ? {} : { lastedS }),
    ...(count > 1 ? { count } : {}),
    ...(deviceValue(fact, 200) as object),
  };
}

import { t } from '@vscode/l10n';
import type { Alarm } from '../src/model';
import type { DeviceView } from '../src/protocol';
import { limitLine } from './channels/limitWords';
import { linkWords } from './deviceWords';
import { faultIdText, faultName } from './faultName';
import { valueText } from './format';
import { stateName } from './stateLook';

/** What has to be said aloud: at the next pause, or at once. */
export interface Announcements {
  readonly polite: readonly string[];
  readonly urgent: readonly string[];
}

/**
 * What changed between two states of the devices that a listener has to know: states with their causes, links,
 * faults; SafeState and critical limits at once. Never rates or values. Without a former state only what is grave.
 */
export function announcements(
  before: readonly DeviceView[] | undefined,
  now: readonly DeviceView[],
): Announcements {
  const polite: string[] = [];
  const urgent: string[] = [];
  for (const device of now) {
    const was = before?.find(({ id }) => id === device.id);
    const state = stateText(device);
    if (device.state === 'safeState') {
      if (was?.state !== 'safeState') urgent.push(state);
    } else if (was !== undefined && (was.state !== device.state || isNewCause(was, device))) {
      polite.push(state);
    }
    if (was !== undefined && was.link.kind !== device.link.kind) polite.push(linkText(device));
    if (was !== undefined) polite.push(...faultTexts(was, device));
    urgent.push(...newCritical(was, device).map((alarm) => alarmSentence(device, alarm)));
  }
  return { polite, urgent };
}

function stateText({ name, state, cause }: DeviceView): string {
  return cause === ''
    ? t('{0}: {1}.', name, stateName(state))
    : t('{0}: {1}, {2}.', name, stateName(state), cause);
}

/** While it is in Error a growing count is no news. */
function isNewCause(was: DeviceView, now: DeviceView): boolean {
  return now.state === 'error' && bare(was.cause) !== bare(now.cause);
}

const bare = (cause: string) => cause.replaceAll(/ ×\d+/g, '');

function linkText(device: DeviceView): string {
  if (device.link.kind === 'open') return t('{0}: link open.', device.name);
  const { main, more } = linkWords(device);
  return `${device.name}: ${main}, ${more}.`;
}

function faultTexts(was: DeviceView, now: DeviceView): string[] {
  const gone = was.faults.filter(({ id }) => !now.faults.some((one) => one.id === id));
  const fresh = now.faults.filter(({ id }) => !was.faults.some((one) => one.id === id));
  return [
    ...fresh.map(({ id, spec }) =>
      t('{0}: {1} {2} is armed.', now.name, faultName(spec.kind), faultIdText(id)),
    ),
    ...gone.map(({ id, spec }) =>
      t('{0}: {1} {2} is disarmed.', now.name, faultName(spec.kind), faultIdText(id)),
    ),
  ];
}

function newCritical(was: DeviceView | undefined, now: DeviceView): readonly Alarm[] {
  const same = (a: Alarm, b: Alarm) =>
    a.channelId === b.channelId && a.limit.side === b.limit.side && a.sinceMs === b.sinceMs;
  const critical = now.alarms.filter(({ limit }) => limit.level === 'critical');
  return critical.filter((alarm) => was?.alarms.some((one) => same(one, alarm)) !== true);
}

function alarmSentence({ name, channels }: DeviceView, { limit, channelId, value }: Alarm): string {
  const unit = channels.find(({ id }) => id === channelId)?.unit ?? '';
  const line = limitLine(limit, unit);
  return t('{0}: {1} is {2}, {3}.', name, limit.channel, valueText(value, unit), line);
}

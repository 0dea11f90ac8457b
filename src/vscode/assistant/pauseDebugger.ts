import { t } from '@vscode/l10n';
import { PAUSE_LIMIT_MS } from '../../debugger/breakpoints';
import { pause, type PausableSession, type PauseOutcome } from '../../debugger/pause';
import { noSessionText, pauseText } from '../../debugger/pauseText';
import type { Device } from '../../device/device';
import { SettingReader } from '../../settingReader';
import { deviceLine } from './deviceLine';
import { deviceText, deviceValue } from './deviceText';
import { DEVICE_KEY, findDevice } from './findDevice';
import type { AssistantContext, Tool } from './tool';

const MAX_SESSIONS = 16;

/** Halts the target of a device by all its debug sessions, once the user has agreed. */
export const pauseDebugger: Tool = (value, context) => {
  const input = new SettingReader(value, 'input', [DEVICE_KEY]);
  const device = findDevice(input, context);
  const name = deviceText(device.profile.name);
  const sessions = context.sessionsOf(device).slice(0, MAX_SESSIONS);
  if (sessions.length === 0) throw new Error(noSessionText(name));
  const what = sessions.map((session) => deviceText(session.name)).join(', ');
  // It sends the device nothing: SafeState does not forbid it, and is a reason to look.
  const write = { act: 'pause', what, acts: false } as const;
  context.gate.check(device, write);
  return {
    progress: t('Pausing {0}', what),
    confirmation: {
      title: t('Pause the debugger of {0}?', name),
      lines: [
        deviceLine(device),
        t('Debug sessions: {0}', what),
        t('The target halts: it stops controlling whatever it controls until it is continued.'),
      ],
    },
    run: async () => {
      const outcomes = await context.gate.write(device, write, () => pauseAll(sessions, context));
      return {
        facts: {
          device: device.profile.id,
          targetHalted: device.halted,
          sessions: outcomes.map((outcome) => ({
            session: deviceText(outcome.session),
            outcome: outcome.kind,
            says: deviceText(pauseText(outcome, PAUSE_LIMIT_MS), 300),
          })),
          haltedAt: deviceValue(placeOf(device), 300) ?? null,
        },
        next: [
          'telemetryhub_read_channels shows the signals up to the halt',
          'the place comes a moment after the halt: telemetryhub_list_events with kinds debug has it',
        ],
      };
    },
  };
};

/** Rejects when not one of them has halted. */
async function pauseAll(
  sessions: readonly PausableSession[],
  { clock }: AssistantContext,
): Promise<readonly PauseOutcome[]> {
  const outcomes = await Promise.all(sessions.map((one) => pause(one, clock, PAUSE_LIMIT_MS)));
  const isHalted = outcomes.some(({ kind }) => kind === 'halted' || kind === 'already');
  if (isHalted) return outcomes;
  throw new Error(outcomes.map((outcome) => pauseText(outcome, PAUSE_LIMIT_MS)).join('; '));
}

/** Where the last halt is, as soon as it is known. */
function placeOf(device: Device): object | undefined {
  const last = device.events.all.findLast(({ fact }) => {
    return fact.kind === 'debug' && (fact.act === 'halted' || fact.act === 'exception');
  });
  return last?.fact.kind === 'debug' && last.fact.open === true ? last.fact.place : undefined;
}

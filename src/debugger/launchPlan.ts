import { t } from '@vscode/l10n';
import {
  readWhileDebugging,
  WHILE_DEBUGGING_KEYS,
  type WhileDebugging,
} from '../device/whileDebugging';
import { SettingError, SettingReader } from '../settingReader';
import { deviceOf, LAUNCH_KEY, type Debuggable, type SessionKind } from './belongsTo';

/** A launch configuration, as far as it matters here. */
export interface Launch extends SessionKind {
  /** What stands under `telemetryhub`, checked for nothing. */
  readonly wish: unknown;
  /** Label of a task that VS Code runs before the session, checked for nothing. */
  readonly preLaunchTask?: unknown;
}

/** A device that may say for itself what goes with its sessions. */
export type PlannedDevice = Debuggable & {
  readonly profile: { readonly whileDebugging?: WhileDebugging };
};

/** What goes with one session. */
export interface LaunchPlan<D> {
  readonly device: D;
  readonly wishes: WhileDebugging;
}

/** What is wrong with a launch configuration. */
export interface LaunchProblem {
  readonly message: string;
  /** Under `telemetryhub`; undefined = all that stands there. */
  readonly key: string | undefined;
}

/** What goes with a session: as its launch configuration says, key by key, else as its device does. Undefined = nothing. */
export function launchPlan<D extends PlannedDevice>(
  launch: Launch,
  devices: readonly D[],
  focused: D | undefined,
): LaunchPlan<D> | LaunchProblem | undefined {
  const device = deviceOf(launch, devices, focused);
  const own = device?.profile.whileDebugging;
  const { wish } = launch;
  try {
    const path = `${launch.name}: ${LAUNCH_KEY}`;
    const r = new SettingReader(wish ?? {}, path, ['device', ...WHILE_DEBUGGING_KEYS]);
    const named = r.has('device') ? r.text('device', 1, 64) : undefined;
    const wishes = readWhileDebugging(r, own);
    if (named !== undefined && device === undefined) {
      throw r.wrong('device', namesOf(devices));
    }
    if (!wishes.measure && wishes.releasePort === 'never') return undefined;
    if (device !== undefined) return { device, wishes };
    const message = t(
      '{0}: it is not clear which device is meant. Name it in {1}.',
      path,
      '"device"',
    );
    return { message, key: undefined };
  } catch (error) {
    if (error instanceof SettingError) return { message: error.message, key: error.key };
    throw error;
  }
}

function namesOf(devices: readonly Debuggable[]): string {
  const names = devices.map(({ profile }) => `"${profile.name}"`).join(', ');
  return names === ''
    ? t('the name of a device, of which there is none yet')
    : t('one of {0}', names);
}

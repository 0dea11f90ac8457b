import { t } from '@vscode/l10n';
import { SettingError, SettingReader } from '../settingReader';
import { parseCondition, type Condition } from '../watch/condition';

/** A telemetry breakpoint, as the user wrote it. */
export interface TelemetryBreakpoint {
  /** Its place in the setting, from 0. */
  readonly at: number;
  /** The condition as it was written: `temp > 60`. */
  readonly when: string;
  /** Name or id of its device; undefined = every device. */
  readonly device: string | undefined;
  readonly enabled: boolean;
  /** Pauses every so many-th time that the condition comes to hold. */
  readonly hitCount: number;
  readonly condition: Condition;
}

export const MAX_BREAKPOINTS = 64;
const SETTING = 'telemetryhub.breakpoints';

/** What is right in the setting, and a message for each entry that is wrong. */
export function parseBreakpoints(value: unknown): {
  readonly breakpoints: readonly TelemetryBreakpoint[];
  readonly problems: readonly string[];
} {
  if (value === undefined) return { breakpoints: [], problems: [] };
  if (!Array.isArray(value)) {
    return { breakpoints: [], problems: [t('{0} must be a list in brackets.', SETTING)] };
  }
  const breakpoints: TelemetryBreakpoint[] = [];
  const problems: string[] = [];
  value.slice(0, MAX_BREAKPOINTS).forEach((entry: unknown, i) => {
    const parsed = parseBreakpoint(entry, `${SETTING}[${String(i)}]`, i);
    if (typeof parsed === 'string') problems.push(parsed);
    else breakpoints.push(parsed);
  });
  if (value.length > MAX_BREAKPOINTS) {
    problems.push(
      t('{0} has more than {1} entries: the rest is left out.', SETTING, MAX_BREAKPOINTS),
    );
  }
  return { breakpoints, problems };
}

/** One entry of the setting, or what is wrong with it. */
export function parseBreakpoint(
  entry: unknown,
  path = SETTING,
  at = 0,
): TelemetryBreakpoint | string {
  try {
    const r = new SettingReader(entry, path, ['when', 'device', 'enabled', 'hitCount']);
    const when = r.text('when', 1, 256).trim();
    const condition = parseCondition(when);
    if (typeof condition === 'string') return `${path}.when: ${condition}`;
    return {
      at,
      when,
      device: r.has('device') ? r.text('device', 1, 64) : undefined,
      enabled: r.flag('enabled', true),
      hitCount: r.integer('hitCount', 1, 1_000_000, 1),
      condition,
    };
  } catch (error) {
    if (error instanceof SettingError) return error.message;
    throw error;
  }
}

/** What is known of a debug session when it is asked whose it is. */
export interface SessionKind {
  /** Of the launch configuration. */
  readonly name: string;
  readonly type: string;
  /** Id or name of the device, where the launch configuration names one. */
  readonly device?: string | undefined;
}

/** A device, as far as it matters here. */
export interface Debuggable {
  readonly profile: {
    readonly id: string;
    readonly name: string;
    /** Names and types of launch configurations; undefined = the default. */
    readonly debugSessions?: readonly string[];
    readonly transport?: { readonly kind: string };
  };
}

/** Debuggers of programs on a computer: they halt no board unless a device says so. */
const OF_COMPUTERS: readonly string[] = [
  'node',
  'pwa-node',
  'node-terminal',
  'chrome',
  'pwa-chrome',
  'msedge',
  'pwa-msedge',
  'extensionHost',
  'pwa-extensionHost',
  'python',
  'debugpy',
  'java',
  'go',
  'coreclr',
  'clr',
  'php',
];

/** Of a launch configuration: which device it debugs, and what goes with the session. */
export const LAUNCH_KEY = 'telemetryhub';

/** The device that a launch configuration names; undefined where it names none. */
export function deviceNamedBy(
  configuration: Readonly<Record<string, unknown>>,
): string | undefined {
  const key = configuration[LAUNCH_KEY] as { readonly device?: unknown } | null | undefined;
  return typeof key?.device === 'string' ? key.device : undefined;
}

/**
 * The device that a session debugs: the one that its launch configuration names; else the first whose setting names the session
 * or its type (`*` = any). Without such a device, the one in focus, unless its setting speaks of others or the debugger is one
 * for programs on a computer.
 */
export function deviceOf<D extends Debuggable>(
  session: SessionKind,
  devices: readonly D[],
  focused: D | undefined,
): D | undefined {
  const { device: wanted } = session;
  if (wanted !== undefined) {
    return devices.find(({ profile: { id, name } }) => id === wanted || name === wanted);
  }
  const named = devices.find(({ profile }) => profile.debugSessions?.some(isThis(session)));
  if (named !== undefined) return named;
  if (OF_COMPUTERS.includes(session.type)) return undefined;
  const unnamed = devices.filter(({ profile }) => profile.debugSessions === undefined);
  // What reads a target through its debugger stands beside the device that is the target.
  const targets = unnamed.filter(({ profile }) => profile.transport?.kind !== 'debugger');
  const open = targets.length > 0 ? targets : unnamed;
  return focused !== undefined && open.includes(focused) ? focused : soleOf(open);
}

function isThis({ name, type }: SessionKind): (wanted: string) => boolean {
  return (wanted) => wanted === '*' || wanted === name || wanted === type;
}

function soleOf<D>(devices: readonly D[]): D | undefined {
  return devices.length === 1 ? devices[0] : undefined;
}

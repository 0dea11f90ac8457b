import { t } from '@vscode/l10n';
import { readFormat } from '../decode/parseFormat';
import {
  simulatorSchema,
  type SerialOptions,
  type SimulatedChannel,
  type SimulatorOptions,
} from '../transport/transport';
import { readDebugger } from './parseDebugger';
import type { DeviceProfile } from './profile';
import { readWhileDebugging, WHILE_DEBUGGING_KEYS } from './whileDebugging';
import { SettingError, SettingReader } from '../settingReader';

/** What devices share that do not say otherwise. */
export interface ProfileDefaults {
  readonly queueBlocks: number;
  readonly queueBytes: number;
}

export const BUILT_IN_DEFAULTS: ProfileDefaults = { queueBlocks: 1000, queueBytes: 16 << 20 };

/** A profile, or one message that says where the setting is wrong and what would be right. */
export type ParsedProfile =
  | { readonly ok: true; readonly profile: DeviceProfile }
  | { readonly ok: false; readonly message: string };

const MIB = 1024 * 1024;
const PROFILE_KEYS = [
  'id',
  'name',
  'transport',
  'format',
  'dropPolicy',
  'queueBlocks',
  'queueMegabytes',
  'maxFrameBytes',
  'failureThreshold',
  'failureWindowMs',
  'staleAfterMs',
  'commandSet',
  'safeCommand',
  'onConnect',
  'debugSessions',
  'whileDebugging',
];
const WAVES = ['sine', 'ramp', 'square', 'noise', 'randomWalk', 'counter'] as const;

/** What the simulator sends unless told otherwise: a motor board. */
export const MOTOR_BOARD: readonly SimulatedChannel[] = [
  { name: 'temp_motor', unit: 'degC', wave: 'sine', amplitude: 9, offset: 62, periodS: 40 },
  { name: 'temp_mcu', unit: 'degC', wave: 'randomWalk', amplitude: 4, offset: 44, periodS: 30 },
  { name: 'rpm', unit: 'rpm', wave: 'square', amplitude: 700, offset: 2300, periodS: 12 },
  { name: 'current', unit: 'mA', wave: 'ramp', amplitude: 400, offset: 820, periodS: 12 },
  { name: 'vbus', unit: 'V', wave: 'noise', amplitude: 0.4, offset: 24, periodS: 1 },
  { name: 'duty', unit: '%', wave: 'sine', amplitude: 30, offset: 45, periodS: 8 },
  { name: 'i2c_errors', unit: '', wave: 'counter', amplitude: 1, offset: 0, periodS: 1 },
  { name: 'loop_us', unit: 'us', wave: 'noise', amplitude: 40, offset: 212, periodS: 1 },
];

/** Checks one entry of `telemetryhub.devices`; what is left out gets its default. */
export function parseProfile(
  value: unknown,
  index: number,
  defaults: ProfileDefaults = BUILT_IN_DEFAULTS,
): ParsedProfile {
  const path = `telemetryhub.devices[${String(index)}]`;
  try {
    return { ok: true, profile: readProfile(value, path, defaults) };
  } catch (error) {
    if (error instanceof SettingError) return { ok: false, message: error.message };
    throw error;
  }
}

/** The id a name leads to: what is remembered about a device hangs on it. */
export function idOf(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'device'
  );
}

function readProfile(value: unknown, path: string, defaults: ProfileDefaults): DeviceProfile {
  const r = new SettingReader(value, path, PROFILE_KEYS);
  const name = r.text('name', 1, 64);
  const id = r.has('id') ? r.text('id', 1, 64) : idOf(name);
  if (!/^[A-Za-z0-9_.-]+$/.test(id)) {
    throw new SettingError(
      t('{0} is {1}. It may hold letters, digits, and _ . - only.', r.at('id'), `"${id}"`),
    );
  }
  const transport = readTransport(r.raw('transport'), r.at('transport'));
  const simulated = transport.kind === 'simulator';
  const queueMib = defaults.queueBytes / MIB;
  return {
    id,
    name,
    transport,
    format: formatOf(r, transport),
    dropPolicy: r.choice('dropPolicy', ['dropOldest', 'dropNewest', 'block'], 'dropOldest'),
    queueBlocks: r.integer('queueBlocks', 1, 100_000, defaults.queueBlocks),
    queueBytes: Math.floor(r.number('queueMegabytes', 0.0625, 1024, queueMib) * MIB),
    maxFrameBytes: r.integer('maxFrameBytes', 16, MIB, 65_536),
    failureThreshold: r.integer('failureThreshold', 1, 1000, 5),
    failureWindowMs: r.number('failureWindowMs', 0, 60_000, 100),
    staleAfterMs: r.number('staleAfterMs', 0, 3_600_000, simulated ? 2000 : 0),
    commandSet: r.choice('commandSet', ['hub', 'none'], simulated ? 'hub' : 'none'),
    safeCommand: r.text('safeCommand', 0, 256, ''),
    onConnect: r.list('onConnect', 32, readLine),
    ...(r.has('debugSessions') ? { debugSessions: r.list('debugSessions', 32, readLine) } : {}),
    ...(r.has('whileDebugging')
      ? {
          whileDebugging: readWhileDebugging(
            new SettingReader(
              r.raw('whileDebugging'),
              r.at('whileDebugging'),
              WHILE_DEBUGGING_KEYS,
            ),
          ),
        }
      : {}),
  };
}

function readLine(line: unknown, at: string): string {
  if (typeof line === 'string' && line.length <= 256) return line;
  throw new SettingError(t('{0} must be text of at most {1} characters.', at, 256));
}

function readTransport(value: unknown, path: string): DeviceProfile['transport'] {
  const kindOnly = value as { kind?: unknown } | null | undefined;
  if (kindOnly?.kind === 'serial') return { kind: 'serial', serial: readSerial(value, path) };
  if (kindOnly?.kind === 'simulator') {
    return { kind: 'simulator', simulator: readSimulator(value, path) };
  }
  if (kindOnly?.kind === 'debugger')
    return { kind: 'debugger', debugger: readDebugger(value, path) };
  throw new SettingError(
    t('{0} must be {1} or {2}.', `${path}.kind`, '"serial", "simulator"', '"debugger"'),
  );
}

const SERIAL_KEYS = ['kind', 'path', 'baudRate', 'dataBits', 'stopBits', 'parity', 'rtscts'];

function readSerial(value: unknown, path: string): SerialOptions {
  const r = new SettingReader(value, path, [...SERIAL_KEYS, 'xon', 'xoff', 'dtr', 'rts']);
  return {
    path: r.text('path', 1, 1024),
    baudRate: r.integer('baudRate', 1, 50_000_000, 115_200),
    dataBits: r.choice('dataBits', [5, 6, 7, 8], 8),
    stopBits: r.choice('stopBits', [1, 1.5, 2], 1),
    parity: r.choice('parity', ['none', 'even', 'odd', 'mark', 'space'], 'none'),
    rtscts: r.flag('rtscts', false),
    xon: r.flag('xon', false),
    xoff: r.flag('xoff', false),
    dtr: r.choice('dtr', ['on', 'off', 'leave'], 'on'),
    rts: r.choice('rts', ['on', 'off', 'leave'], 'on'),
  };
}

function readSimulator(value: unknown, path: string): SimulatorOptions {
  const r = new SettingReader(value, path, [
    'kind',
    'seed',
    'rateHz',
    'format',
    'autoStart',
    'channels',
  ]);
  const channels = r.list('channels', 64, readChannel);
  return {
    seed: r.integer('seed', 0, 0xffffffff, 1),
    rateHz: r.number('rateHz', 1, 1_000_000, 100),
    format: r.choice('format', ['keyValue', 'csv', 'teleplot', 'cobs'], 'keyValue'),
    autoStart: r.flag('autoStart', false),
    channels: channels.length === 0 ? MOTOR_BOARD : channels,
  };
}

function readChannel(value: unknown, path: string): SimulatedChannel {
  const r = new SettingReader(value, path, [
    'name',
    'unit',
    'wave',
    'amplitude',
    'offset',
    'periodS',
  ]);
  const name = r.text('name', 1, 64);
  if (!/^[A-Za-z_][A-Za-z0-9_.]*$/.test(name)) {
    throw new SettingError(
      t('{0} must begin with a letter; letters, digits, _ and . follow.', r.at('name')),
    );
  }
  return {
    name,
    unit: r.text('unit', 0, 16, ''),
    wave: r.choice('wave', WAVES, 'sine'),
    amplitude: r.number('amplitude', -1e12, 1e12, 1),
    offset: r.number('offset', -1e12, 1e12, 0),
    periodS: r.number('periodS', 1e-6, 1e9, 10),
  };
}

function formatOf(
  r: SettingReader,
  transport: DeviceProfile['transport'],
): DeviceProfile['format'] {
  const format = readFormat(r.raw('format') ?? 'auto', r.at('format'));
  // Its lines are ours: nothing is to be found out about them.
  if (transport.kind === 'debugger') return { kind: 'teleplot' };
  // The simulator's own frames need no guess: it says what it sends.
  const isCobs = transport.kind === 'simulator' && transport.simulator.format === 'cobs';
  if (format.kind === 'auto' && isCobs) {
    return { kind: 'cobs', fields: simulatorSchema(transport.simulator.channels) };
  }
  return format;
}

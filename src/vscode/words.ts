import { t } from '@vscode/l10n';
import type { Device } from '../device/device';
import { STATE_NAMES } from '../device/stateMachine';
import type { DeviceState, FaultScore, FormatState, LinkState } from '../model';
import { exponentText, formatNumber, twoDecimals } from '../numberFormat';

const UNITS: Readonly<Record<string, string>> = { degC: '°C', degF: '°F', us: 'µs', ohm: 'Ω' };
const NBSP = '\u00a0';

/** `950 S/s`, `1.00 kS/s`, `12.4 MS/s`: three digits with a prefix. */
export function rateText(samplesPerSecond: number): string {
  const [scale, prefix] =
    samplesPerSecond >= 999_500 ? [1e6, 'M'] : samplesPerSecond >= 999.5 ? [1e3, 'k'] : [1, ''];
  const value = samplesPerSecond / scale;
  const digits = prefix === '' || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${formatNumber(value, fixed)}${NBSP}${prefix}S/s`;
}

/** A value with its unit, `–` when there is none: `73.2 °C`. */
export function valueText(value: number, unit: string): string {
  const shownUnit = UNITS[unit] ?? unit;
  const text = Number.isNaN(value) ? '–' : numberText(value);
  return shownUnit === '' ? text : `${text}${NBSP}${shownUnit}`;
}

/** Grouped by the locale, with a real minus and as many digits as a reader can use. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9 || (size > 0 && size < 1e-3)) return exponentText(value);
  const digits = Number.isInteger(value) || size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
  return formatNumber(value, { maximumFractionDigits: digits });
}

/** The state as spelled everywhere. */
export function stateText(state: DeviceState): string {
  return STATE_NAMES[state];
}

/** `open`, `closed · unplugged`, `reconnecting 3 · unplugged`. */
export function linkText(link: LinkState): string {
  switch (link.kind) {
    case 'open':
      return t('open');
    case 'opening':
      return t('opening');
    case 'closed':
      return link.reason === undefined ? t('closed') : `${t('closed')} · ${link.reason}`;
    case 'reconnecting':
      return `${t('reconnecting {0}', link.attempt)} · ${link.reason}`;
    default:
      return link satisfies never;
  }
}

/** Where the bytes come from: `/dev/ttyACM0`, `simulator, 100 Hz`. */
export function linkLabel(device: Device): string {
  const { transport } = device.profile;
  switch (transport.kind) {
    case 'serial':
      return transport.serial.path;
    case 'simulator':
      return t('simulator, {0} Hz', transport.simulator.rateHz);
    case 'debugger':
      return t('debugger, {0}', transport.debugger.session);
  }
}

/** How the bytes come: `115200 8N1`; empty where there is nothing to say. */
export function linkDetail(device: Device): string {
  const { transport } = device.profile;
  if (transport.kind !== 'serial') return '';
  const { baudRate, dataBits, parity, stopBits } = transport.serial;
  return `${String(baudRate)} ${String(dataBits)}${parity.charAt(0).toUpperCase()}${String(stopBits)}`;
}

/** Bytes let go of anywhere, other than by a fault on purpose. */
export function droppedBytes(device: Device): number {
  const { bytesDroppedSource, bytesDroppedQueue } = device.counters;
  return bytesDroppedSource + bytesDroppedQueue;
}

/** Bytes with their unit where there are any: `0`, `1,024 B`. */
export function droppedText(device: Device): string {
  const dropped = droppedBytes(device);
  return dropped === 0 ? numberText(0) : `${numberText(dropped)}${NBSP}B`;
}

/** `0 dropped · 53 rejected`. */
export function lossesText(device: Device): string {
  const rejected = numberText(device.counters.framesRejected);
  return `${t('{0} dropped', droppedText(device))} · ${t('{0} rejected', rejected)}`;
}

/** What is known of a format: `csv, detected (0.98)`, `keyValue`, `detecting`. */
export function formatText(state: FormatState): string {
  switch (state.kind) {
    case 'detecting':
      return t('detecting');
    case 'set':
      return state.format.kind;
    case 'detected':
      return t('{0}, detected ({1})', state.format.kind, twoDecimals(state.score));
    case 'unknown':
      return t('not recognised');
  }
}

/** `1 armed`, `2 armed`; the number stands for the faults of one device. */
export function armedText(count: number): string {
  return t('{0} armed', numberText(count));
}

/** `caught 47 of 50`, of those whose time to be caught in has passed; empty before the first one. */
export function scoreText({ caught, missed }: FaultScore): string {
  const settled = caught + missed;
  return settled === 0 ? '' : t('caught {0} of {1}', numberText(caught), numberText(settled));
}

/** A span as a clock counts it: `0:42`, `12:05`, `1:02:05`. Never negative. */
export function clockText(spanMs: number): string {
  const whole = Math.max(0, Math.round(spanMs / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  const seconds = two(whole % 60);
  if (minutes < 60) return `${String(minutes)}:${seconds}`;
  return `${String(Math.floor(minutes / 60))}:${two(minutes % 60)}:${seconds}`;
}

/** Local time of day to the millisecond: `14:31:49.250`. */
export function timeText(wallMs: number): string {
  const time = new Date(wallMs);
  const two = (n: number) => String(n).padStart(2, '0');
  const hms = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
  return `${hms}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

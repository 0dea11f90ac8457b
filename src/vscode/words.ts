import type { DeviceFault, DeviceState, LinkState } from '../model';
import { STATE_NAMES } from '../device/stateMachine';
import type { Device } from '../device/device';

const UNITS: Readonly<Record<string, string>> = { degC: '°C', degF: '°F', us: 'µs', ohm: 'Ω' };
const NBSP = '\u00a0';

/** `950 S/s`, `1.00 kS/s`, `12.4 MS/s`: three digits with a prefix. */
export function rateText(samplesPerSecond: number): string {
  const [scale, prefix] =
    samplesPerSecond >= 999_500 ? [1e6, 'M'] : samplesPerSecond >= 999.5 ? [1e3, 'k'] : [1, ''];
  const value = samplesPerSecond / scale;
  const digits = prefix === '' || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)}${NBSP}${prefix}S/s`;
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
  if (size >= 1e9 || (size > 0 && size < 1e-3)) return value.toExponential(3).replace('-', '−');
  const digits = Number.isInteger(value) || size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
  const text = new Intl.NumberFormat(undefined, { maximumFractionDigits: digits }).format(value);
  return text.replace('-', '−');
}

/** The state as spelled everywhere. */
export function stateText(state: DeviceState): string {
  return STATE_NAMES[state];
}

/** `open`, `closed · unplugged`, `reconnecting 3 · unplugged`. */
export function linkText(link: LinkState): string {
  switch (link.kind) {
    case 'open':
    case 'opening':
      return link.kind;
    case 'closed':
      return link.reason === undefined ? 'closed' : `closed · ${link.reason}`;
    case 'reconnecting':
      return `reconnecting ${String(link.attempt)} · ${link.reason}`;
    default:
      return link satisfies never;
  }
}

/** Where the bytes come from: `/dev/ttyACM0`, `simulator, 100 Hz`. */
export function linkLabel(device: Device): string {
  const { transport } = device.profile;
  return transport.kind === 'serial'
    ? transport.serial.path
    : `simulator, ${String(transport.simulator.rateHz)} Hz`;
}

/** The settings of a serial port: `115200 8N1`; empty for a simulator. */
export function linkDetail({ profile: { transport } }: Device): string {
  if (transport.kind !== 'serial') return '';
  const { baudRate, dataBits, parity, stopBits } = transport.serial;
  return `${String(baudRate)} ${String(dataBits)}${parity.charAt(0).toUpperCase()}${String(stopBits)}`;
}

/** What an armed device fault does: `sensor errors, p 0.2`. */
export function faultText(fault: DeviceFault): string {
  switch (fault.kind) {
    case 'none':
      return 'none';
    case 'randomSensorErrors':
      return `sensor errors, p ${String(fault.probability)}`;
    case 'communicationFailure':
      return `communication failure, p ${String(fault.probability)}`;
    case 'both':
      return `sensor errors and communication failure, p ${String(fault.probability)}`;
    case 'faultAfterSamples':
      return `fault after ${numberText(fault.samples)} samples`;
    default:
      return fault satisfies never;
  }
}

/** Bytes let go of anywhere. */
export function droppedBytes(device: Device): number {
  const { bytesDroppedSource, bytesDroppedQueue } = device.counters;
  return bytesDroppedSource + bytesDroppedQueue;
}

/** `0 dropped · 53 rejected`. */
export function lossesText(device: Device): string {
  const dropped = droppedBytes(device);
  const unit = dropped === 0 ? '' : `${NBSP}B`;
  return `${numberText(dropped)}${unit} dropped · ${numberText(device.counters.framesRejected)} rejected`;
}

/** Local time of day to the millisecond: `14:31:49.250`. */
export function timeText(wallMs: number): string {
  const time = new Date(wallMs);
  const two = (n: number) => String(n).padStart(2, '0');
  const hms = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
  return `${hms}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

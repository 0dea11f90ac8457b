import type { Device } from '../device/device';
import type { DeviceState } from '../model';

const ICONS: Readonly<Record<DeviceState, readonly [id: string, colour?: string]>> = {
  idle: ['circle-large-outline'],
  measuring: ['pulse', 'charts.green'],
  error: ['warning', 'charts.yellow'],
  safeState: ['shield', 'charts.red'],
};

/** The icon and its colour that stand for a device's state everywhere. */
export function deviceIcon({ state, link }: Device): readonly [id: string, colour?: string] {
  const broken = state !== 'safeState' && link.kind === 'reconnecting';
  return broken ? ['sync~spin', 'charts.yellow'] : ICONS[state];
}

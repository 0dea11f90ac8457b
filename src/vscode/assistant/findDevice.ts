import { t } from '@vscode/l10n';
import type { Channel, Device } from '../../device/device';
import type { SettingReader } from '../../settingReader';
import { deviceText } from './deviceText';
import type { AssistantContext } from './tool';

/** What every tool calls the device that it is about. */
export const DEVICE_KEY = 'device';

const MAX_NAMED = 20;
const MAX_NAME = 128;

/**
 * The device that an input names by id or name; the only one where it names none. Throws a plain message with the devices
 * that there are.
 */
export function findDevice(input: SettingReader, { hub }: AssistantContext): Device {
  const { all } = hub.devices;
  if (all.length === 0) {
    throw new Error(
      t('There is no device. The user adds one with the command "TelemetryHub: Add Device".'),
    );
  }
  if (!input.has(DEVICE_KEY)) {
    if (all.length === 1) return all[0];
    throw new Error(
      t('{0} is missing: there are several devices. Name one of {1}.', 'device', namesOf(all)),
    );
  }
  const wanted = input.text(DEVICE_KEY, 1, MAX_NAME);
  const byId = all.find(({ profile }) => profile.id === wanted);
  if (byId !== undefined) return byId;
  const byName = all.filter(({ profile }) => profile.name === wanted);
  if (byName.length === 1) return byName[0];
  const shown = deviceText(wanted);
  throw new Error(
    byName.length > 1
      ? t('Several devices are named {0}. Use an id: {1}.', shown, namesOf(byName))
      : t('There is no device {0}. There are {1}.', shown, namesOf(all)),
  );
}

/** The channel of a device with a name. Throws a plain message with names that are like it. */
export function findChannel(device: Device, name: string): Channel {
  const found = device.channels.find((channel) => channel.name === name);
  if (found !== undefined) return found;
  const owner = deviceText(device.profile.name);
  if (device.channels.length === 0) {
    throw new Error(
      t('{0} has no channels yet: nothing was decoded. Ask why nothing is plotted.', owner),
    );
  }
  const shown = deviceText(name);
  const names = nearest(device, name).map((one) => deviceText(one.name));
  throw new Error(
    t('{0} has no channel {1}. It has {2}.', owner, shown, listed(names, device.channels.length)),
  );
}

/** `id (name)`, at most 20. */
function namesOf(devices: readonly Device[]): string {
  const names = devices
    .slice(0, MAX_NAMED)
    .map(({ profile: { id, name } }) => (id === name ? id : `${id} (${deviceText(name)})`));
  return listed(names, devices.length);
}

function listed(names: readonly string[], total: number): string {
  const more = total - names.length;
  return more === 0 ? names.join(', ') : `${names.join(', ')}, … (+${String(more)})`;
}

/** Those that hold the name, or are held by it, first. */
function nearest({ channels }: Device, name: string): readonly Channel[] {
  const wanted = name.toLowerCase();
  const isLike = (channel: Channel) => {
    const own = channel.name.toLowerCase();
    return own.includes(wanted) || wanted.includes(own);
  };
  const ordered = [...channels.filter(isLike), ...channels.filter((one) => !isLike(one))];
  return ordered.slice(0, MAX_NAMED);
}

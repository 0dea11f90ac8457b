import type { Channel, Device } from '../../device/device';
import type { Focus } from '../focus';

/** VS Code draws the rows of a device all anew when one of them changes. */
export const MAX_CHANNEL_ROWS = 100;

/**
 * The channels of a device that have a row of their own, in order of appearance: all, or so many that it stays quick. Then
 * what is plotted or out of a limit goes before the others.
 */
export function rowedChannels(device: Device, focus: Pick<Focus, 'isPlotted'>): readonly Channel[] {
  const { channels, alarms } = device;
  if (channels.length <= MAX_CHANNEL_ROWS) return channels;
  const alarmed = new Set(alarms.map(({ channelId }) => channelId));
  const wanted = channels.filter(({ id }) => alarmed.has(id) || focus.isPlotted(device, id));
  const rowed = new Set<Channel>();
  for (const channel of [...wanted, ...channels]) {
    if (rowed.size === MAX_CHANNEL_ROWS) break;
    rowed.add(channel);
  }
  return channels.filter((channel) => rowed.has(channel));
}

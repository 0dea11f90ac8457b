import type { Device } from '../../device/device';
import type { Hub } from '../../hub';
import type { ChannelView, DeviceView, ToWebview } from '../../protocol';
import type { Focus } from '../focus';
import { linkLabel } from '../words';

/** The whole state as the page shows it. */
export function stateMessage(hub: Hub, focus: Focus): Extract<ToWebview, { type: 'state' }> {
  const { latency, poolBusy, poolSize } = hub.metrics();
  return {
    type: 'state',
    devices: hub.devices.all.map((device) => deviceView(device, focus)),
    focusedId: focus.device?.profile.id,
    metrics: { latency, poolBusy, poolSize },
    wallOffsetMs: hub.wallOffsetMs,
    nowMs: hub.nowMs(),
  };
}

function deviceView(device: Device, focus: Focus): DeviceView {
  return {
    id: device.profile.id,
    name: device.profile.name,
    state: device.state,
    cause: device.cause,
    sinceMs: device.sinceMs,
    link: device.link,
    linkLabel: linkLabel(device),
    samplesPerSecond: device.samplesPerSecond,
    counters: device.counters,
    channels: channelViews(device, focus),
    fault: device.fault,
    canFault: device.canFault,
    format: device.formatLabel,
    queueBlocks: device.queueBlocks,
    queueBlocksMax: device.queueBlocksMax,
  };
}

function channelViews(device: Device, focus: Focus): ChannelView[] {
  return device.channels.map(({ id, name, unit, latest, colour }) => {
    return { id, name, unit, latest, colour, plotted: focus.isPlotted(device, id) };
  });
}

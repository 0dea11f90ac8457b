import { isText } from '../../decode/isText';
import type { Device } from '../../device/device';
import type { Hub } from '../../hub';
import type { ChannelView, DeviceView, StateMessage } from '../../protocol';
import type { Focus } from '../focus';
import type { HostLoad } from '../hostLoad';
import { meaningOf } from '../meaningOf';
import { hasTrouble } from '../views/formatItem';
import { formatText, linkDetail, linkLabel } from '../words';

/** The whole state as the page shows it. */
export function stateMessage(hub: Hub, focus: Focus, load: HostLoad): StateMessage {
  const { latency, poolBusy, poolSize } = hub.metrics();
  const { store } = hub;
  const { device } = focus;
  const plots = device === undefined ? [] : focus.plots(device);
  const plotted = new Set(plots.flatMap(({ channelIds }) => channelIds));
  return {
    type: 'state',
    devices: hub.devices.all.map((one) => deviceView(one, plotted)),
    focusedId: device?.profile.id,
    plots,
    metrics: {
      latency,
      poolBusy,
      poolSize,
      hostLoad: load.read(),
      storeBytes: store.bytes,
      storeBytesMax: store.capacityBytes,
    },
    wallOffsetMs: hub.wallOffsetMs,
    nowMs: hub.nowMs(),
  };
}

function deviceView(device: Device, plotted: ReadonlySet<string>): DeviceView {
  return {
    id: device.profile.id,
    name: device.profile.name,
    state: device.state,
    cause: device.cause,
    sinceMs: device.sinceMs,
    link: device.link,
    linkLabel: linkLabel(device),
    linkDetail: linkDetail(device),
    samplesPerSecond: device.samplesPerSecond,
    counters: device.counters,
    channels: channelViews(device, plotted),
    faults: device.faults,
    score: device.score,
    canFault: device.canFault,
    canBreakLink: device.canBreakLink,
    canGlitch: device.canGlitch,
    limits: device.limits,
    alarms: device.alarms,
    commands: device.commands,
    sentLines: device.sentLines,
    format: formatText(device.format),
    ...troubleOf(device),
    queueBlocks: device.queueBlocks,
    queueBlocksMax: device.queueBlocksMax,
  };
}

function troubleOf(device: Device): Pick<DeviceView, 'trouble'> {
  const first = hasTrouble(device) ? device.explain().at(0) : undefined;
  if (first === undefined) return {};
  const { rule, fix, remedy } = first;
  const proposed = remedy === undefined ? {} : { proposed: remedy.kind };
  return { trouble: { rule, fix, ...proposed, isBinary: !isText(device.recentBytes) } };
}

function channelViews(device: Device, plotted: ReadonlySet<string>): ChannelView[] {
  return device.channels.map((channel) => {
    const { id, name, unit, latest, latestMs, colour } = channel;
    const meaning = meaningOf(channel);
    return {
      ...{ id, name, unit, latest, latestMs, colour },
      plotted: plotted.has(id),
      ...(meaning === undefined ? {} : { meaning }),
    };
  });
}

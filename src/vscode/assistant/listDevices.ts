import { t } from '@vscode/l10n';
import type { Channel, Device } from '../../device/device';
import { STATE_NAMES } from '../../device/stateMachine';
import { faultIdText } from '../../faultName';
import type { ArmedFault, Statistics } from '../../model';
import { SettingReader } from '../../settingReader';
import { linkDetail, linkLabel } from '../words';
import { deviceText, deviceValue, rounded } from './deviceText';
import { DEVICE_KEY, findDevice } from './findDevice';
import { isoOf, secondsFrom, timeOf } from './times';
import type { AssistantContext, Tool, ToolResult } from './tool';

const MAX_ROWS = 200;
const DEFAULT_ROWS = 50;
const MAX_DEVICES = 64;
const MAX_LISTED = 16;
/** A channel's rate is that of so long. */
const RATE_MS = 5000;

/** All devices with their state, link, losses, alarms and armed faults; of one device also its channels. */
export const listDevices: Tool = (value, context) => {
  const input = new SettingReader(value, 'input', [DEVICE_KEY, 'match', 'offset', 'limit']);
  const { all } = context.hub.devices;
  const isOne = input.has(DEVICE_KEY) || all.length === 1;
  const device = isOne ? findDevice(input, context) : undefined;
  const match = input.text('match', 0, 128, '').toLowerCase();
  const offset = input.integer('offset', 0, 100_000, 0);
  const limit = input.integer('limit', 1, MAX_ROWS, DEFAULT_ROWS);
  const progress =
    device === undefined
      ? t('Listing devices')
      : t('Looking at {0}', deviceText(device.profile.name));
  return {
    progress,
    run: () => {
      if (device === undefined) return allOf(context);
      const found = device.channels.filter(({ name }) => name.toLowerCase().includes(match));
      const rows = found.slice(offset, offset + limit);
      return {
        facts: {
          now: isoOf(context.hub.nowMs(), context.hub),
          device: deviceRow(device, context),
          channelsFound: found.length,
          ...(offset + rows.length < found.length ? { nextOffset: offset + rows.length } : {}),
        },
        lists: { channels: rows.map((channel) => channelRow(device, channel, context)) },
        next: nextOf(device),
      };
    },
  };
};

function allOf(context: AssistantContext): ToolResult {
  const { all } = context.hub.devices;
  const shown = all.slice(0, MAX_DEVICES);
  const none = 'There is no device: the user adds one ("TelemetryHub: Add Device").';
  return {
    facts: { now: isoOf(context.hub.nowMs(), context.hub), devicesFound: all.length },
    lists: { devices: shown.map((device) => deviceRow(device, context)) },
    next:
      all.length === 0
        ? [none]
        : [
            'telemetryhub_list_devices with one device lists its channels',
            ...shown.flatMap(nextOf),
          ].slice(0, 5),
  };
}

/** All that is known of a device but its channels. */
export function deviceRow(device: Device, context: AssistantContext): Record<string, unknown> {
  const { hub } = context;
  const { profile, counters: c, link } = device;
  const nowMs = hub.nowMs();
  return {
    id: profile.id,
    name: deviceText(profile.name),
    link: {
      ...(deviceValue(link) as object),
      to: deviceText([linkLabel(device), linkDetail(device)].join(' ').trim()),
    },
    state: STATE_NAMES[device.state],
    stateCause: deviceText(device.cause),
    inStateForS: secondsFrom(nowMs, device.sinceMs),
    format: deviceValue(device.format, 80),
    samplesPerS: rounded(device.samplesPerSecond, 4),
    bytesIn: c.bytesIn,
    samples: c.samples,
    channels: device.channels.length,
    losses: {
      framesRejected: c.framesRejected,
      bytesRejected: c.bytesRejected,
      bytesDroppedAtSource: c.bytesDroppedSource,
      bytesDroppedInQueue: c.bytesDroppedQueue,
      bytesDroppedByFaults: c.bytesDroppedFault,
      bytesInjectedByFaults: c.bytesInjected,
      notANumber: c.nonFinite,
      samplesOfTooManyChannels: device.refusedSamples,
    },
    logLines: c.logLines,
    alarms: device.alarms.slice(0, MAX_LISTED).map((alarm) => ({
      ...(deviceValue(alarm.limit) as object),
      value: rounded(alarm.value),
      since: timeOf(alarm.sinceMs, hub),
    })),
    armedFaults: device.faults.slice(0, MAX_LISTED).map((fault) => faultRow(fault, nowMs)),
    debugger: debuggerRow(device, context),
    knownCommands: device.commands,
  };
}

/** An armed fault, and how long it goes on. */
export function faultRow({ id, spec, untilMs, score }: ArmedFault, nowMs: number): object {
  return {
    id,
    shownAs: faultIdText(id),
    ...(deviceValue(spec) as object),
    endsInS: untilMs === undefined ? null : secondsFrom(untilMs, nowMs),
    injected: score.injected,
    caught: score.caught,
    missed: score.missed,
  };
}

function debuggerRow(device: Device, { sessionsOf }: AssistantContext): object {
  const sessions = sessionsOf(device);
  return {
    targetHalted: device.halted,
    sessions: sessions
      .slice(0, MAX_LISTED)
      .map(({ name, state }) => ({ name: deviceText(name), state })),
  };
}

function channelRow(
  device: Device,
  channel: Channel,
  { hub, isPlotted }: AssistantContext,
): object {
  const nowMs = hub.nowMs();
  const label = channel.labels?.get(channel.latest);
  const toMs = nowMs;
  const idle = (from: number, to: number) => device.haltedMs(from, to);
  const recent: Statistics = hub.store.statistics(channel.id, nowMs - RATE_MS, toMs, idle);
  return {
    name: deviceText(channel.name),
    unit: deviceText(channel.unit, 32),
    latest: rounded(channel.latest),
    ...(label === undefined ? {} : { label: deviceText(label) }),
    latestS: secondsFrom(channel.latestMs, nowMs),
    samples: channel.count,
    perS: rounded(recent.rate, 4) ?? 0,
    keptFromS: secondsFrom(hub.store.firstMs(channel.id), nowMs),
    plotted: isPlotted(device, channel.id),
    ...(channel.bornUnderFault ? { mayBeGarbage: true } : {}),
  };
}

/** What is worth a look, of a device as it is. */
export function nextOf(device: Device): readonly string[] {
  const { id } = device.profile;
  const { state, counters, faults, halted, link } = device;
  const of = `for ${id}`;
  return [
    ...(link.kind !== 'open' || counters.samples === 0
      ? [
          `telemetryhub_explain_not_plotted ${of}: nothing is coming in, or nothing of it is plotted`,
        ]
      : []),
    ...(state === 'error' || state === 'safeState'
      ? [`telemetryhub_list_events ${of}: it is in ${STATE_NAMES[state]}`]
      : []),
    ...(counters.framesRejected > 0
      ? [
          `telemetryhub_list_rejected_frames ${of}: ${String(counters.framesRejected)} were rejected`,
        ]
      : []),
    ...(faults.length > 0 ? [`${of} faults are armed on purpose: they may be the cause`] : []),
    ...(halted ? [`${of} a debugger holds the target: nothing can come meanwhile`] : []),
  ];
}

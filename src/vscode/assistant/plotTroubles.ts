import { nothingCame, type Explanation } from '../../decode/explain';
import type { Channel, Device } from '../../device/device';
import { STATE_NAMES } from '../../device/stateMachine';
import { faultIdText } from '../../faultName';
import { deviceText, rounded } from './deviceText';

/** One reason why a device, or one channel of it, is not to be seen. For a model: in English, but for what the device explains. */
export interface PlotTrouble {
  readonly what: string;
  readonly evidence: string;
  readonly fix: string;
}

/** What is known of the window beside the device. */
export interface PlotScene {
  readonly nowMs: number;
  readonly isPlotted: (channelId: string) => boolean;
  /** Why bytes of the device are not decoded: see `Device.explained`. */
  readonly explained: readonly Explanation[];
  /** The channel that is missed, where one is named and there. */
  readonly channel: Channel | undefined;
}

/** A device that sends has had no sample for so long. */
const SILENT_MS = 2000;

/** Everything that keeps values off the plot, from the port to the picture; empty when all that came is plotted. */
export function plotTroubles(device: Device, scene: PlotScene): readonly PlotTrouble[] {
  const onTheWay = [
    ...ofLink(device),
    ...ofTarget(device),
    ...ofFaults(device),
    ...ofBytes(device, scene.explained),
  ];
  return [...onTheWay, ...ofLosses(device), ...ofChannels(device, scene, onTheWay.length > 0)];
}

function ofLink({ link, profile }: Device): PlotTrouble[] {
  switch (link.kind) {
    case 'open':
      return [];
    case 'opening':
      return [trouble('The link is being opened.', '', 'Wait a moment and ask again.')];
    case 'closed':
      return [
        trouble(
          'The link is closed.',
          link.reason === undefined ? 'It was not opened, or let go of.' : deviceText(link.reason),
          `The user starts ${deviceText(profile.name)} in the TelemetryHub view.`,
        ),
      ];
    case 'reconnecting':
      return [
        trouble(
          'The link is broken and is being opened again.',
          `attempt ${String(link.attempt)}: ${deviceText(link.reason)}`,
          'Check cable and power; another program may hold the port.',
        ),
      ];
  }
}

function ofTarget(device: Device): PlotTrouble[] {
  const { halted, state, link, cause, profile } = device;
  const found: PlotTrouble[] = [];
  if (halted) {
    found.push(
      trouble(
        'A debugger holds the target.',
        'It sends nothing while it is halted.',
        'Continue the debug session.',
      ),
    );
  }
  if (state === 'idle' && link.kind === 'open' && profile.commandSet === 'hub') {
    found.push(
      trouble(
        'The device was not told to start.',
        `state ${STATE_NAMES[state]}`,
        'The user starts it in the TelemetryHub view.',
      ),
    );
  }
  if (state === 'safeState' || state === 'error') {
    found.push(
      trouble(
        `The device is in ${STATE_NAMES[state]}: it failed.`,
        deviceText(cause),
        'What comes is still shown. Find out the cause by events and rejected frames; only the user resets it.',
      ),
    );
  }
  return found;
}

function ofFaults({ faults }: Device): PlotTrouble[] {
  return faults.map(({ id, spec, score }) =>
    trouble(
      `A fault is armed on purpose: ${spec.kind} (${faultIdText(id)}).`,
      `it has struck ${String(score.injected)} times, ${spec.direction === 'send' ? 'on what is sent' : 'on what is received'}`,
      `It is a test of somebody's. telemetryhub_clear_faults with faultId ${String(id)} ends it.`,
    ),
  );
}

function ofBytes(device: Device, known: readonly Explanation[]): PlotTrouble[] {
  const { bytesIn } = device.counters;
  const explained = bytesIn === 0 ? [nothingCame()] : known;
  const { format } = device;
  const isUnknown = bytesIn > 0 && (format.kind === 'detecting' || format.kind === 'unknown');
  return [
    ...explained.map(ofExplanation),
    ...(isUnknown && explained.length === 0
      ? [
          trouble(
            'The wire format is not known yet.',
            format.kind,
            'Wait for more bytes, or let the user choose the format of the device.',
          ),
        ]
      : []),
  ];
}

function ofExplanation({ rule, excerpt, count, nearest, fix }: Explanation): PlotTrouble {
  const parts = [
    count > 0 ? `${String(count)} of the last ones` : '',
    excerpt === '' ? '' : `the last: ${deviceText(excerpt)}`,
    nearest === undefined ? '' : `the format ${nearest} would read them`,
  ];
  return trouble(
    deviceText(rule, 200),
    parts.filter((part) => part !== '').join('; '),
    deviceText(fix, 300),
  );
}

function ofLosses({ counters: c, refusedSamples }: Device): PlotTrouble[] {
  const dropped = c.bytesDroppedSource + c.bytesDroppedQueue;
  return [
    ...(dropped > 0
      ? [
          trouble(
            'Bytes were dropped: this machine could not keep up.',
            `${String(dropped)} bytes`,
            'They are gaps on the plot. Lower the rate, or load the machine less.',
          ),
        ]
      : []),
    ...(refusedSamples > 0
      ? [
          trouble(
            'There are too many channels: further ones are not kept.',
            `${String(refusedSamples)} samples`,
            'Print fewer names, or look for garbage in names.',
          ),
        ]
      : []),
  ];
}

function ofChannels(
  device: Device,
  { nowMs, isPlotted, channel }: PlotScene,
  isExplained: boolean,
): PlotTrouble[] {
  const { channels } = device;
  const looked = channel === undefined ? channels : [channel];
  if (looked.length === 0) return [];
  const found: PlotTrouble[] = [];
  const lastMs = looked.reduce((last, { latestMs }) => Math.max(last, latestMs), -Infinity);
  const silentMs = nowMs - lastMs;
  if (silentMs > SILENT_MS && device.link.kind === 'open' && !isExplained) {
    found.push(
      trouble(
        'No value has come for a while, though the link is open.',
        `the last one ${String(rounded(silentMs / 1000, 4))} s ago`,
        'The firmware has stopped printing, or prints something else: look at the log lines and bytes.',
      ),
    );
  }
  if (!looked.some(({ id }) => isPlotted(id))) {
    const which = channel === undefined ? 'None of its channels' : 'This channel';
    found.push(
      trouble(
        `${which} is on the plot.`,
        `${String(looked.length)} there`,
        'The user ticks it in the channel list, or runs "Add to Plot" on it.',
      ),
    );
  }
  if (channel !== undefined && Number.isNaN(channel.latest)) {
    found.push(
      trouble(
        'Its latest value is not a number.',
        'NaN is drawn as a gap',
        'See what the firmware prints for it.',
      ),
    );
  }
  return found;
}

const trouble = (what: string, evidence: string, fix: string): PlotTrouble => ({
  what,
  evidence,
  fix,
});

import { t } from '@vscode/l10n';
import { SettingReader } from '../../settingReader';
import { deviceText } from './deviceText';
import { DEVICE_KEY, findChannel, findDevice } from './findDevice';
import { hexDump } from './hexDump';
import { deviceRow } from './listDevices';
import { frameRow } from './listRejectedFrames';
import { plotTroubles } from './plotTroubles';
import { isoOf, secondsFrom } from './times';
import type { Tool } from './tool';

const MAX_BYTES = 256;
const DEFAULT_BYTES = 64;
const LOG_LINES = 8;
const FRAMES = 3;

/** Why nothing, or not all, of a device is plotted: every reason from the port to the picture, with the evidence. */
export const explainNotPlotted: Tool = (value, context) => {
  const input = new SettingReader(value, 'input', [DEVICE_KEY, 'channel', 'lastBytes']);
  const device = findDevice(input, context);
  const name = input.has('channel') ? input.text('channel', 1, 128) : undefined;
  const channel = name === undefined ? undefined : findChannel(device, name);
  const lastBytes = input.integer('lastBytes', 0, MAX_BYTES, DEFAULT_BYTES);
  const { hub } = context;
  return {
    progress: t('Finding out why {0} is not plotted', deviceText(device.profile.name)),
    run: async () => {
      const explained = await device.explained();
      const nowMs = hub.nowMs();
      const isPlotted = (id: string) => context.isPlotted(device, id);
      const reasons = plotTroubles(device, { nowMs, isPlotted, explained, channel });
      const { recentBytes } = device;
      return {
        facts: {
          now: isoOf(nowMs, hub),
          verdict:
            reasons.length === 0
              ? 'All that comes is read, and there is something on the plot.'
              : `${String(reasons.length)} reasons, the first on the way first.`,
          lastBytes: hexDump(
            recentBytes.subarray(Math.max(0, recentBytes.length - lastBytes)),
            lastBytes,
          ),
          device: deviceRow(device, context),
        },
        lists: {
          reasons,
          logLines: device.log
            .last(LOG_LINES)
            .map(({ timeMs, text }) => ({
              s: secondsFrom(timeMs, nowMs),
              text: deviceText(text, 200),
            }))
            .reverse(),
          rejectedFrames: device.rejections
            .slice(-FRAMES)
            .map((one) => frameRow(one, 32, context))
            .reverse(),
        },
        next: [
          'telemetryhub_list_events says when it began',
          'telemetryhub_list_rejected_frames shows more of what was refused',
        ],
      };
    },
  };
};

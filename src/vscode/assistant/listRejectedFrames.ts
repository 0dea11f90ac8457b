import { t } from '@vscode/l10n';
import type { RejectCause, Rejection } from '../../model';
import { SettingReader } from '../../settingReader';
import { ruleText } from '../rejectRules';
import { deviceText, deviceValue } from './deviceText';
import { DEVICE_KEY, findDevice } from './findDevice';
import { hexDump } from './hexDump';
import { isoOf, secondsFrom } from './times';
import type { AssistantContext, Tool } from './tool';

const CAUSES: readonly RejectCause[] = [
  'checksum',
  'framing',
  'length',
  'decode',
  'crash',
  'partial',
];
const MAX_ROWS = 50;
const DEFAULT_ROWS = 10;
/** All that is kept of a frame. */
const MAX_DUMP = 64;

/** The last frames that were refused, newest first, each with its cause, what was wrong, and its first bytes. */
export const listRejectedFrames: Tool = (value, context) => {
  const input = new SettingReader(value, 'input', [DEVICE_KEY, 'cause', 'limit', 'dumpBytes']);
  const device = findDevice(input, context);
  const cause = input.has('cause') ? input.choice('cause', CAUSES) : undefined;
  const limit = input.integer('limit', 1, MAX_ROWS, DEFAULT_ROWS);
  const dumpBytes = input.integer('dumpBytes', 0, MAX_DUMP, 32);
  return {
    progress: t('Looking at rejected frames of {0}', deviceText(device.profile.name)),
    run: () => {
      const { counters, rejections, format } = device;
      const found = rejections
        .filter((one) => cause === undefined || one.cause === cause)
        .reverse();
      return {
        facts: {
          device: device.profile.id,
          now: isoOf(context.hub.nowMs(), context.hub),
          format: deviceValue(format, 80),
          framesRejected: counters.framesRejected,
          framesAccepted: counters.framesAccepted,
          bytesRejected: counters.bytesRejected,
          kept: rejections.length,
          causesOfThoseKept: causesOf(rejections),
          matching: found.length,
        },
        lists: { frames: found.slice(0, limit).map((one) => frameRow(one, dumpBytes, context)) },
        next: [
          'telemetryhub_explain_not_plotted names the rule that was broken and what would fix it',
        ],
      };
    },
  };
};

function causesOf(rejections: readonly Rejection[]): object {
  const counted = CAUSES.map((cause) => {
    const frames = rejections.filter((one) => one.cause === cause).length;
    return [cause, { frames, means: ruleText(cause) }] as const;
  });
  return Object.fromEntries(counted.filter(([, { frames }]) => frames > 0));
}

/** A rejected frame, with as much of it as was asked for. */
export function frameRow(one: Rejection, dumpBytes: number, { hub }: AssistantContext): object {
  return {
    at: isoOf(one.timeMs, hub),
    s: secondsFrom(one.timeMs, hub.nowMs()),
    cause: one.cause,
    detail: deviceText(one.detail, 200),
    bytes: one.bytes,
    goodBefore: one.goodBefore,
    ...(dumpBytes === 0 ? {} : hexDump(one.excerpt, dumpBytes)),
  };
}

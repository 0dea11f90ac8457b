import { t } from '@vscode/l10n';
import type { Device } from '../../device/device';
import { LINE_ENDINGS } from '../../device/lineEndings';
import { SettingReader } from '../../settingReader';
import { deviceLine } from './deviceLine';
import { deviceText } from './deviceText';
import { DEVICE_KEY, findDevice } from './findDevice';
import { hexDump } from './hexDump';
import { secondsFrom } from './times';
import type { AssistantContext, Tool } from './tool';

const MAX_CHARS = 256;
const MAX_WAIT_MS = 5000;
const DEFAULT_WAIT_MS = 500;
const MAX_ANSWERS = 20;

/** Sends one line to a device, once the user has agreed to its bytes, and hands back the lines that come after it. */
export const sendCommand: Tool = (value, context) => {
  const input = new SettingReader(value, 'input', [DEVICE_KEY, 'text', 'ending', 'waitMs']);
  const device = findDevice(input, context);
  const text = input.text('text', 0, MAX_CHARS);
  if (/[\p{Cc}\p{Cs}]/u.test(text)) {
    throw input.wrong('text', t('one command, without line ends and other control characters'));
  }
  const ending = input.choice('ending', ['lf', 'cr', 'crlf', 'none'], 'lf');
  if (text + LINE_ENDINGS[ending] === '') throw input.wrong('text', t('at least one character'));
  const waitMs = input.integer('waitMs', 0, MAX_WAIT_MS, DEFAULT_WAIT_MS);
  const bytes = new TextEncoder().encode(text + LINE_ENDINGS[ending]);
  const write = { act: 'send', what: text } as const;
  context.gate.check(device, write);
  refuseClosed(device);
  const name = deviceText(device.profile.name);
  return {
    progress: t('Sending {0} to {1}', deviceText(text), name),
    confirmation: {
      title: t('Send a command to {0}?', name),
      lines: [
        deviceLine(device),
        t('Text: {0}', deviceText(text, MAX_CHARS)),
        ...damageOn(device),
        t('Bytes with the line end, {0} in all:', bytes.length),
      ],
      verbatim: hexDump(bytes, bytes.length).hex,
    },
    run: async (signal) => {
      const before = device.log.total;
      const sentMs = context.hub.nowMs();
      await context.gate.write(device, write, () => device.send(text, ending));
      await elapse(waitMs, context, signal);
      return {
        facts: {
          device: device.profile.id,
          sentBytes: hexDump(bytes, bytes.length).hex,
          waitedMs: waitMs,
          state: device.state,
        },
        lists: { linesAfter: linesSince(device, before, sentMs) },
        next: [
          'linesAfter holds lines that are no telemetry; an answer of several may be longer on its way: wait longer',
          'telemetryhub_read_channels shows whether the signals have changed',
        ],
      };
    },
  };
};

function refuseClosed({ link, profile }: Device): void {
  if (link.kind === 'open') return;
  const name = deviceText(profile.name);
  throw new Error(t('Could not send to {0}: the link is not open. Connect it first.', name));
}

function damageOn({ faults }: Device): readonly string[] {
  const sending = faults.filter(({ spec }) => spec.direction === 'send').length;
  return sending === 0
    ? []
    : [t('Faults are armed on the send path: the bytes may reach it damaged.')];
}

function linesSince({ log }: Device, before: number, sentMs: number): object[] {
  const came = Math.min(log.total - before, log.length);
  return log
    .last(came)
    .slice(0, MAX_ANSWERS)
    .map(({ timeMs, text }) => ({
      afterS: secondsFrom(timeMs, sentMs),
      text: deviceText(text, 200),
    }));
}

/** Ends early when it is cancelled: what was sent was sent, and is told. */
function elapse(ms: number, { clock }: AssistantContext, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}

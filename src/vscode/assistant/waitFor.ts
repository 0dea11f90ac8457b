import { t } from '@vscode/l10n';
import { BreakpointWatch } from '../../debugger/breakpointWatch';
import type { Device } from '../../device/device';
import { STATE_NAMES } from '../../device/stateMachine';
import { SettingReader } from '../../settingReader';
import { parseCondition, type Condition } from '../../watch/condition';
import { deviceText, rounded } from './deviceText';
import { DEVICE_KEY, findChannel, findDevice } from './findDevice';
import { nextOf } from './listDevices';
import { secondsFrom, timeOf } from './times';
import type { AssistantContext, Tool, ToolResult } from './tool';

const MAX_TIMEOUT_S = 300;
const DEFAULT_TIMEOUT_S = 30;

/** Waits until a condition holds, with the grammar of telemetry breakpoints; ends early when it is cancelled. */
export const waitFor: Tool = (value, context) => {
  const input = new SettingReader(value, 'input', [DEVICE_KEY, 'condition', 'timeoutS']);
  const device = findDevice(input, context);
  const text = input.text('condition', 1, 256).trim();
  const condition = parseCondition(text);
  if (typeof condition === 'string') throw new Error(`input.condition: ${condition}`);
  // A name that is misspelt would be waited for in vain.
  const names = channelsIn(condition);
  if (device.channels.length > 0) for (const name of names) findChannel(device, name);
  const timeoutS = input.number('timeoutS', 0.1, MAX_TIMEOUT_S, DEFAULT_TIMEOUT_S);
  return {
    progress: t('Waiting for {0} on {1}', deviceText(text), deviceText(device.profile.name)),
    run: async (signal) => {
      const startMs = context.hub.nowMs();
      const already = holdsNow(condition, device, startMs);
      const waited: Waited = already
        ? { kind: 'met', timeMs: startMs }
        : await waitInSlot(condition, device, timeoutS * 1000, context, signal);
      return resultOf({ text, waited, already, startMs, names, timeoutS }, device, context);
    },
  };
};

type Waited = { readonly kind: 'met'; readonly timeMs: number } | { readonly kind: 'timeout' };

async function waitInSlot(...asked: Parameters<typeof wait>): Promise<Waited> {
  const [, , , { waits }] = asked;
  const giveBack = waits.take();
  if (giveBack === undefined) {
    throw new Error(
      t('{0} waits are under way. Try again when one of them has ended.', waits.count),
    );
  }
  try {
    return await wait(...asked);
  } finally {
    giveBack();
  }
}

/** Rejects when it is cancelled; nothing is left behind whatever ends it. */
function wait(
  condition: Condition,
  device: Device,
  limitMs: number,
  { clock }: AssistantContext,
  signal: AbortSignal,
): Promise<Waited> {
  return new Promise((resolve, reject) => {
    const end = () => {
      watch.dispose();
      cancelTimer();
      signal.removeEventListener('abort', abort);
    };
    const abort = () => {
      end();
      reject(new Error(t('Cancelled while waiting.')));
    };
    const cancelTimer = clock.after(limitMs, () => {
      end();
      resolve({ kind: 'timeout' });
    });
    const watch = new BreakpointWatch(device, condition, clock, (timeMs) => {
      end();
      resolve({ kind: 'met', timeMs });
    });
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
  });
}

/** What is so before anything new has come: only a change would be noticed later. */
function holdsNow(condition: Condition, device: Device, nowMs: number): boolean {
  switch (condition.kind) {
    case 'state':
      return device.state === condition.state;
    case 'limit':
      return device.alarms.some(
        ({ limit }) => condition.channel === undefined || condition.channel === limit.channel,
      );
    case 'comparison': {
      const latest = condition.channels.map((name) => channelOf(device, name)?.latest ?? NaN);
      return condition.holds(Float64Array.from(latest));
    }
    case 'stale': {
      const lastMs = channelOf(device, condition.channel)?.latestMs ?? NaN;
      const isLive = device.link.kind === 'open' && !device.halted;
      const acts = device.state === 'measuring' || device.state === 'error';
      return isLive && acts && nowMs - lastMs >= condition.afterMs;
    }
    case 'loss':
      return false;
  }
}

function channelOf(device: Device, name: string) {
  return device.channels.find((channel) => channel.name === name);
}

function channelsIn(condition: Condition): readonly string[] {
  if (condition.kind === 'comparison') return condition.channels;
  if (condition.kind === 'stale') return [condition.channel];
  return condition.kind === 'limit' && condition.channel !== undefined ? [condition.channel] : [];
}

interface Ended {
  readonly text: string;
  readonly waited: Waited;
  readonly already: boolean;
  readonly startMs: number;
  readonly names: readonly string[];
  readonly timeoutS: number;
}

function resultOf(ended: Ended, device: Device, { hub }: AssistantContext): ToolResult {
  const { waited, already, startMs, names, text, timeoutS } = ended;
  const nowMs = hub.nowMs();
  const isMet = waited.kind === 'met';
  const values = names.map((name) => {
    const channel = channelOf(device, name);
    const latest = rounded(channel?.latest ?? NaN);
    return {
      name: deviceText(name),
      latest,
      latestS: secondsFrom(channel?.latestMs ?? NaN, nowMs),
    };
  });
  return {
    facts: {
      device: device.profile.id,
      condition: deviceText(text),
      outcome: isMet
        ? already
          ? 'held already when it was asked'
          : 'came to hold'
        : 'did not hold in time',
      met: isMet,
      ...(isMet ? { time: timeOf(waited.timeMs, hub) } : { timeoutS }),
      waitedS: secondsFrom(nowMs, startMs),
      valuesNow: values,
      state: STATE_NAMES[device.state],
      targetHalted: device.halted,
    },
    next: isMet
      ? [
          'telemetryhub_read_channels shows what led to it',
          'telemetryhub_list_events shows what happened around it',
        ]
      : nextOf(device),
  };
}

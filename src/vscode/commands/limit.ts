import * as vscode from 'vscode';
import type { Channel, Device } from '../../device/device';
import type { Limit, LimitLevel, LimitSide } from '../../model';
import { limitTitle } from '../limitText';
import { numberProblem, readNumber, type NumberRange } from '../numberInput';
import { askAll, askText, BACK, choose, type Place, type Question } from '../questions';
import { valueText } from '../words';
import { onChannel, targetDevice } from './target';
import type { Command, CommandContext } from './context';

const ANY: NumberRange = { min: -Infinity, max: Infinity };
const HYSTERESIS: NumberRange = { min: 0, max: Infinity };
const PERSISTENCE: NumberRange = { min: 0, max: 3_600_000, unit: 'ms' };

/** Asks for a limit of a channel and keeps it in the settings. */
export const setLimit = onChannel(async ({ limits }, device, channel) => {
  const limit = await askLimit(device, channel);
  if (limit !== undefined) await limits.set(device, limit);
});

/** Takes a limit of the row's channel, or of any channel, out of the settings. */
export const removeLimit: Command = async (context, target) => {
  const onRow = typeof target === 'object' && target.kind === 'channel';
  const name = onRow ? target.device.channelOf(target.channelId)?.name : undefined;
  const device = targetDevice(context.hub, target);
  const chosen = await pickLimit(context, device, name);
  if (chosen !== undefined) await context.limits.remove(chosen.device, chosen.limit);
};

async function askLimit(device: Device, channel: Channel): Promise<Limit | undefined> {
  const start: Limit = {
    channel: channel.name,
    level: 'warning',
    side: 'high',
    bound: Number.isFinite(channel.latest) ? Number(channel.latest.toPrecision(3)) : 0,
    hysteresis: 0,
    persistenceMs: 0,
    action: 'mark',
  };
  const title = vscode.l10n.t('Limit of {0}', channel.name);
  const unit = channel.unit;
  const questions: readonly Question<Limit>[] = [
    askLevel,
    (known, place) => askSide(known, place, device),
    askNumber('bound', ANY, unit),
    askNumber('hysteresis', HYSTERESIS, unit),
    askNumber('persistenceMs', PERSISTENCE, 'ms'),
    askAction,
  ];
  return askAll(title, start, () => questions);
}

/** The one that is there already is changed, not doubled. */
function present(device: Device, { channel, level, side, ...rest }: Limit): Limit {
  const same = device.limits.find(
    (one) => one.channel === channel && one.level === level && one.side === side,
  );
  return same ?? { channel, level, side, ...rest };
}

async function askLevel(known: Limit, place: Place) {
  const items = [
    {
      label: vscode.l10n.t('Warning'),
      iconPath: new vscode.ThemeIcon('warning'),
      level: 'warning',
    },
    {
      label: vscode.l10n.t('Critical'),
      iconPath: new vscode.ThemeIcon('error'),
      level: 'critical',
    },
  ] as const;
  const active = items.find(({ level }) => level === known.level);
  const placeholder = vscode.l10n.t('How grave it is');
  const chosen = await choose<vscode.QuickPickItem & { level: LimitLevel }>(place, items, {
    placeholder,
    active,
  });
  return chosen === undefined || chosen === BACK ? chosen : { ...known, level: chosen.level };
}

async function askSide(known: Limit, place: Place, device: Device) {
  const items = [
    { label: vscode.l10n.t('High'), description: vscode.l10n.t('Crossed above it'), side: 'high' },
    { label: vscode.l10n.t('Low'), description: vscode.l10n.t('Crossed below it'), side: 'low' },
  ] as const;
  const active = items.find(({ side }) => side === known.side);
  const placeholder = vscode.l10n.t('Side of the limit');
  const chosen = await choose<vscode.QuickPickItem & { side: LimitSide }>(place, items, {
    placeholder,
    active,
  });
  if (chosen === undefined || chosen === BACK) return chosen;
  return present(device, { ...known, side: chosen.side });
}

async function askAction(known: Limit, place: Place) {
  const mark = {
    label: vscode.l10n.t('Mark'),
    description: vscode.l10n.t('Shows the alarm'),
    action: 'mark',
  } as const;
  const safe = {
    label: 'SafeState',
    description: vscode.l10n.t('Shows the alarm, and the device stops acting until it is reset'),
    action: 'safeState',
  } as const;
  const items = [mark, safe];
  const active = items.find(({ action }) => action === known.action);
  const placeholder = vscode.l10n.t('What happens when it is crossed');
  const chosen = await choose<typeof mark | typeof safe>(place, items, { placeholder, active });
  return chosen === undefined || chosen === BACK ? chosen : { ...known, action: chosen.action };
}

function askNumber(
  field: 'bound' | 'hysteresis' | 'persistenceMs',
  range: NumberRange,
  unit: string,
): Question<Limit> {
  const prompts = {
    bound: vscode.l10n.t('The bound'),
    hysteresis: vscode.l10n.t('Hysteresis: how far back inside before the alarm clears'),
    persistenceMs: vscode.l10n.t('Persistence: how long outside before the alarm is raised'),
  };
  return async (known, place) => {
    const typed = await askText(place, {
      prompt: unit === '' ? prompts[field] : `${prompts[field]}, ${unit}`,
      value: String(known[field]),
      problem: (text) => numberProblem(text, range),
    });
    return typed === undefined || typed === BACK ? typed : { ...known, [field]: readNumber(typed) };
  };
}

interface LimitItem extends vscode.QuickPickItem {
  readonly device: Device;
  readonly limit: Limit;
}

async function pickLimit(
  { hub }: CommandContext,
  device: Device | undefined,
  channel: string | undefined,
): Promise<LimitItem | undefined> {
  const devices = device === undefined ? hub.devices.all : [device];
  const items = devices.flatMap((one) =>
    one.limits
      .filter((limit) => channel === undefined || limit.channel === channel)
      .map((limit): LimitItem => {
        const unit = one.channels.find(({ name }) => name === limit.channel)?.unit ?? '';
        const icon = limit.level === 'critical' ? 'error' : 'warning';
        return {
          label: `$(${icon}) ${limitTitle(limit, (value) => valueText(value, unit))}`,
          description: one.profile.name,
          device: one,
          limit,
        };
      }),
  );
  if (items.length === 0) throw new Error(vscode.l10n.t('There is no limit to remove.'));
  if (items.length === 1) return items[0];
  return vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Limit to remove') });
}

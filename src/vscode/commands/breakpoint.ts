import * as vscode from 'vscode';
import type { TelemetryBreakpoint } from '../../debugger/parseBreakpoints';
import { CONDITION_EXAMPLES, parseCondition } from '../../watch/condition';
import { numberProblem, readNumber, type NumberRange } from '../numberInput';
import { askAll, askText, BACK, choose, type Place } from '../questions';
import type { Command, CommandContext, Target } from './context';
import { onChannel } from './target';

const HIT_COUNT: NumberRange = { min: 1, max: 1_000_000 };

interface Draft {
  readonly when: string;
  /** Undefined = every device. */
  readonly device: string | undefined;
}

/** Asks for a condition, and for the device where there are several; keeps it in the settings. */
export const addBreakpoint: Command = (context) => add(context, '', undefined);

/** The same, beginning with a channel. */
export const breakWhen = onChannel((context, device, { name, latest }) => {
  const channel = /^[A-Za-z_][\w.]*$/.test(name) ? name : `"${name}"`;
  const bound = Number.isFinite(latest) ? Number(latest.toPrecision(3)) : 0;
  return add(context, `${channel} > ${String(bound)}`, device.profile.name);
});

/** Asks for another condition and hit count. */
export const editBreakpoint: Command = async (context, target) => {
  const breakpoint = await breakpointOf(context, target);
  if (breakpoint === undefined) return;
  const title = vscode.l10n.t('Telemetry breakpoint {0}', breakpoint.when);
  const { when, hitCount, at } = breakpoint;
  const start: { readonly when: string; readonly hitCount: number } = { when, hitCount };
  const changed = await askAll(title, start, () => [askWhen, askHitCount]);
  if (changed !== undefined) await context.breakpointList.change(at, changed);
};

/** Takes a breakpoint out of the settings. */
export const removeBreakpoint: Command = async (context, target) => {
  const breakpoint = await breakpointOf(context, target);
  if (breakpoint !== undefined) await context.breakpointList.remove(breakpoint.at);
};

async function add(
  { hub, breakpointList }: CommandContext,
  when: string,
  device: string | undefined,
): Promise<void> {
  const names = hub.devices.all.map(({ profile }) => profile.name);
  const start: Draft = { when, device };
  const title = vscode.l10n.t('Pause the debugger when');
  const several = names.length > 1 && device === undefined;
  const draft = await askAll<Draft>(title, start, () => [
    askWhen,
    ...(several ? [(known: Draft, place: Place) => askDevice(known, place, names)] : []),
  ]);
  if (draft === undefined) return;
  await breakpointList.add({
    when: draft.when,
    ...(draft.device === undefined ? {} : { device: draft.device }),
  });
}

async function askWhen<D extends { readonly when: string }>(known: D, place: Place) {
  const typed = await askText(place, {
    prompt: vscode.l10n.t('Condition, for example: {0}', CONDITION_EXAMPLES.join(' · ')),
    value: known.when,
    problem: (text) => {
      const parsed = parseCondition(text);
      return typeof parsed === 'string' ? parsed : undefined;
    },
  });
  return typed === undefined || typed === BACK ? typed : { ...known, when: typed };
}

async function askHitCount<D extends { readonly hitCount: number }>(known: D, place: Place) {
  const typed = await askText(place, {
    prompt: vscode.l10n.t('Pauses every so many-th time that it comes to hold; 1 = each time'),
    value: String(known.hitCount),
    problem: (text) => numberProblem(text, HIT_COUNT),
  });
  if (typed === undefined || typed === BACK) return typed;
  return { ...known, hitCount: Math.round(readNumber(typed)) };
}

async function askDevice(known: Draft, place: Place, names: readonly string[]) {
  const every = { label: vscode.l10n.t('Any device'), device: undefined };
  const items = [every, ...names.map((name) => ({ label: name, device: name }))];
  const placeholder = vscode.l10n.t('Device');
  const chosen = await choose<(typeof items)[number]>(place, items, { placeholder });
  return chosen === undefined || chosen === BACK ? chosen : { ...known, device: chosen.device };
}

/** That of the row, the only one there is, or the one picked. */
async function breakpointOf(
  { breakpoints }: CommandContext,
  target: Target,
): Promise<TelemetryBreakpoint | undefined> {
  if (typeof target === 'object' && target.kind === 'breakpoint') return target.state.breakpoint;
  const all = breakpoints.all.map(({ breakpoint }) => breakpoint);
  if (all.length === 0) throw new Error(vscode.l10n.t('There is no telemetry breakpoint yet.'));
  if (all.length === 1) return all[0];
  const items = all.map((breakpoint) => ({
    label: breakpoint.when,
    description: breakpoint.device,
    breakpoint,
  }));
  const placeHolder = vscode.l10n.t('Telemetry breakpoint');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.breakpoint;
}

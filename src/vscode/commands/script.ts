import * as vscode from 'vscode';
import type { Device } from '../../device/device';
import { scriptLengthS } from '../../fault/script';
import type { FaultScript, FaultSpec } from '../../model';
import { mayDelete, mayRun } from '../confirm';
import { faultName } from '../../faultName';
import { numberProblem, readNumber, type NumberRange } from '../numberInput';
import { askAll, askText, BACK, choose, type Place } from '../questions';
import { revealScript } from '../revealScript';
import type { Command, CommandContext, Target } from './context';
import { pickDevice } from './target';

const AT: NumberRange = { min: 0, max: 86_400, unit: 's' };
const MAX_NAME = 64;

/** Asks for a name and opens the new, empty script in the settings. */
export const newScript: Command = async ({ scripts }) => {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('New fault script'),
    prompt: vscode.l10n.t('Name of the script'),
    validateInput: (typed) => nameProblem(typed.trim(), scripts.all),
  });
  if (name === undefined) return;
  await scripts.save({ name: name.trim(), steps: [] });
  await revealScript(name.trim());
};

/** Runs a script on a device; faults on the send path only after a confirmation. */
export const runScript: Command = async (context, target) => {
  const { scripts } = context;
  await scripts.settled;
  const idle = scripts.all.filter(({ name }) => scripts.runOf(name) === undefined);
  const script = await scriptOf(target, idle, vscode.l10n.t('Script to run'));
  const device = script === undefined ? undefined : await pickDevice(context);
  if (script === undefined || device === undefined) return;
  if (await mayRun(device.profile.name, script)) await scripts.start(script, device);
};

/** Ends a script and disarms what it has armed. */
export const stopScript: Command = async ({ scripts }, target) => {
  const running = scripts.all.filter(({ name }) => scripts.runOf(name) !== undefined);
  const script = await scriptOf(target, running, vscode.l10n.t('Script to stop'));
  if (script !== undefined) await scripts.stop(script.name);
};

/** Opens the settings at a script. */
export const editScript: Command = async ({ scripts }, target) => {
  const script = await scriptOf(target, scripts.all, vscode.l10n.t('Script to edit'));
  if (script !== undefined) await revealScript(script.name);
};

/** Ends a script and takes it out of the settings, once the user has confirmed it. */
export const deleteScript: Command = async ({ scripts }, target) => {
  const script = await scriptOf(target, scripts.all, vscode.l10n.t('Script to delete'));
  if (script !== undefined && (await mayDelete(script))) await scripts.remove(script.name);
};

/** Asks to which script, and at which second, a fault of the panel is added. */
export async function addToScript(
  { scripts }: CommandContext,
  device: Device,
  fault: FaultSpec,
): Promise<void> {
  const title = vscode.l10n.t(
    'Add {0} of {1} to a script',
    faultName(fault.kind),
    device.profile.name,
  );
  const start: Draft = { name: undefined, isNew: scripts.all.length === 0, atS: undefined };
  const draft = await askAll(title, start, ({ isNew }) => [
    (_, place) => askScript(place, scripts.all),
    ...(isNew ? [(known: Draft, place: Place) => askName(known, place, scripts.all)] : []),
    (known, place) => askSecond(known, place, scripts.all),
  ]);
  if (draft?.name === undefined || draft.atS === undefined) return;
  await scripts.addStep(draft.name, draft.atS, fault);
}

interface Draft {
  readonly name: string | undefined;
  readonly isNew: boolean;
  readonly atS: number | undefined;
}

interface ScriptItem extends vscode.QuickPickItem {
  readonly name?: string;
}

async function askScript(place: Place, scripts: readonly FaultScript[]) {
  const fresh: ScriptItem = { label: `$(add) ${vscode.l10n.t('New script…')}` };
  const items = [...scripts.map(scriptItem), fresh];
  const placeholder = vscode.l10n.t('Script that the fault is added to');
  const chosen = await choose<ScriptItem>(place, items, { placeholder });
  if (chosen === undefined || chosen === BACK) return chosen;
  return { name: chosen.name, isNew: chosen.name === undefined, atS: undefined };
}

async function askName(known: Draft, place: Place, scripts: readonly FaultScript[]) {
  const name = await askText(place, {
    prompt: vscode.l10n.t('Name of the script'),
    value: known.name ?? '',
    problem: (typed) => nameProblem(typed, scripts),
  });
  return name === undefined || name === BACK ? name : { ...known, name };
}

async function askSecond(known: Draft, place: Place, scripts: readonly FaultScript[]) {
  const script = scripts.find(({ name }) => name === known.name);
  const proposed = known.atS ?? (script === undefined ? 0 : scriptLengthS(script));
  const typed = await askText(place, {
    prompt: vscode.l10n.t('Seconds after the start of the script'),
    value: String(proposed),
    problem: (text) => numberProblem(text, AT),
  });
  return typed === undefined || typed === BACK ? typed : { ...known, atS: readNumber(typed) };
}

function nameProblem(name: string, scripts: readonly FaultScript[]): string | undefined {
  if (name === '') return vscode.l10n.t('A script needs a name.');
  if (name.length > MAX_NAME) return vscode.l10n.t('At most {0} characters.', MAX_NAME);
  const taken = scripts.some((script) => script.name === name);
  return taken ? vscode.l10n.t('There is a script of this name already.') : undefined;
}

function scriptItem({ name, steps }: FaultScript) {
  return { label: name, description: vscode.l10n.t('{0} faults', steps.length), name };
}

/** The script of the row, the only one there is, or the one picked. */
async function scriptOf(
  target: Target,
  scripts: readonly FaultScript[],
  placeHolder: string,
): Promise<FaultScript | undefined> {
  const name =
    typeof target === 'string'
      ? target
      : target?.kind === 'script'
        ? target.script.name
        : undefined;
  if (name !== undefined) return scripts.find((script) => script.name === name);
  if (scripts.length <= 1) return scripts.at(0);
  const chosen = await vscode.window.showQuickPick(scripts.map(scriptItem), { placeHolder });
  return scripts.find((script) => script.name === chosen?.name);
}

import * as vscode from 'vscode';
import { parseFaultSpec } from '../../fault/parseFault';
import { FAULT_KINDS, type FaultKindInfo, type FaultParameter } from '../../faultKinds';
import type { Device } from '../../device/device';
import type { FaultDirection, FaultLevel, FaultSpec } from '../../model';
import { isPossible } from '../faultPossible';
import { levelText } from '../faultText';
import { numberProblem, readNumber, type NumberRange } from '../numberInput';
import { askAll, askText, BACK, choose, type Place, type Question } from '../questions';

/** What is known of the fault so far, with what is proposed for the rest. */
interface Draft {
  readonly info: FaultKindInfo | undefined;
  readonly parameters: Readonly<Record<string, number>>;
  readonly channel: string | undefined;
  readonly direction: FaultDirection;
  readonly seed: number;
  readonly durationS: number | undefined;
  readonly count: number | undefined;
}

const LEVELS: readonly FaultLevel[] = ['link', 'byte', 'frame', 'value', 'device'];
const SEED: NumberRange = { min: 0, max: 2 ** 32 - 1, whole: true };
const DURATION: NumberRange = { min: 0.1, max: 86_400, unit: 's' };
const COUNT: NumberRange = { min: 1, max: 1e9, whole: true };
/** A fault nobody thinks of any more must not stay armed for ever. */
const PROPOSED_S = 60;

/** Asks for everything a fault needs, with a way back at each step; undefined when the user gave up. */
export async function askFault(device: Device): Promise<FaultSpec | undefined> {
  const start: Draft = {
    info: undefined,
    parameters: {},
    channel: undefined,
    direction: 'receive',
    seed: Math.floor(Math.random() * 10_000),
    durationS: PROPOSED_S,
    count: undefined,
  };
  const title = vscode.l10n.t('Arm a fault on {0}', device.profile.name);
  const draft = await askAll(title, start, (known) => questionsFor(known, device));
  if (draft?.info === undefined) return undefined;
  const { info, ...rest } = draft;
  const spec = parseFaultSpec({ kind: info.kind, ...rest });
  if (typeof spec === 'string') throw new Error(spec);
  return spec;
}

function questionsFor({ info }: Draft, device: Device): readonly Question<Draft>[] {
  const kind: Question<Draft> = (known, place) => askKind(known, place, device);
  if (info === undefined) return [kind];
  const byChannel: Question<Draft> = (known, place) => askChannel(known, place, device);
  return [
    kind,
    ...info.parameters.map((parameter) => askParameter(parameter)),
    ...(info.level === 'value' ? [byChannel] : []),
    ...(info.send ? [askDirection] : []),
    askSeed,
    askDuration,
    askCount,
  ];
}

async function askKind(known: Draft, place: Place, device: Device) {
  const possible = FAULT_KINDS.filter((info) => isPossible(info, device));
  const items = LEVELS.flatMap((level) => {
    const kinds = possible.filter((info) => info.level === level);
    return kinds.length === 0 ? [] : [separator(level), ...kinds.map(kindItem)];
  });
  const active = items.find((item) => item.info !== undefined && item.info === known.info);
  const placeholder = vscode.l10n.t('Where it acts and what it does');
  const chosen = await choose(place, items, { placeholder, active });
  if (chosen === undefined || chosen === BACK) return chosen;
  const { info } = chosen;
  if (info === undefined || info === known.info) return { ...known, info };
  const parameters = Object.fromEntries(info.parameters.map((p) => [p.name, p.initial]));
  return { ...known, info, parameters, direction: 'receive' as const };
}

interface KindItem extends vscode.QuickPickItem {
  readonly info?: FaultKindInfo;
}

const separator = (level: FaultLevel): KindItem => ({
  label: levelText(level),
  kind: vscode.QuickPickItemKind.Separator,
});

const kindItem = (info: FaultKindInfo): KindItem => ({
  label: vscode.l10n.t(info.label),
  description: vscode.l10n.t(info.says),
  info,
});

function askParameter({ name, label, ...range }: FaultParameter): Question<Draft> {
  return async (known, place) => {
    const typed = await askText(place, {
      prompt: vscode.l10n.t(label) + (range.unit === '' ? '' : `, ${range.unit}`),
      value: String(known.parameters[name]),
      problem: (text) => numberProblem(text, range),
    });
    if (typed === undefined || typed === BACK) return typed;
    return { ...known, parameters: { ...known.parameters, [name]: readNumber(typed) } };
  };
}

async function askChannel(known: Draft, place: Place, { channels }: Device) {
  const all = { label: vscode.l10n.t('All channels'), name: undefined };
  const items = [all, ...channels.map(({ name }) => ({ label: name, name }))];
  const active = items.find(({ name }) => name === known.channel);
  const placeholder = vscode.l10n.t('Channel it acts on');
  const chosen = await choose<{ label: string; name: string | undefined }>(place, items, {
    placeholder,
    active,
  });
  if (chosen === undefined || chosen === BACK) return chosen;
  return { ...known, channel: chosen.name };
}

async function askDirection(known: Draft, place: Place) {
  const receive = {
    label: vscode.l10n.t('Received'),
    description: vscode.l10n.t('What comes from the device'),
    direction: 'receive' as const,
  };
  const send = {
    label: vscode.l10n.t('Sent'),
    description: vscode.l10n.t('What goes to the device; asks before it is armed'),
    direction: 'send' as const,
  };
  const items = [receive, send];
  const active = items.find(({ direction }) => direction === known.direction);
  const placeholder = vscode.l10n.t('Path it acts on');
  const chosen = await choose<typeof receive | typeof send>(place, items, { placeholder, active });
  if (chosen === undefined || chosen === BACK) return chosen;
  return { ...known, direction: chosen.direction };
}

async function askSeed(known: Draft, place: Place) {
  const typed = await askText(place, {
    prompt: vscode.l10n.t('Seed: the same seed on the same bytes does the same damage'),
    value: String(known.seed),
    problem: (text) => numberProblem(text, SEED),
  });
  return typed === undefined || typed === BACK ? typed : { ...known, seed: readNumber(typed) };
}

async function askDuration(known: Draft, place: Place) {
  const prompt = vscode.l10n.t('Seconds until it disarms itself; empty = not by time');
  const durationS = await askOptional(place, prompt, known.durationS, DURATION);
  if (durationS === undefined || durationS === BACK) return durationS;
  return { ...known, durationS: durationS.value };
}

async function askCount(known: Draft, place: Place) {
  const prompt = vscode.l10n.t('Injections until it disarms itself; empty = not by count');
  const count = await askOptional(place, prompt, known.count, COUNT);
  if (count === undefined || count === BACK) return count;
  return { ...known, count: count.value };
}

async function askOptional(
  place: Place,
  prompt: string,
  proposed: number | undefined,
  range: NumberRange,
) {
  const typed = await askText(place, {
    prompt,
    value: proposed === undefined ? '' : String(proposed),
    problem: (text) => (text === '' ? undefined : numberProblem(text, range)),
  });
  if (typed === undefined || typed === BACK) return typed;
  return { value: typed === '' ? undefined : readNumber(typed) };
}

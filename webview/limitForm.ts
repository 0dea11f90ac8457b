import { t } from '@vscode/l10n';
import type { Limit } from '../src/model';
import { boundText } from './boundText';
import { button, dropdown, numberField } from './controls';
import { el, setText } from './dom';
import { shownUnit } from './format';
import { isSame, type PlottedLimit } from './limitsOn';

/** A channel that a limit can be put on. */
export interface LimitChannel {
  readonly deviceId: string;
  readonly channelId: string;
  /** The channel's name, and how it is shown where several devices are. */
  readonly name: string;
  readonly label: string;
  readonly unit: string;
}

/** What is being asked for; changed in place while the form is open. */
export interface LimitDraft {
  channel: LimitChannel;
  level: Limit['level'];
  side: Limit['side'];
  action: Limit['action'];
  bound: number;
}

const ANY = { min: -Number.MAX_VALUE, max: Number.MAX_VALUE, whole: false };

/** Asks for a limit: channel where there are several, level, side, bound and action. */
export function limitForm(
  draft: LimitDraft,
  channels: readonly LimitChannel[],
  known: readonly PlottedLimit[],
  on: { readonly change: () => void; readonly add: () => void; readonly cancel: () => void },
): HTMLElement {
  const form = el('div', { class: 'limit-form' });
  const hint = el('div', { class: 'dim small' });
  const changed = () => {
    setText(hint, replaces(draft, known));
    on.change();
  };
  if (channels.length > 1) {
    const options = channels.map(({ channelId, label }) => ({ value: channelId, label }));
    form.append(
      choice(t('Channel'), options, draft.channel.channelId, (id) => {
        draft.channel = channels.find(({ channelId }) => channelId === id) ?? draft.channel;
        changed();
      }),
    );
  }
  form.append(
    choice(t('Level'), levels(), draft.level, (value) => {
      draft.level = value === 'critical' ? 'critical' : 'warning';
      changed();
    }),
    choice(t('Raised when'), sides(), draft.side, (value) => {
      draft.side = value === 'low' ? 'low' : 'high';
      changed();
    }),
  );
  const { unit } = draft.channel;
  const name = unit === '' ? t('Bound') : t('Bound, {0}', shownUnit(unit));
  const field = boundField(
    name,
    draft.bound,
    (bound) => {
      draft.bound = bound;
      changed();
    },
    on.add,
  );
  form.append(
    field,
    choice(t('Action'), actions(), draft.action, (value) => {
      draft.action = value === 'safeState' ? 'safeState' : 'mark';
      changed();
    }),
    hint,
  );
  const add = button(t('Add limit'), undefined, 'add-limit', on.add);
  add.setPrimary(true);
  const cancel = button(t('Cancel'), undefined, 'cancel-limit', on.cancel);
  form.append(el('div', { class: 'row' }, add.element, cancel.element));
  changed();
  return form;
}

/** Asks for the bound of a limit that is there already. */
export function boundForm(
  { limit, unit }: PlottedLimit,
  on: { readonly set: (bound: number) => void; readonly remove: () => void },
): HTMLElement {
  let { bound } = limit;
  const name = unit === '' ? t('Bound') : t('Bound, {0}', shownUnit(unit));
  const commit = () => {
    on.set(bound);
  };
  const field = boundField(
    name,
    bound,
    (typed) => {
      bound = typed;
    },
    commit,
  );
  const set = button(t('Set limit'), undefined, 'set-limit', commit);
  set.setPrimary(true);
  const remove = button(t('Remove limit'), undefined, 'remove-limit', on.remove);
  return el(
    'div',
    { class: 'limit-form' },
    field,
    el('div', { class: 'row' }, set.element, remove.element),
  );
}

/** A number; Enter commits it. What is not a number is marked and not taken. */
function boundField(
  name: string,
  initial: number,
  onChange: (bound: number) => void,
  onEnter: () => void,
): HTMLElement {
  const field = numberField(name, initial, ANY);
  field.element.dataset.testid = 'limit-bound';
  field.element.addEventListener('input', () => {
    const bound = field.value();
    if (bound !== undefined) onChange(bound);
  });
  field.element.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    field.markValid();
    if (field.value() !== undefined) onEnter();
  });
  return field.element;
}

function choice(
  name: string,
  options: readonly { value: string; label: string }[],
  initial: string,
  onChange: (value: string) => void,
): HTMLElement {
  const control = dropdown(name, options, onChange);
  // Its options are there only a microtask later.
  queueMicrotask(() => control.set(initial));
  const label = el('span', {
    class: 'dim small',
    text: name,
    attributes: { 'aria-hidden': 'true' },
  });
  return el('div', { class: 'limit-choice' }, label, control.element);
}

const levels = () => [
  { value: 'warning', label: t('Warning') },
  { value: 'critical', label: t('Critical') },
];

const sides = () => [
  { value: 'high', label: t('Above the bound') },
  { value: 'low', label: t('Below the bound') },
];

const actions = () => [
  { value: 'mark', label: t('Mark it') },
  { value: 'safeState', label: t('Mark it and go to SafeState') },
];

function replaces({ channel, level, side }: LimitDraft, known: readonly PlottedLimit[]): string {
  const same = known.find(
    (one) =>
      one.channelId === channel.channelId &&
      isSame(one.limit, { channel: channel.name, level, side }),
  );
  if (same === undefined) return '';
  return t('Replaces the one at {0}.', boundText(same.limit.bound, same.unit));
}

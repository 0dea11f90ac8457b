import { t } from '@vscode/l10n';
import type { Limit } from '../../src/model';
import { button, choice, numberField } from '../controls';
import { el } from '../dom';
import { shownUnit } from '../format';

const ANY = { min: -Number.MAX_VALUE, max: Number.MAX_VALUE };
const MAX_PERSISTENCE_MS = 3_600_000;

/** What the form begins with. */
export interface LimitDraft extends Limit {
  readonly unit: string;
}

/** Asks for all of a limit in place, below its channel; Enter sets it, Esc lets it be. */
export function limitEditor(
  draft: LimitDraft,
  isNew: boolean,
  on: { readonly set: (limit: Limit) => void; readonly cancel: () => void },
): HTMLElement {
  const unit = shownUnit(draft.unit);
  const level = choice(t('Level'), levels(), 'limit-level');
  const side = choice(t('Side'), sides(), 'limit-side');
  const action = choice(t('Action'), actions(), 'limit-action');
  const bound = numberField(t('Bound'), draft.bound, { ...ANY, unit });
  const hysteresis = numberField(t('Hysteresis'), draft.hysteresis, { ...ANY, min: 0, unit });
  const persistence = numberField(t('Persistence'), draft.persistenceMs, {
    min: 0,
    max: MAX_PERSISTENCE_MS,
    unit: 'ms',
  });
  level.set(draft.level);
  side.set(draft.side);
  action.set(draft.action);
  const fields = [bound, hysteresis, persistence];
  const submit = () => {
    for (const field of fields) field.markValid();
    const [value, back, lasting] = fields.map((field) => field.value());
    if (value === undefined || back === undefined || lasting === undefined) return;
    on.set({
      channel: draft.channel,
      level: level.value() === 'critical' ? 'critical' : 'warning',
      side: side.value() === 'low' ? 'low' : 'high',
      bound: value,
      hysteresis: back,
      persistenceMs: lasting,
      action: action.value() === 'safeState' ? 'safeState' : 'mark',
    });
  };
  const set = button(isNew ? t('Add limit') : t('Set limit'), undefined, 'limit-set', submit);
  set.setPrimary(true);
  const cancel = button(t('Cancel'), undefined, 'limit-cancel', on.cancel);
  const attributes = { 'aria-label': t('Limit of {0}', draft.channel), role: 'group' };
  const controls = [level, side, bound, hysteresis, persistence, action];
  const form = el(
    'div',
    { class: 'limit-editor', attributes },
    el('div', { class: 'fields' }, ...controls.map(({ element }) => element)),
    el('div', { class: 'row' }, set.element, cancel.element),
  );
  form.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (key === 'Escape') {
      event.stopPropagation();
      on.cancel();
    } else if (
      key === 'Enter' &&
      target instanceof Element &&
      target.matches('vscode-text-field')
    ) {
      event.preventDefault();
      submit();
    }
  });
  return form;
}

const levels = () => [
  { value: 'warning', label: t('Warning') },
  { value: 'critical', label: t('Critical') },
];

const sides = () => [
  { value: 'high', label: t('Above') },
  { value: 'low', label: t('Below') },
];

const actions = () => [
  { value: 'mark', label: t('Mark') },
  { value: 'safeState', label: t('SafeState') },
];

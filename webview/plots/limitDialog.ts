import { t } from '@vscode/l10n';
import type { Limit, LimitLevel, LimitSide } from '../../src/model';
import { button, dropdown, numberField } from '../controls';
import { el, setShown, setText } from '../dom';
import { openPopup } from './popup';

/** A channel that can be given a limit. */
export interface LimitChannel {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  /** A bound to begin with. */
  readonly value: number;
}

const ANY = { min: -Number.MAX_VALUE, max: Number.MAX_VALUE, whole: false };
const DIGITS = 4;

/** Asks for a limit of one of these channels; hysteresis and persistence are set in the settings. */
export function openLimitDialog(
  anchor: HTMLElement,
  channels: readonly [LimitChannel, ...LimitChannel[]],
  apply: (channelId: string, limit: Limit) => void,
): void {
  const field = (name: string, control: { element: HTMLElement }) =>
    el(
      'div',
      { class: 'field' },
      el('span', { class: 'field-label', text: name }),
      control.element,
    );
  const options = channels.map(({ id, label }) => ({ value: id, label }));
  const channel = dropdown(t('Channel'), options, () => undefined);
  const level = dropdown(
    t('Level'),
    [
      { value: 'warning', label: t('Warning') },
      { value: 'critical', label: t('Critical') },
    ],
    () => undefined,
  );
  const side = dropdown(
    t('Side'),
    [
      { value: 'high', label: t('Above') },
      { value: 'low', label: t('Below') },
    ],
    () => undefined,
  );
  const bound = numberField(t('Bound'), Number(channels[0].value.toPrecision(DIGITS)), ANY);
  const problem = el('p', { class: 'problem', attributes: { role: 'alert' } });
  setShown(problem, false);
  const submit = () => {
    const value = bound.value();
    setText(problem, value === undefined ? t('The bound must be a number.') : '');
    setShown(problem, value === undefined);
    const chosen = channels.find(({ id }) => id === channel.value()) ?? channels[0];
    if (value === undefined) return;
    popup.close();
    apply(chosen.id, {
      channel: chosen.name,
      level: level.value() === 'critical' ? 'critical' : ('warning' satisfies LimitLevel),
      side: side.value() === 'low' ? 'low' : ('high' satisfies LimitSide),
      bound: value,
      hysteresis: 0,
      persistenceMs: 0,
      action: 'mark',
    });
  };
  const set = button(t('Add limit'), undefined, 'limit-add', submit);
  set.setPrimary(true);
  const content = el(
    'div',
    { class: 'plot-dialog', attributes: { role: 'dialog', 'aria-label': t('Add limit') } },
    el('h3', { text: t('Add limit') }),
    field(t('Channel'), channel),
    el('div', { class: 'row' }, field(t('Level'), level), field(t('Side'), side)),
    bound.element,
    problem,
    set.element,
  );
  const popup = openPopup(anchor, content, 'below');
  channel.element.focus();
}

import { t } from '@vscode/l10n';
import { button, numberField } from '../controls';
import { el, setShown, setText } from '../dom';
import { shownUnit } from '../format';
import type { Popover } from '../popover';
import type { ValueRange } from './valueZoom';

const ANY = { min: -Number.MAX_VALUE, max: Number.MAX_VALUE, whole: false };
/** Digits that are worth to be typed again. */
const DIGITS = 4;

/** Asks for the lowest and highest value of an axis. */
export function openScaleDialog(
  popover: Popover,
  anchor: HTMLElement,
  unit: string,
  present: ValueRange,
  apply: (range: ValueRange) => void,
): void {
  const name = unit === '' ? t('Fixed scale') : t('Fixed scale, {0}', shownUnit(unit));
  const short = (value: number) => Number(value.toPrecision(DIGITS));
  const lowest = numberField(t('Lowest'), short(present[0]), ANY);
  const highest = numberField(t('Highest'), short(present[1]), ANY);
  const problem = el('p', { class: 'problem', attributes: { role: 'alert' } });
  setShown(problem, false);
  const submit = () => {
    const [min, max] = [lowest.value(), highest.value()];
    const good = min !== undefined && max !== undefined && max > min;
    setText(problem, good ? '' : t('The highest must be a number above the lowest.'));
    setShown(problem, !good);
    if (!good) return;
    popover.close();
    apply([min, max]);
  };
  const set = button(t('Set scale'), undefined, 'scale-set', submit);
  set.setPrimary(true);
  const content = el(
    'div',
    { class: 'plot-dialog' },
    el('h3', { text: name }),
    el('div', { class: 'row' }, lowest.element, highest.element),
    problem,
    set.element,
  );
  content.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target !== set.element) submit();
  });
  popover.open(anchor, content, name);
}

import { t } from '@vscode/l10n';
import type { FieldValue, SchemaPreview } from '../../src/schemaMessages';
import type { SchemaField } from '../../src/wireFormat';
import { el, setShown, setText } from '../dom';
import { withUnit } from '../format';
import { exponentText, formatNumber } from '../../src/numberFormat';

interface Row {
  readonly element: HTMLElement;
  readonly name: HTMLElement;
  readonly type: HTMLElement;
  readonly place: HTMLElement;
  readonly value: HTMLElement;
}

/** What the keys do to the list. */
export interface ListActions {
  select(at: number): void;
  move(at: number, by: -1 | 1): void;
  remove(at: number): void;
  edit(): void;
}

/** The fields one below the other, with their places in the payload and their values. */
export class FieldList {
  readonly element = el('div', {
    class: 'field-rows',
    attributes: {
      role: 'listbox',
      tabindex: '0',
      'aria-label': t('Fields'),
      'data-testid': 'fields',
    },
  });
  private readonly rows: Row[] = [];
  private selected = -1;

  constructor(private readonly actions: ListActions) {
    this.element.addEventListener('keydown', (event) => {
      if (this.onKey(event)) event.preventDefault();
    });
  }

  /** Shows the fields; `selected` is the one that is worked on. */
  show(fields: readonly SchemaField[], selected: number): void {
    while (this.rows.length < fields.length) this.rows.push(this.makeRow(this.rows.length));
    for (const row of this.rows.splice(fields.length)) row.element.remove();
    this.selected = selected;
    fields.forEach(({ name, type, count, role }, i) => {
      const row = this.rows[i];
      setText(row.name, name === '' ? unnamed(role) : name);
      setText(row.type, count === undefined ? type : `${type}×${String(count)}`);
      row.element.setAttribute('aria-selected', String(i === selected));
    });
    setShown(this.element, fields.length > 0);
    const active = this.rows.at(selected)?.element.id;
    if (active === undefined) this.element.removeAttribute('aria-activedescendant');
    else this.element.setAttribute('aria-activedescendant', active);
  }

  /** Shows what the newest frame that was decoded gave. */
  update(fields: readonly SchemaField[], { spans, frames, problems }: SchemaPreview): void {
    const newest = frames.find(({ values }) => values.some((one) => one.length > 0));
    this.rows.forEach((row, i) => {
      const span = spans.at(i);
      const last = span === undefined ? 0 : span.at + span.bytes - 1;
      const place =
        span === undefined
          ? ''
          : span.at === last
            ? String(last)
            : `${String(span.at)}–${String(last)}`;
      setText(row.place, place);
      const isWrong = problems.some(({ at }) => at === i);
      row.element.classList.toggle('wrong', isWrong);
      const text = valuesText(newest?.values.at(i) ?? [], fields.at(i)?.unit ?? '');
      setText(row.value, text);
      if (row.value.title !== text) row.value.title = text;
    });
  }

  focus(): void {
    this.element.focus();
  }

  private makeRow(at: number): Row {
    const name = el('code', { class: 'ellipsis' });
    const type = el('code', { class: 'dim' });
    const place = el('span', { class: 'dim small', title: t('Bytes of the payload') });
    const value = el('code', { class: 'value' });
    const attributes = { role: 'option', id: `field-row-${String(at)}` };
    const element = el('div', { class: 'field-row', attributes }, name, type, place, value);
    element.addEventListener('click', () => {
      this.actions.select(at);
    });
    element.addEventListener('dblclick', () => {
      this.actions.edit();
    });
    this.element.append(element);
    return { element, name, type, place, value };
  }

  private onKey({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const { selected, rows, actions } = this;
    if (ctrlKey || metaKey || rows.length === 0) return false;
    const by = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
    if (by !== 0 && altKey) actions.move(selected, by);
    else if (altKey) return false;
    else if (by !== 0) actions.select(Math.min(rows.length - 1, Math.max(0, selected + by)));
    else if (key === 'Home') actions.select(0);
    else if (key === 'End') actions.select(rows.length - 1);
    else if (key === 'Delete') actions.remove(selected);
    else if (key === 'Enter') actions.edit();
    else return false;
    return true;
  }
}

function unnamed(role: SchemaField['role']): string {
  return role === 'padding' ? t('skipped') : t('no name');
}

/** Seven digits, as many as a 32-bit float has. */
function exactText(value: number): string {
  const size = Math.abs(value);
  const isPlain = size === 0 || (size >= 1e-4 && size < 1e15);
  return isPlain ? formatNumber(value, { maximumSignificantDigits: 7 }) : exponentText(value);
}

function valuesText(values: readonly FieldValue[], unit: string): string {
  return values
    .map(({ part, value, label }) => {
      const number = exactText(value);
      const text = label === undefined ? withUnit(number, unit) : `${number} ${label}`;
      return part === '' || part.startsWith('.') ? text : `${part} ${text}`;
    })
    .join(', ');
}

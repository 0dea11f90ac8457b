import { t } from '@vscode/l10n';
import { formatNumber } from '../../src/numberFormat';
import type { SeenId } from '../../src/schemaMessages';
import { button, choice, numberField, type ButtonControl } from '../controls';
import { el, setShown, setText } from '../dom';

const OTHERS = 'others';
const MAX_ID = 255;
/** So many ids can have fields of their own. */
const MAX_IDS = 64;

/** What the user does to the ids. */
export interface IdActions {
  /** Undefined: all ids that have no fields of their own. */
  choose(id: number | undefined): void;
  add(id: number): void;
  remove(): void;
  rename(to: number): void;
}

/** Whose fields are worked on, where frames have ids; those seen in the last bytes are offered. */
export class IdForm {
  readonly element = el('div', { class: 'fields', attributes: { 'data-testid': 'ids' } });
  private ids: readonly number[] = [];
  private id: number | undefined;
  private seen: readonly SeenId[] = [];
  private shownOffers = '';
  private readonly of = choice(t('Frames with'), [], 'id', (value) => {
    this.actions.choose(value === OTHERS ? undefined : Number(value));
  });
  private readonly number = numberField(t('Id'), undefined, { min: 0, max: MAX_ID, whole: true });
  private readonly problem = el('p', { class: 'problem wide', attributes: { role: 'alert' } });
  private readonly hint = el('p', { class: 'small dim wide' });
  private readonly offers = el('div', { class: 'row wide', attributes: { 'data-testid': 'seen' } });
  readonly add: ButtonControl;
  readonly drop: ButtonControl;

  constructor(private readonly actions: IdActions) {
    this.number.element.dataset.testid = 'id-number';
    this.add = button(t('Add id'), 'add', 'add-id', () => {
      this.actions.add(this.freeId());
    });
    this.drop = button(t('Remove id'), 'trash', 'remove-id', () => {
      this.actions.remove();
    });
    this.element.append(this.of.element, this.number.element, this.problem, this.hint, this.offers);
    this.number.element.addEventListener('input', (event) => {
      event.stopPropagation();
      this.renumber();
    });
    this.show([], undefined);
  }

  /** Shows which ids have fields of their own, and which of them is worked on. */
  show(ids: readonly number[], id: number | undefined): void {
    this.ids = ids;
    this.of.setOptions([
      ...ids.map((one) => ({ value: String(one), label: t('id {0}', String(one)) })),
      { value: OTHERS, label: ids.length === 0 ? t('any id') : t('all other ids') },
    ]);
    this.of.set(id === undefined ? OTHERS : String(id));
    // What is typed stays as it is typed.
    if (id !== this.id) this.number.set(id);
    this.id = id;
    setShown(this.problem, false);
    setShown(this.number.element, id !== undefined);
    this.add.setDisabled(
      ids.length < MAX_IDS
        ? undefined
        : t('At most {0} ids have fields of their own.', formatNumber(MAX_IDS)),
    );
    this.drop.setDisabled(id === undefined ? t('Choose an id first.') : undefined);
    this.draw();
  }

  /** Offers the ids that came. */
  offer(seen: readonly SeenId[]): void {
    this.seen = seen;
    this.draw();
  }

  /** False while what is typed is no id, or one that has fields already. */
  isValid(): boolean {
    return this.id === undefined || this.number.value() === this.id;
  }

  private renumber(): void {
    const to = this.number.value();
    if (to === undefined || to === this.id) {
      setShown(this.problem, false);
      // Whether all is understood may have changed.
      this.actions.choose(this.id);
      return;
    }
    const isTaken = this.ids.includes(to);
    if (!isTaken) {
      this.id = to;
      this.actions.rename(to);
      return;
    }
    this.actions.choose(this.id);
    setText(this.problem, t('Id {0} has fields already.', String(to)));
    setShown(this.problem, true);
  }

  /** One that came and has no fields of its own, else the lowest. */
  private freeId(): number {
    const isFree = (id: number) => !this.ids.includes(id);
    const seen = this.seen.find(({ id }) => isFree(id))?.id;
    if (seen !== undefined) return seen;
    let id = 0;
    while (!isFree(id)) id++;
    return id;
  }

  private draw(): void {
    const { seen, ids } = this;
    const offered = seen.filter(({ id }) => !ids.includes(id));
    setText(this.hint, seenText(seen.length, offered.length));
    const key = JSON.stringify(offered.map(({ id }) => id));
    if (key === this.shownOffers) return;
    this.shownOffers = key;
    setShown(this.offers, offered.length > 0);
    this.offers.replaceChildren(
      ...offered.map(({ id }) => {
        const control = button(t('id {0}', String(id)), 'add', `seen-${String(id)}`, () => {
          this.actions.add(id);
        });
        return control.element;
      }),
    );
  }
}

function seenText(seen: number, offered: number): string {
  if (seen === 0) return t('No id in the last bytes yet.');
  return offered === 0
    ? t('All ids in the last bytes have fields of their own.')
    : t('In the last bytes, without fields of their own:');
}

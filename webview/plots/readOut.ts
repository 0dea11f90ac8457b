import { el, setShown, setText } from '../dom';
import { placeReadOut, type Placing } from './readOutPlace';
import type { ReadOutRow } from './reading';

/** Below this height of the area rows are 14 px high. */
const LOW_PX = 130;
const ROW_PX = 18;
const LOW_ROW_PX = 14;

/** The small box beside the cursor with what the lines are there. */
export class ReadOut {
  readonly element = el('div', { class: 'read-out', attributes: { 'aria-hidden': 'true' } });
  private readonly rows: HTMLElement[] = [];
  private readonly head = el('div', { class: 'read-out-head' });
  private readonly list = el('div', { class: 'read-out-rows' });
  private y: number | undefined;
  private key = '';
  /** Measured when its words change: a layout for every frame would cost more than the drawing. */
  private size = { widthPx: 0, heightPx: 0 };

  constructor() {
    this.element.append(this.head, this.list);
    setShown(this.element, false);
  }

  hide(): void {
    setShown(this.element, false);
    this.y = undefined;
  }

  /** Shows these rows beside `cursorX`, over none of the curves. */
  show(
    head: string,
    rows: readonly ReadOutRow[],
    place: Pick<Placing, 'cursorX' | 'area' | 'curves'>,
  ): void {
    if (rows.length === 0 && head === '') {
      this.hide();
      return;
    }
    const heightPx = place.area.bottom - place.area.top;
    const rowPx = heightPx < LOW_PX ? LOW_ROW_PX : ROW_PX;
    const room = Math.max(1, Math.floor((heightPx - 12) / rowPx) - (head === '' ? 0 : 1));
    setShown(this.element, true);
    this.fill(head, rows.slice(0, room), rowPx);
    const at = placeReadOut({ ...place, ...this.size, y: this.y });
    this.y = at.y;
    this.element.style.transform = `translate(${String(at.x)}px, ${String(at.y)}px)`;
  }

  private fill(head: string, rows: readonly ReadOutRow[], rowPx: number): void {
    const key = JSON.stringify([head, rows, rowPx]);
    if (key === this.key) return;
    this.key = key;
    this.element.style.lineHeight = `${String(rowPx)}px`;
    setShown(this.head, head !== '');
    setText(this.head, head);
    rows.forEach((row, i) => {
      this.rows[i] ??= this.makeRow();
      const [swatch, name, value, difference] = this.rows[i].children;
      if (swatch instanceof HTMLElement) swatch.style.borderColor = row.colour;
      swatch.classList.toggle('dashed', row.dashed);
      setText(name, row.name);
      setText(value, row.value);
      setText(difference, row.difference);
      setShown(this.rows[i], true);
    });
    this.rows.slice(rows.length).forEach((row) => {
      setShown(row, false);
    });
    this.size = { widthPx: this.element.offsetWidth, heightPx: this.element.offsetHeight };
  }

  private makeRow(): HTMLElement {
    const row = el(
      'div',
      { class: 'read-out-row' },
      el('span', { class: 'swatch' }),
      el('span', { class: 'read-out-name' }),
      el('span', { class: 'read-out-value' }),
      el('span', { class: 'read-out-difference' }),
    );
    this.list.append(row);
    return row;
  }
}

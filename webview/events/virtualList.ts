import { el } from '../dom';
import { RowHeights } from './rowHeights';

const GUESS_PX = 46;
/** Rows beyond the edges, so that scrolling does not show holes. */
const BEYOND_PX = 200;
/** Nearer to the end than this is at the end. */
const END_PX = 8;

/** What the list shows. */
export interface VirtualListOptions<T> {
  readonly name: string;
  readonly make: (item: T) => HTMLElement;
  /** A click, or Enter on the active row. */
  readonly choose: (item: T) => void;
  /** The list is now at its end, or no longer: whether new rows are followed. */
  readonly onFollow: (follows: boolean) => void;
}

/**
 * A long list of which only the rows in view exist. Newest last: at its end it follows what comes, elsewhere it
 * stands still. One stop for the keyboard; Up, Down, Page, Home, End move the active row and Enter chooses it.
 */
export class VirtualList<T> {
  readonly element: HTMLElement;
  private readonly space = el('div', {
    class: 'virtual-space',
    attributes: { role: 'presentation' },
  });
  private readonly heights = new RowHeights(GUESS_PX);
  private readonly made = new Map<T, HTMLElement>();
  private items: readonly T[] = [];
  private active: T | undefined;
  private follows = true;

  constructor(private readonly options: VirtualListOptions<T>) {
    this.element = el(
      'div',
      {
        class: 'virtual-list',
        attributes: { role: 'listbox', tabindex: '0', 'aria-label': options.name },
      },
      this.space,
    );
    this.element.addEventListener('scroll', () => {
      this.onScroll();
    });
    this.element.addEventListener('keydown', (event) => {
      this.onKey(event);
    });
    this.element.addEventListener('click', (event) => {
      this.onClick(event);
    });
    new ResizeObserver(() => {
      // Another width breaks lines elsewhere.
      this.heights.resize(0);
      this.set(this.items);
    }).observe(this.element);
  }

  /** The active row's item; undefined when none is. */
  get current(): T | undefined {
    return this.active;
  }

  /** Shows these. Items that are the same objects keep their rows. */
  set(items: readonly T[]): void {
    const first = items.at(0);
    const dropped = first === undefined ? 0 : Math.max(0, this.items.indexOf(first));
    const anchorPx = dropped > 0 ? this.heights.topOf(dropped) : 0;
    const same = items.length > 0 && this.items[dropped] === items[0];
    if (!same) this.heights.resize(0);
    this.heights.resize(items.length, same ? dropped : 0);
    this.items = items;
    if (this.active !== undefined && !items.includes(this.active)) this.active = undefined;
    // Oldest rows went: what is looked at stays where it is.
    if (!this.follows && anchorPx > 0) this.element.scrollTop -= anchorPx;
    this.render();
  }

  /** Goes to the newest row and stays there. */
  toEnd(): void {
    this.follows = true;
    this.render();
    this.options.onFollow(true);
  }

  private render(): void {
    const { element, heights, items } = this;
    if (element.clientHeight === 0) return;
    // Measuring a row moves those below it: twice is enough, then all rows in view are known.
    for (let pass = 0; pass < 3; pass++) {
      const totalPx = heights.topOf(items.length);
      this.space.style.height = `${String(totalPx)}px`;
      if (this.follows) element.scrollTop = totalPx;
      const { scrollTop, clientHeight } = element;
      const view = heights.between(scrollTop - BEYOND_PX, scrollTop + clientHeight + BEYOND_PX);
      this.place(view);
      if (!this.measure(view.from, view.to, scrollTop)) break;
    }
  }

  private place({ from, to, topPx }: { from: number; to: number; topPx: number }): void {
    const wanted = new Set(this.items.slice(from, to));
    for (const [item, row] of this.made) {
      if (wanted.has(item)) continue;
      row.remove();
      this.made.delete(item);
    }
    let px = topPx;
    for (let i = from; i < to; i++) {
      const row = this.rowOf(this.items[i], i);
      row.style.transform = `translateY(${String(px)}px)`;
      // In the order of the list, as screen readers read them.
      const next = this.space.children.item(i - from);
      if (next !== row) this.space.insertBefore(row, next);
      px += this.heights.heightOf(i);
    }
  }

  private rowOf(item: T, i: number): HTMLElement {
    let row = this.made.get(item);
    if (row === undefined) {
      row = this.options.make(item);
      row.setAttribute('role', 'option');
      this.made.set(item, row);
    }
    row.id = `row-${String(i)}`;
    row.setAttribute('aria-setsize', String(this.items.length));
    row.setAttribute('aria-posinset', String(i + 1));
    const active = item === this.active;
    row.setAttribute('aria-selected', String(active));
    if (active) this.element.setAttribute('aria-activedescendant', row.id);
    return row;
  }

  /** True when a row was not as high as thought. */
  private measure(from: number, to: number, scrollTop: number): boolean {
    let changed = false;
    let above = 0;
    for (let i = from; i < to; i++) {
      const row = this.made.get(this.items[i]);
      if (row === undefined) continue;
      const topPx = this.heights.topOf(i);
      const change = this.heights.set(i, row.offsetHeight);
      changed ||= change !== 0;
      if (topPx < scrollTop) above += change;
    }
    if (above !== 0 && !this.follows) this.element.scrollTop = scrollTop + above;
    return changed;
  }

  private onScroll(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.element;
    const atEnd = scrollTop + clientHeight >= scrollHeight - END_PX;
    if (atEnd !== this.follows) {
      this.follows = atEnd;
      this.options.onFollow(atEnd);
    }
    this.render();
  }

  private onClick({ target }: Event): void {
    if (!(target instanceof Node)) return;
    const found = [...this.made].find(([, row]) => row.contains(target));
    if (found === undefined) return;
    this.activate(this.items.indexOf(found[0]));
    this.options.choose(found[0]);
  }

  private onKey(event: KeyboardEvent): void {
    const { ctrlKey, altKey, metaKey, key } = event;
    if (ctrlKey || altKey || metaKey || this.items.length === 0) return;
    const last = this.items.length - 1;
    const at = this.active === undefined ? last + 1 : this.items.indexOf(this.active);
    const page = Math.max(1, Math.floor(this.element.clientHeight / GUESS_PX) - 1);
    const to: Partial<Record<string, number>> = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      PageUp: at - page,
      PageDown: at + page,
      Home: 0,
      End: last,
    };
    const next = to[key];
    if (next !== undefined) {
      event.preventDefault();
      this.activate(Math.max(0, Math.min(last, next)));
    } else if (key === 'Enter' && this.active !== undefined) {
      event.preventDefault();
      this.options.choose(this.active);
    }
  }

  private activate(index: number): void {
    this.active = this.items[index];
    const { element, heights } = this;
    const topPx = heights.topOf(index);
    const bottomPx = heights.topOf(index + 1);
    if (topPx < element.scrollTop) element.scrollTop = topPx;
    else if (bottomPx > element.scrollTop + element.clientHeight) {
      element.scrollTop = bottomPx - element.clientHeight;
    }
    const follows = index === this.items.length - 1;
    if (follows !== this.follows) {
      this.follows = follows;
      this.options.onFollow(follows);
    }
    this.render();
  }
}

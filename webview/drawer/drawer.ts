import { t } from '@vscode/l10n';
import { el, setShown } from '../dom';
import type { PanelView } from '../panelView';
import { iconButton } from '../plots/iconButton';
import { MAX_PX, MIN_PX, Sash } from './sash';
import { Tabs, type TabOptions } from './tabs';

/** A page of the drawer: only the one that is seen is kept up to date. */
export interface DrawerPage extends TabOptions {
  readonly content: HTMLElement;
  readonly update: (view: PanelView) => void;
}

/** What is kept of the drawer: its tab, undefined when it is closed, and its width, 0 for the usual one. */
export interface DrawerState {
  readonly tab: string | undefined;
  readonly drawerPx: number;
}

const NARROW_PX = 600;
const PLOTS = 'plots';

/**
 * Tabs with one page at a time beside the plots; resizable and closable. In a narrow panel it cannot be closed:
 * its tabs take turns with the plots, which are the first.
 */
export class Drawer {
  readonly element = el('section', {
    class: 'drawer',
    attributes: { 'aria-label': t('Side panel') },
  });
  private readonly tabs: Tabs;
  private readonly sash: Sash;
  private page: string;
  private isOpen: boolean;
  private narrow = false;
  private plotsShown = true;
  private widthPx: number;
  private view: PanelView | undefined;

  /** `body` holds the plots and the drawer; `first` is shown when nothing was kept. */
  constructor(
    private readonly body: HTMLElement,
    private readonly pages: readonly [DrawerPage, ...DrawerPage[]],
    kept: DrawerState | undefined,
    first: string,
    private readonly onChange: () => void,
  ) {
    const known = (id: string | undefined) => pages.find((page) => page.id === id)?.id;
    this.page = known(kept?.tab) ?? known(first) ?? pages[0].id;
    this.isOpen = kept === undefined || kept.tab !== undefined;
    this.widthPx = kept === undefined || !(kept.drawerPx > 0) ? 0 : clamped(kept.drawerPx);
    const plots = { id: PLOTS, label: t('Plots'), icon: 'chart', content: undefined } as const;
    this.tabs = new Tabs([plots, ...pages], (id) => {
      this.show(id);
    });
    this.sash = new Sash(
      () => this.element.offsetWidth,
      (px) => {
        this.setWidth(px ?? 0);
      },
    );
    const close = iconButton(t('Close the side panel'), 'close', 'drawer-close', () => {
      this.close();
    });
    close.element.classList.add('drawer-close');
    const bar = el('div', { class: 'tab-bar' }, this.tabs.element, close.element);
    // Whatever moves the edge: a drag, a key, or a panel that grows.
    new ResizeObserver(() => this.sash.tell()).observe(this.element);
    this.element.append(this.sash.element, bar, ...pages.map(({ content }) => content));
    this.element.addEventListener('keydown', (event) => {
      this.onKey(event);
    });
    new ResizeObserver(() => {
      this.measure();
    }).observe(body);
    this.layOut();
  }

  get state(): DrawerState {
    return { tab: this.isOpen ? this.page : undefined, drawerPx: this.widthPx };
  }

  /** True when it is closed and there is room for it beside the plots. */
  get isClosed(): boolean {
    return !this.isOpen && !this.narrow;
  }

  setCount(id: string, count: number): void {
    this.tabs.setCount(id, count);
  }

  update(view: PanelView): void {
    this.view = view;
    if (this.narrow ? this.plotsShown : !this.isOpen) return;
    this.pages.find(({ id }) => id === this.page)?.update(view);
  }

  /** Opens it, at a page if one is named. */
  open(id: string = this.page): void {
    this.show(id);
  }

  /** Opens it and gives its tabs the focus. */
  focus(id?: string): void {
    this.open(id);
    this.tabs.focus();
  }

  /** Shows the plots where they are a tab. */
  showPlots(): void {
    if (this.narrow) this.show(PLOTS);
  }

  private close(): void {
    this.isOpen = false;
    this.layOut();
    this.onChange();
  }

  private show(id: string): void {
    this.plotsShown = id === PLOTS;
    if (id !== PLOTS) {
      this.isOpen = true;
      this.page = this.pages.find((page) => page.id === id)?.id ?? this.page;
    }
    this.layOut();
    if (this.view !== undefined) this.update(this.view);
    this.onChange();
  }

  private setWidth(px: number): void {
    this.widthPx = px;
    this.layOut();
    this.onChange();
  }

  private measure(): void {
    const { clientWidth } = this.body;
    if (clientWidth === 0 || this.narrow === clientWidth < NARROW_PX) return;
    this.narrow = !this.narrow;
    // The plots come first, but nobody is torn from a page at work.
    this.plotsShown = !this.element.contains(document.activeElement);
    this.layOut();
    if (this.view !== undefined) this.update(this.view);
    this.onChange();
  }

  private layOut(): void {
    const { body, element, widthPx, narrow } = this;
    const plots = narrow && this.plotsShown;
    body.dataset.tab = plots ? PLOTS : this.page;
    setShown(element, this.isOpen || narrow);
    element.style.setProperty('--drawer-px', widthPx > 0 ? `${String(widthPx)}px` : '');
    for (const { id, content } of this.pages) setShown(content, id === this.page);
    this.tabs.choose(plots ? PLOTS : this.page);
  }

  private onKey(event: KeyboardEvent): void {
    const by = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : 0;
    if (by === 0 || !event.ctrlKey || event.altKey || event.shiftKey) return;
    const next = this.tabs.neighbour(by);
    // Else the workbench would turn to the next editor.
    event.preventDefault();
    event.stopPropagation();
    if (next === undefined) return;
    this.show(next);
    this.tabs.focus();
  }
}

function clamped(px: number): number {
  return Math.round(Math.max(MIN_PX, Math.min(MAX_PX, px)));
}

import { badge, type BadgeControl } from './controls';
import { el, setShown } from './dom';

const NARROW_PX = 600;

interface Tab {
  readonly name: string;
  readonly button: HTMLButtonElement;
  readonly count: BadgeControl;
  /** Undefined: the plots, which are a tab only where the panel is narrow. */
  readonly content: HTMLElement | undefined;
}

/** Tabs with one page shown at a time; arrows move between them. In a narrow panel the plots are the first. */
export class Drawer {
  readonly element = el('aside', {
    class: 'drawer',
    attributes: { 'aria-label': 'Channels and faults' },
  });
  private readonly list = el('div', { class: 'tabs', attributes: { role: 'tablist' } });
  private readonly tabs: readonly Tab[];
  private page = 1;

  constructor(
    private readonly body: HTMLElement,
    pages: readonly { name: string; content: HTMLElement }[],
  ) {
    this.tabs = [this.makeTab('Plots', undefined, 0)].concat(
      pages.map(({ name, content }, i) => this.makeTab(name, content, i + 1)),
    );
    this.list.append(...this.tabs.map(({ button }) => button));
    this.list.addEventListener('keydown', (event) => {
      this.onKey(event);
    });
    this.element.append(this.list, ...pages.map(({ content }) => content));
    this.show(1);
    let narrow = false;
    new ResizeObserver(() => {
      if (body.clientWidth === 0 || narrow === body.clientWidth < NARROW_PX) return;
      narrow = !narrow;
      this.show(narrow ? 0 : this.page);
    }).observe(body);
  }

  /** A number beside a tab's name; 0: none. */
  setCount(name: string, count: number): void {
    this.tabs.find((tab) => tab.name === name)?.count.set(count);
  }

  private makeTab(name: string, content: HTMLElement | undefined, i: number): Tab {
    const id = `tab-${name.toLowerCase()}`;
    const count = badge();
    const button = el('button', {
      class: `tab ${id}`,
      attributes: { role: 'tab', type: 'button', id, 'data-testid': id },
    });
    button.append(name, count.element);
    button.addEventListener('click', () => {
      this.show(i);
    });
    if (content !== undefined) {
      content.classList.add('page');
      content.id = `${id}-page`;
      content.tabIndex = 0;
      content.setAttribute('role', 'tabpanel');
      content.setAttribute('aria-labelledby', id);
      button.setAttribute('aria-controls', content.id);
    }
    return { name, button, count, content };
  }

  private show(shown: number): void {
    this.body.dataset.tab = this.tabs[shown].name.toLowerCase();
    if (this.tabs[shown].content !== undefined) this.page = shown;
    this.tabs.forEach(({ button, content }, i) => {
      button.setAttribute('aria-selected', String(i === shown));
      button.tabIndex = i === shown ? 0 : -1;
      if (content !== undefined) setShown(content, i === this.page);
    });
  }

  private onKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const reachable = this.tabs.filter(({ button }) => button.offsetParent !== null);
    const focused = reachable.findIndex(({ button }) => button === document.activeElement);
    const next = reachable[(focused + step + reachable.length) % reachable.length];
    this.show(this.tabs.indexOf(next));
    next.button.focus();
  }
}

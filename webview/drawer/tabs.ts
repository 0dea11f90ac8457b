import { t } from '@vscode/l10n';
import { badge, type BadgeControl } from '../controls';
import { el } from '../dom';
import { icon, type IconName } from '../icons';
import { iconOnlyTabs } from './tabFit';

/** One tab; `id` is what is kept and what tests look for. */
export interface TabOptions {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  /** Undefined: the plots, which are a tab only where the panel is narrow. */
  readonly content: HTMLElement | undefined;
}

interface Tab extends TabOptions {
  readonly button: HTMLButtonElement;
  readonly count: BadgeControl;
}

/** A row of tabs: arrows, Home and End move within; where there is little room the last ones are icons. */
export class Tabs {
  readonly element = el('div', {
    class: 'tabs',
    attributes: { role: 'tablist', 'aria-label': t('Side panel') },
  });
  private readonly tabs: readonly Tab[];
  private chosen = 0;
  private willFit = false;

  constructor(
    options: readonly TabOptions[],
    private readonly onChoose: (id: string) => void,
  ) {
    this.tabs = options.map((one) => this.make(one));
    this.element.append(...this.tabs.map(({ button }) => button));
    this.element.addEventListener('keydown', (event) => {
      this.onKey(event);
    });
    new ResizeObserver(() => {
      this.fit();
    }).observe(this.element);
  }

  /** Marks a tab as the chosen one. */
  choose(id: string): void {
    this.chosen = Math.max(
      0,
      this.tabs.findIndex((tab) => tab.id === id),
    );
    this.tabs.forEach(({ button }, i) => {
      button.setAttribute('aria-selected', String(i === this.chosen));
      button.tabIndex = i === this.chosen ? 0 : -1;
    });
    this.fit();
  }

  /** A number beside a tab's name; 0: none. */
  setCount(id: string, count: number): void {
    const tab = this.tabs.find((one) => one.id === id);
    if (tab === undefined) return;
    const before = tab.count.element.textContent;
    tab.count.set(count);
    if (before !== tab.count.element.textContent) this.fitInFrame();
  }

  /** The tab so many further, of those that are there; undefined when none is. */
  neighbour(by: number): string | undefined {
    const reachable = this.reachable();
    const at = reachable.indexOf(this.tabs[this.chosen]);
    return reachable.at((at + by + reachable.length) % Math.max(1, reachable.length))?.id;
  }

  focus(): void {
    this.tabs[this.chosen].button.focus();
  }

  private reachable(): Tab[] {
    return this.tabs.filter(({ button }) => getComputedStyle(button).display !== 'none');
  }

  private make(options: TabOptions): Tab {
    const { id, label, content } = options;
    const count = badge();
    const button = el('button', {
      class: `tab tab-${id}`,
      title: label,
      attributes: { role: 'tab', type: 'button', id: `tab-${id}`, 'data-testid': `tab-${id}` },
    });
    // The name stays for screen readers where only the icon is seen.
    button.append(
      icon(options.icon),
      el('span', { class: 'tab-name', text: label }),
      count.element,
    );
    button.addEventListener('click', () => {
      this.onChoose(id);
    });
    if (content !== undefined) {
      content.classList.add('page');
      content.id = `tab-${id}-page`;
      content.tabIndex = 0;
      content.setAttribute('role', 'tabpanel');
      content.setAttribute('aria-labelledby', button.id);
      button.setAttribute('aria-controls', content.id);
    }
    return { ...options, button, count };
  }

  /** With the next frame, when the page is laid out anyhow: to measure sooner has it laid out twice. */
  private fitInFrame(): void {
    if (this.willFit) return;
    this.willFit = true;
    requestAnimationFrame(() => {
      this.willFit = false;
      this.fit();
    });
  }

  /** Gives every tab its name back, measures, and takes away what does not fit. */
  private fit(): void {
    const roomPx = this.element.clientWidth;
    if (roomPx === 0) return;
    for (const { button } of this.tabs) button.classList.remove('icon-only');
    const style = getComputedStyle(this.element);
    const paddingPx = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    const widths = this.tabs.map(({ button }) => {
      const fullPx = button.offsetWidth;
      const name = button.querySelector<HTMLElement>('.tab-name')?.offsetWidth ?? 0;
      const iconPx = 16;
      return { fullPx, iconPx: fullPx === 0 ? 0 : fullPx - name + iconPx };
    });
    iconOnlyTabs(widths, this.chosen, roomPx - paddingPx).forEach((only, i) => {
      this.tabs[i].button.classList.toggle('icon-only', only);
    });
  }

  private onKey(event: KeyboardEvent): void {
    const reachable = this.reachable();
    const focused = reachable.findIndex(({ button }) => button === document.activeElement);
    const count = reachable.length;
    const to: Partial<Record<string, number>> = {
      ArrowRight: (focused + 1) % count,
      ArrowLeft: (focused - 1 + count) % count,
      Home: 0,
      End: count - 1,
    };
    const next = to[event.key];
    if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.onChoose(reachable[next].id);
    reachable[next].button.focus();
  }
}

import { el, setShown } from './dom';

/** Tabs with one panel shown at a time; arrows move between them. */
export class Drawer {
  readonly element = el('aside', {
    class: 'drawer',
    attributes: { 'aria-label': 'Channels and faults' },
  });
  private readonly tabs: HTMLButtonElement[] = [];

  constructor(private readonly pages: readonly { name: string; content: HTMLElement }[]) {
    const list = el('div', { class: 'tabs', attributes: { role: 'tablist' } });
    pages.forEach(({ name, content }, i) => {
      const id = `tab-${String(i)}`;
      const tab = el('button', {
        class: 'tab',
        text: name,
        attributes: { role: 'tab', type: 'button', id, 'aria-controls': `${id}-panel` },
      });
      tab.addEventListener('click', () => {
        this.show(i);
      });
      content.id = `${id}-panel`;
      content.setAttribute('role', 'tabpanel');
      content.setAttribute('aria-labelledby', id);
      content.tabIndex = 0;
      this.tabs.push(tab);
      list.append(tab);
    });
    list.addEventListener('keydown', (event) => {
      this.onKey(event);
    });
    this.element.append(list, ...pages.map(({ content }) => content));
    this.show(0);
  }

  private show(shown: number): void {
    this.tabs.forEach((tab, i) => {
      tab.setAttribute('aria-selected', String(i === shown));
      tab.tabIndex = i === shown ? 0 : -1;
      setShown(this.pages[i].content, i === shown);
    });
  }

  private onKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const focused = this.tabs.findIndex((tab) => tab === document.activeElement);
    const next = (focused + step + this.tabs.length) % this.tabs.length;
    this.show(next);
    this.tabs[next].focus();
  }
}

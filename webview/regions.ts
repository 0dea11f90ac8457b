const FOCUSABLE =
  'button, input, select, [tabindex="0"], vscode-button, vscode-dropdown, vscode-text-field, vscode-checkbox';

/** The parts of the page in the order in which F6 visits them. */
const REGIONS = [
  '.header',
  '.armed',
  '.safe-block',
  '.metrics',
  '.stage .tools',
  '.plots-area',
  '.state-lanes',
  '.event-lane',
  '.overview-host',
  '.drawer',
];

/** F6 and Shift+F6 go from region to region; each gives the focus back to where it was in it. */
export class Regions {
  private readonly last = new WeakMap<Element, HTMLElement>();

  constructor(private readonly root: HTMLElement) {
    root.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof HTMLElement)) return;
      const region = this.all().find((one) => one.contains(target));
      if (region !== undefined) this.last.set(region, target);
    });
    document.addEventListener('keydown', (event) => {
      const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
      if (key !== 'F6' || ctrlKey || altKey || metaKey) return;
      event.preventDefault();
      // Else the workbench would leave the page.
      event.stopPropagation();
      this.move(shiftKey ? -1 : 1);
    });
  }

  /** Goes so many regions further, round and round. */
  private move(by: 1 | -1): void {
    const regions = this.all().filter((region) => focusableIn(region).length > 0);
    if (regions.length === 0) return;
    const { activeElement } = document;
    const at = regions.findIndex((region) => region.contains(activeElement));
    const from = at < 0 && by < 0 ? 0 : at;
    const region = regions[(from + by + regions.length) % regions.length];
    const last = this.last.get(region);
    const known = last !== undefined && region.contains(last) && last.offsetParent !== null;
    const target = known ? last : focusableIn(region).at(0);
    target?.focus();
  }

  private all(): HTMLElement[] {
    return REGIONS.flatMap((selector) => [...this.root.querySelectorAll<HTMLElement>(selector)]);
  }
}

/** What can take the focus by Tab, in order; a chosen tab before the others. */
function focusableIn(region: HTMLElement): HTMLElement[] {
  const all = [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (one) =>
      // The toolkit's controls take the focus inside.
      (one.tabIndex >= 0 || one.localName.startsWith('vscode-')) &&
      one.checkVisibility({ visibilityProperty: true }),
  );
  const tab = all.find((one) => one.matches('[role="tab"][aria-selected="true"]'));
  return tab === undefined ? all : [tab, ...all];
}

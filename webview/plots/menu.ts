import { el } from '../dom';
import { icon } from '../icons';
import { openPopup, type Popup } from './popup';

/** A line of a menu: it does something, or opens more lines beside it. */
export interface MenuItem {
  readonly label: string;
  readonly testId?: string;
  readonly run?: () => void;
  readonly items?: readonly MenuItem[];
  /** Why it does nothing now. */
  readonly disabled?: string;
  /** Set on lines that are on or off. */
  readonly checked?: boolean;
}

/** Opens a menu at an element; arrows, Home, End, Enter, first letters and Escape work. */
export function openMenu(
  anchor: HTMLElement,
  name: string,
  items: readonly MenuItem[],
  options: { side?: 'below' | 'beside'; onDone?: () => void; onClose?: () => void } = {},
): Popup {
  const list = el('div', { class: 'menu', attributes: { role: 'menu', 'aria-label': name } });
  let child: Popup | undefined;
  const done = () => {
    popup.close();
    options.onDone?.();
  };
  const openChild = (item: MenuItem, line: HTMLElement) => {
    child?.close();
    if (item.items === undefined) return;
    line.setAttribute('aria-expanded', 'true');
    child = openMenu(line, item.label, item.items, {
      side: 'beside',
      onDone: done,
      onClose: () => {
        line.setAttribute('aria-expanded', 'false');
        child = undefined;
      },
    });
  };
  const choose = (item: MenuItem, line: HTMLElement) => {
    if (item.disabled !== undefined) return;
    if (item.items !== undefined) {
      openChild(item, line);
      return;
    }
    done();
    item.run?.();
  };
  const lines = items.map((item) => {
    const line = makeLine(item);
    line.addEventListener('click', (event) => {
      event.stopPropagation();
      choose(item, line);
    });
    line.addEventListener('mouseenter', () => {
      line.focus();
      if (item.disabled === undefined && child === undefined) openChild(item, line);
    });
    return line;
  });
  list.append(...lines);
  list.addEventListener('keydown', (event) => {
    const at = lines.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    const opens = event.key === 'ArrowRight' && items[at].items !== undefined;
    const closes = event.key === 'ArrowLeft' && options.side === 'beside';
    const to = nextLine(event.key, at, items);
    if (to === undefined && !opens && !closes && event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (opens) choose(items[at], lines[at]);
    else if (closes || event.key === 'Tab') popup.close();
    else if (to !== undefined) lines[to].focus();
  });
  const popup = openPopup(anchor, list, options.side ?? 'below', options.onClose);
  lines.at(0)?.focus();
  return popup;
}

function makeLine(item: MenuItem): HTMLElement {
  const radio = item.checked !== undefined;
  const line = el('button', {
    class: 'menu-item plain',
    title: item.disabled ?? '',
    attributes: {
      type: 'button',
      role: radio ? 'menuitemcheckbox' : 'menuitem',
      tabindex: '-1',
      'aria-disabled': String(item.disabled !== undefined),
      ...(radio ? { 'aria-checked': String(item.checked) } : {}),
      ...(item.items === undefined ? {} : { 'aria-haspopup': 'menu', 'aria-expanded': 'false' }),
      ...(item.testId === undefined ? {} : { 'data-testid': item.testId }),
    },
  });
  const mark = el('span', { class: 'menu-mark' });
  if (item.checked === true) mark.append(icon('check', 14));
  line.append(mark, el('span', { class: 'grow', text: item.label }));
  if (item.items !== undefined) line.append(icon('chevronRight', 14));
  return line;
}

/** The line a key goes to; undefined when it is no key of movement. */
function nextLine(key: string, at: number, items: readonly MenuItem[]): number | undefined {
  const count = items.length;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at + count - 1) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key.length !== 1 || key === ' ') return undefined;
  const starts = (i: number) => items[i % count].label.toLowerCase().startsWith(key.toLowerCase());
  for (let i = at + 1; i <= at + count; i++) if (starts(i)) return i % count;
  return undefined;
}

import { el } from '../dom';

const EDGE_PX = 4;

/** What floats over the page until it is done with or the user turns to something else. */
export interface Popup {
  readonly element: HTMLElement;
  /** Removes it; the focus goes back to where it came from. */
  close(): void;
}

/** Opens `content` at an element, within the window. Escape and a press elsewhere close it. */
export function openPopup(
  anchor: HTMLElement,
  content: HTMLElement,
  side: 'below' | 'beside',
  onClose: () => void = () => undefined,
): Popup {
  // A dialog of its own: it stands outside the regions of the page.
  const name = content.ariaLabel ?? anchor.ariaLabel ?? anchor.textContent;
  const attributes = { role: 'dialog', 'aria-label': name };
  const element = el('div', { class: 'popup', attributes }, content);
  const before = document.activeElement;
  const ended = new AbortController();
  const { signal } = ended;
  const close = () => {
    if (signal.aborted) return;
    ended.abort();
    const hadFocus = element.contains(document.activeElement);
    element.remove();
    if (hadFocus && before instanceof HTMLElement) before.focus();
    onClose();
  };
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  const outside = ({ target }: Event) => {
    if (target instanceof Node && element.contains(target)) return;
    close();
  };
  document.addEventListener('pointerdown', outside, { capture: true, signal });
  window.addEventListener('blur', close, { signal });
  window.addEventListener('resize', close, { signal });
  (anchor.closest<HTMLElement>('.popup') ?? document.body).append(element);
  place(element, anchor, side);
  return { element, close };
}

function place(element: HTMLElement, anchor: HTMLElement, side: 'below' | 'beside'): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = element;
  const within = (value: number, size: number, room: number) =>
    Math.max(EDGE_PX, Math.min(value, room - size - EDGE_PX));
  let left = at.right - width;
  let top = at.bottom + 2;
  if (side === 'beside') {
    const fits = at.right + width <= window.innerWidth - EDGE_PX;
    left = fits ? at.right - 2 : at.left - width + 2;
    top = at.top - EDGE_PX;
  } else if (top + height > window.innerHeight - EDGE_PX && at.top > height) {
    top = at.top - height - 2;
  }
  element.style.left = `${String(within(left, width, window.innerWidth))}px`;
  element.style.top = `${String(within(top, height, window.innerHeight))}px`;
}

import { t } from '@vscode/l10n';
import { el } from './dom';

/** What a popover stands beside: an element, or a box in the window's coordinates. */
export type PopoverAnchor = Element | { left: number; top: number; width: number; height: number };

const MARGIN_PX = 8;
const GAP_PX = 6;
/** So long a pointer may take from the anchor to the popover, to read or to copy from it. */
const GRACE_MS = 250;

let serial = 0;

/**
 * The one box that explains (`show`: focus stays where it is) or asks (`open`: focus goes in and comes
 * back). Always within the window, above everything; Esc closes it, and a press outside it does. Wiring:
 * `new Popover(document.body)` once, handed to all who need it; showing it anew replaces what it held.
 */
export class Popover {
  readonly element = el('div', { class: 'popover', attributes: { popover: 'manual' } });
  /** A region of the page only while there is something in it. */
  private readonly landmark = el('section');
  private described: Element | undefined;
  private returnTo: HTMLElement | undefined;
  private onClose: ((pressed: EventTarget | null) => void) | undefined;
  private grace: number | undefined;
  private mode: 'closed' | 'tip' | 'dialog' = 'closed';

  constructor(parent: HTMLElement) {
    this.element.id = `popover-${String(++serial)}`;
    parent.append(this.landmark);
    this.landmark.append(this.element);
    this.element.addEventListener('pointerenter', () => {
      this.keep();
    });
    this.element.addEventListener('pointerleave', () => {
      if (this.mode === 'tip') this.closeSoon();
    });
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Tab' && this.mode === 'dialog') this.turnFocus(event);
    });
    // Before anything else hears of it: Esc means this box while it is there.
    document.addEventListener('keydown', (event) => this.onEscape(event), true);
    document.addEventListener('pointerdown', (event) => this.onPress(event), true);
    window.addEventListener('blur', () => {
      if (this.mode === 'tip') this.close();
    });
  }

  /** True while it is there, explaining or asking. */
  get isOpen(): boolean {
    return this.mode !== 'closed';
  }

  /** True while it asks: nothing may explain over it. */
  get isAsking(): boolean {
    return this.mode === 'dialog';
  }

  /**
   * Explains what the pointer or the focus is on; `describes` is named as what it describes. Does nothing
   * while something is asked. `content` is taken over.
   */
  show(anchor: PopoverAnchor, content: Node, describes?: Element): void {
    if (this.mode === 'dialog') return;
    this.keep();
    this.describe(describes);
    this.element.setAttribute('role', 'tooltip');
    this.element.removeAttribute('aria-label');
    this.put('tip', anchor, content);
  }

  /**
   * Asks something: `content` is a form. Focus goes to its first control, Tab stays inside, and on closing
   * it returns to where it was; `onClose` hears of it, whoever closed it: with what was pressed if a press did.
   */
  open(
    anchor: PopoverAnchor,
    content: HTMLElement,
    label: string,
    onClose?: (pressed: EventTarget | null) => void,
  ): void {
    this.close();
    this.onClose = onClose;
    this.returnTo =
      document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    this.element.setAttribute('role', 'dialog');
    this.element.setAttribute('aria-label', label);
    this.put('dialog', anchor, content);
    focusable(content).at(0)?.focus();
  }

  /** Puts it beside its anchor again, which has moved. */
  place(anchor: PopoverAnchor): void {
    const box = anchor instanceof Element ? anchor.getBoundingClientRect() : anchor;
    // As wide as it wants to be: near the right edge it would shrink before it is measured.
    this.element.style.left = '0';
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const middle = box.left + box.width / 2 - width / 2;
    const left = clamp(middle, MARGIN_PX, window.innerWidth - width - MARGIN_PX);
    const above = box.top - height - GAP_PX;
    const below = box.top + box.height + GAP_PX;
    const fitsBelow = below + height + MARGIN_PX <= window.innerHeight;
    const top = above >= MARGIN_PX || !fitsBelow ? above : below;
    const lowest = window.innerHeight - height - MARGIN_PX;
    this.element.style.left = `${String(Math.round(left))}px`;
    this.element.style.top = `${String(Math.round(clamp(top, MARGIN_PX, lowest)))}px`;
  }

  /** Closes an explanation unless the pointer goes on to it. */
  closeSoon(): void {
    if (this.mode !== 'tip' || this.grace !== undefined) return;
    this.grace = window.setTimeout(() => {
      this.close();
    }, GRACE_MS);
  }

  /** Closes it; where something was asked, focus returns. */
  close(pressed: EventTarget | null = null): void {
    this.keep();
    if (this.mode === 'closed') return;
    const wasAsking = this.mode === 'dialog';
    const hadFocus = this.element.contains(document.activeElement);
    this.mode = 'closed';
    this.describe(undefined);
    this.element.hidePopover();
    this.element.classList.remove('asks');
    this.element.replaceChildren();
    this.landmark.removeAttribute('aria-label');
    const { returnTo, onClose } = this;
    this.returnTo = undefined;
    this.onClose = undefined;
    if (wasAsking && hadFocus) returnTo?.focus();
    onClose?.(pressed);
  }

  private put(mode: 'tip' | 'dialog', anchor: PopoverAnchor, content: Node): void {
    this.mode = mode;
    this.element.classList.toggle('asks', mode === 'dialog');
    this.element.replaceChildren(content);
    this.landmark.setAttribute('aria-label', t('Explanation'));
    if (!this.element.matches(':popover-open')) this.element.showPopover();
    this.place(anchor);
  }

  private keep(): void {
    window.clearTimeout(this.grace);
    this.grace = undefined;
  }

  private describe(element: Element | undefined): void {
    if (element === this.described) return;
    this.described?.removeAttribute('aria-describedby');
    element?.setAttribute('aria-describedby', this.element.id);
    this.described = element;
  }

  private onEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.mode === 'closed') return;
    // A list that is open inside the form has the first right to it.
    if (this.element.querySelector('[open]') !== null) return;
    event.stopPropagation();
    event.preventDefault();
    this.close();
  }

  private onPress(event: PointerEvent): void {
    if (this.mode === 'closed' || event.composedPath().includes(this.element)) return;
    this.close(event.target);
  }

  private turnFocus(event: KeyboardEvent): void {
    const list = focusable(this.element);
    const first = list.at(0);
    const last = list.at(-1);
    const { activeElement } = document;
    if (event.shiftKey ? activeElement !== first : activeElement !== last) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}

function focusable(root: HTMLElement): HTMLElement[] {
  const controls =
    'button, input, select, [tabindex="0"], vscode-button, vscode-dropdown, vscode-text-field, vscode-checkbox';
  return [...root.querySelectorAll<HTMLElement>(controls)].filter(
    (one) => one.offsetParent !== null && !one.hasAttribute('disabled'),
  );
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

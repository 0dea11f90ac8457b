import { el, setText } from '../dom';

const EVERY_MS = 1000;

/** Says what the eye sees to those who cannot: at most once a second, the last word wins. */
export class Speaker {
  readonly element = el('div', { class: 'sr-only', attributes: { 'aria-live': 'polite' } });
  private next = '';
  private timer: number | undefined;

  /** Says it now or within the second. */
  say(text: string): void {
    this.next = text;
    if (this.timer !== undefined) return;
    this.utter();
  }

  private utter(): void {
    setText(this.element, this.next);
    this.timer = window.setTimeout(() => {
      this.timer = undefined;
      if (this.element.textContent !== this.next) this.utter();
    }, EVERY_MS);
  }
}

import { el, setShown } from '../dom';

/** A bar from 0 to 1. Only a picture: the same stands beside it in words. */
export interface Progress {
  readonly element: HTMLElement;
  /** Undefined: there is nothing to show. */
  set(share: number | undefined): void;
}

/** Makes a bar; `tone` says what it means. */
export function progress(tone: 'fault' | 'ok'): Progress {
  const fill = el('div', { class: 'progress-fill' });
  const attributes = { 'aria-hidden': 'true' };
  const element = el('div', { class: `progress ${tone}`, attributes }, fill);
  return {
    element,
    set(share) {
      setShown(element, share !== undefined);
      fill.style.width = `${String(Math.round((share ?? 0) * 1000) / 10)}%`;
    },
  };
}

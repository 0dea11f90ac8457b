import { t } from '@vscode/l10n';
import { el } from '../dom';

export const MIN_PX = 260;
export const MAX_PX = 520;
const STEP_PX = 16;

/** The drawer's left edge: drags it wider, arrows do the same, a double click gives the usual width back. */
export class Sash {
  readonly element = el('div', {
    class: 'sash',
    attributes: {
      role: 'separator',
      tabindex: '0',
      'aria-orientation': 'vertical',
      'aria-label': t('Width of the side panel'),
      'aria-valuemin': String(MIN_PX),
      'aria-valuemax': String(MAX_PX),
      'data-testid': 'sash',
    },
  });
  private drag: { fromX: number; fromPx: number } | undefined;

  /** `onWidth`: a new width within the bounds; undefined = the usual one. */
  constructor(
    private readonly widthPx: () => number,
    private readonly onWidth: (px: number | undefined) => void,
  ) {
    const { element } = this;
    element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      this.drag = { fromX: event.clientX, fromPx: widthPx() };
      element.setPointerCapture(event.pointerId);
      event.preventDefault();
      element.focus();
    });
    element.addEventListener('pointermove', (event) => {
      if (this.drag === undefined) return;
      this.set(this.drag.fromPx + this.drag.fromX - event.clientX);
    });
    for (const ends of ['pointerup', 'pointercancel'] as const) {
      element.addEventListener(ends, () => {
        this.drag = undefined;
      });
    }
    element.addEventListener('dblclick', () => {
      this.onWidth(undefined);
      this.tell();
    });
    element.addEventListener('keydown', (event) => {
      this.onKey(event);
    });
    element.addEventListener('focus', () => {
      this.tell();
    });
  }

  /** What a screen reader hears of it; the width that the layout gave. */
  tell(): void {
    this.element.setAttribute('aria-valuenow', String(Math.round(this.widthPx())));
  }

  private set(px: number): void {
    this.onWidth(Math.round(Math.max(MIN_PX, Math.min(MAX_PX, px))));
    this.tell();
  }

  private onKey(event: KeyboardEvent): void {
    const to: Partial<Record<string, number>> = {
      ArrowLeft: this.widthPx() + STEP_PX,
      ArrowRight: this.widthPx() - STEP_PX,
      Home: MIN_PX,
      End: MAX_PX,
    };
    const px = to[event.key];
    if (px === undefined) return;
    event.preventDefault();
    this.set(px);
  }
}

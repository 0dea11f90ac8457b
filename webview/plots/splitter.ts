import { t } from '@vscode/l10n';
import { el } from '../dom';

const KEY_PX = 16;

/** What a splitter moves. */
export interface Split {
  /** Height of the plot above now, and the lowest and highest it can get, in pixels. */
  readonly measure: () => { now: number; min: number; max: number };
  /** Makes the plot above so many pixels higher. */
  readonly moveBy: (deltaPx: number) => void;
  readonly equal: () => void;
}

/** The bar between two plots: dragged, moved by arrows, Home and End; a double click makes all plots equal. */
export class Splitter {
  readonly element = el('div', {
    class: 'splitter',
    title: t('Drag to resize; double-click for equal heights'),
    attributes: {
      role: 'separator',
      tabindex: '0',
      'aria-orientation': 'horizontal',
      'aria-label': t('Height of the plot above'),
      'data-testid': 'splitter',
    },
  });

  constructor(private readonly split: Split) {
    const { element } = this;
    element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      this.drag(event);
    });
    element.addEventListener('dblclick', split.equal);
    element.addEventListener('focus', () => {
      this.tell();
    });
    element.addEventListener('keydown', (event) => {
      const deltaPx = this.keyDelta(event.key);
      if (deltaPx === undefined) return;
      event.preventDefault();
      split.moveBy(deltaPx);
      this.tell();
    });
  }

  /** The true values for those who cannot see it, in percent of both plots. */
  tell(): void {
    const { now, min, max } = this.split.measure();
    const percent = (px: number) => String(Math.round((100 * px) / (min + max)));
    this.element.ariaValueNow = percent(now);
    this.element.ariaValueMin = percent(min);
    this.element.ariaValueMax = percent(max);
  }

  private drag(start: PointerEvent): void {
    const { element, split } = this;
    const ended = new AbortController();
    const { signal } = ended;
    const from = split.measure().now;
    element.addEventListener(
      'pointermove',
      ({ clientY }) => {
        split.moveBy(from + clientY - start.clientY - split.measure().now);
      },
      { signal },
    );
    for (const event of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) {
      element.addEventListener(
        event,
        () => {
          ended.abort();
          this.tell();
        },
        { signal },
      );
    }
  }

  private keyDelta(key: string): number | undefined {
    const { now, min, max } = this.split.measure();
    if (key === 'ArrowUp') return -KEY_PX;
    if (key === 'ArrowDown') return KEY_PX;
    if (key === 'Home') return min - now;
    if (key === 'End') return max - now;
    return undefined;
  }
}

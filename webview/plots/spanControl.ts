import { t } from '@vscode/l10n';
import { dropdown } from '../controls';
import { lengthText } from './lengthText';

const SPANS_MS = [1e3, 5e3, 1e4, 3e4, 6e4, 3e5, 6e5, 36e5];
/** A span that is this near to one of the list is that one. */
const SAME = 1e-4;

/** The time span in view: a few round ones to choose from, and the one that zooming has led to. */
export class SpanControl {
  readonly element: HTMLElement;
  private readonly control;
  private shown = '';

  constructor(onSpan: (spanMs: number) => void) {
    this.control = dropdown(t('Time span'), [], (value) => {
      const spanMs = Number(value);
      // Also fired when the panel itself sets the value.
      if (value !== this.shown && spanMs > 0) onSpan(spanMs);
    });
    this.element = this.control.element;
    this.element.dataset.testid = 'span';
    this.element.title = t('Time span');
  }

  set(spanMs: number): void {
    const known = SPANS_MS.find((span) => Math.abs(span / spanMs - 1) < SAME);
    const value = String(known ?? spanMs);
    if (value === this.shown) return;
    this.shown = value;
    const spans = known === undefined ? [...SPANS_MS, spanMs].sort((a, b) => a - b) : SPANS_MS;
    this.control.setOptions(spans.map((ms) => ({ value: String(ms), label: lengthText(ms) })));
    this.control.set(value);
    // Options that are new are known to the control only a microtask later.
    queueMicrotask(() => {
      this.control.set(this.shown);
    });
  }
}

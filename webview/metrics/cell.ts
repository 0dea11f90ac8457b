import { el, setText } from '../dom';
import type { MetricDefinition, Pair } from './definitions';
import type { MetricHistory } from './history';
import { pathOf, rangeOf } from './path';

const SVG = 'http://www.w3.org/2000/svg';
const SPARK = { spanMs: 60_000, width: 64, height: 16 };

/** One metric in the strip: its name, its numbers and the last minute as a small line. */
export class MetricCell {
  readonly element = el('button', { class: 'metric', attributes: { type: 'button' } });
  private readonly values = el('span', { class: 'metric-values' });
  private readonly path = document.createElementNS(SVG, 'path');
  private readonly spans: HTMLElement[] = [];

  constructor(
    private readonly definition: MetricDefinition,
    private readonly history: MetricHistory,
    onClick: () => void,
  ) {
    const { id, label, narrowLabel, title } = definition;
    const { element } = this;
    element.dataset.testid = `metric-${id}`;
    element.title = title;
    element.setAttribute('aria-haspopup', 'dialog');
    element.addEventListener('click', onClick);
    const names =
      narrowLabel === undefined
        ? [el('span', { class: 'metric-label', text: label })]
        : [
            el('span', { class: 'metric-label wide-only', text: label }),
            el('span', { class: 'metric-label narrow-only', text: narrowLabel }),
          ];
    const words = el('span', { class: 'metric-words' }, ...names, this.values);
    element.append(words, el('span', { class: 'spark-room' }, this.spark()));
  }

  update(pairs: readonly Pair[], nowMs: number): void {
    pairs.forEach((pair, i) => {
      const span = this.spans.at(i) ?? this.addPair(pair);
      const [before, value, after] = span.children;
      setText(before, pair.before ?? '');
      setText(value, pair.value);
      setText(after, pair.after ?? '');
    });
    // Of several lines the last: p99, and what faults took away, say most.
    const points = this.history.line(this.definition.lines.length - 1, nowMs);
    this.path.setAttribute('d', pathOf(points, rangeOf([points]), SPARK));
  }

  private addPair({ room }: Pair): HTMLElement {
    const word = () => el('span', { class: 'dim' });
    const span = el(
      'span',
      { class: `metric-pair ${room ?? ''}` },
      word(),
      el('span', { class: 'strong' }),
    );
    span.append(word());
    this.spans.push(span);
    this.values.append(span);
    return span;
  }

  private spark(): SVGSVGElement {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', 'spark');
    svg.setAttribute('viewBox', `0 -1 ${String(SPARK.width)} ${String(SPARK.height + 2)}`);
    svg.setAttribute('aria-hidden', 'true');
    svg.append(this.path);
    return svg;
  }
}

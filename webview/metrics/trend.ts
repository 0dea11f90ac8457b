import { t } from '@vscode/l10n';
import { el, setText } from '../dom';
import { seriesColour } from '../../src/seriesColour';
import { iconButton } from '../plots/iconButton';
import { multiples, niceStep } from '../ticks';
import type { MetricDefinition, MetricSource } from './definitions';
import type { MetricHistory } from './history';
import { pathOf, rangeOf, type ValueRange } from './path';

const SVG = 'http://www.w3.org/2000/svg';
const SPAN_MS = 60_000;
const BOX = { spanMs: SPAN_MS, width: 260, height: 96 };
const TOP = 6;
const DASHES = ['', '6 3', '2 3'];

/** A metric over the last minute: lines with an axis, and latest, least and greatest of each. */
export class Trend {
  readonly element: HTMLElement;
  private readonly axis = document.createElementNS(SVG, 'g');
  private readonly paths: readonly SVGPathElement[];
  /** A bit of each line, beside its name. */
  private readonly swatches: readonly SVGPathElement[];
  private readonly rows: readonly HTMLElement[][];
  private readonly svg = document.createElementNS(SVG, 'svg');
  private readonly notes = el('dl', { class: 'trend-notes' });
  private axisKey = '';

  constructor(
    private readonly definition: MetricDefinition,
    private readonly history: MetricHistory,
    close: () => void,
  ) {
    const { lines, title } = definition;
    this.paths = lines.map((_, i) => line(i));
    this.swatches = lines.map((_, i) => line(i));
    this.rows = lines.map(() => [0, 1, 2].map(() => el('td')));
    this.svg.setAttribute('class', 'trend-plot');
    this.svg.setAttribute(
      'viewBox',
      `0 0 ${String(BOX.width + 70)} ${String(BOX.height + TOP + 20)}`,
    );
    this.svg.setAttribute('role', 'img');
    this.svg.append(this.axis, ...this.paths);
    for (const path of this.paths) path.setAttribute('transform', `translate(0 ${String(TOP)})`);
    const shut = iconButton(t('Close'), 'close', 'trend-close', close, 'Esc');
    const head = el('div', { class: 'trend-head' }, el('h3', { text: title }), shut.element);
    this.element = el('div', { class: 'trend' }, head);
    this.element.append(this.svg, this.table());
    if (definition.notes !== undefined) this.element.append(this.notes);
  }

  update(source: MetricSource, nowMs: number, light: boolean): void {
    this.showNotes(source);
    const lines = this.definition.lines.map((_, i) => this.history.line(i, nowMs));
    const range = rangeOf(lines);
    this.showAxis(range);
    lines.forEach((points, i) => {
      for (const path of [this.paths[i], this.swatches[i]]) {
        path.style.stroke = seriesColour(i, light);
      }
      this.paths[i].setAttribute('d', pathOf(points, range, BOX));
      const values = points.map(([, value]) => value);
      const numbers = [values.at(-1), min(values), max(values)];
      numbers.forEach((value, k) => {
        setText(this.rows[i][k], value === undefined ? '–' : this.definition.text(value));
      });
    });
    const spoken = this.rows.map(([latest]) => latest.textContent).join(', ');
    this.svg.setAttribute('aria-label', `${t('Last 60 s')}: ${spoken}`);
  }

  private showNotes(source: MetricSource): void {
    const notes = this.definition.notes?.(source) ?? [];
    if (this.notes.childElementCount === 0) {
      this.notes.append(
        ...notes.map(([name]) => el('div', {}, el('dt', { text: name }), el('dd'))),
      );
    }
    this.notes.querySelectorAll('dd').forEach((value, i) => {
      setText(value, notes[i][1]);
    });
  }

  private showAxis({ min: low, max: high }: ValueRange): void {
    const key = `${String(low)}|${String(high)}`;
    if (key === this.axisKey) return;
    this.axisKey = key;
    const step = niceStep(high - low, 2);
    const ticks = multiples(low, high, this.definition.whole ? Math.max(1, step) : step);
    const lines = ticks.flatMap((value) => {
      const y = TOP + (1 - (value - low) / (high - low)) * BOX.height;
      const grid = document.createElementNS(SVG, 'path');
      grid.setAttribute('class', 'trend-grid');
      grid.setAttribute('d', `M0 ${y.toFixed(1)}H${String(BOX.width)}`);
      return [grid, text(this.definition.text(value), BOX.width + 6, y + 4, 'start')];
    });
    const bottom = BOX.height + TOP + 16;
    this.axis.replaceChildren(
      ...lines,
      text(t('60 s ago'), 0, bottom, 'start'),
      text(t('now'), BOX.width, bottom, 'end'),
    );
  }

  private table(): HTMLElement {
    const { lines } = this.definition;
    const several = lines.length > 1;
    const heads = [t('now'), t('min'), t('max')].map((word) =>
      el('th', { text: word, attributes: { scope: 'col' } }),
    );
    const rows = this.rows.map((cells, i) => {
      const head = el('th', { attributes: { scope: 'row' } });
      if (several) head.append(this.swatch(i), lines[i]);
      else head.append(t('Last 60 s'));
      return el('tr', {}, head, ...cells);
    });
    const top = el('thead', {}, el('tr', {}, el('td'), ...heads));
    return el('table', { class: 'trend-table' }, top, el('tbody', {}, ...rows));
  }

  private swatch(i: number): SVGSVGElement {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', 'trend-swatch');
    svg.setAttribute('viewBox', '0 0 18 4');
    svg.setAttribute('aria-hidden', 'true');
    this.swatches[i].setAttribute('d', 'M0 2H18');
    svg.append(this.swatches[i]);
    return svg;
  }
}

/** Lines are told apart by more than their colour. */
function line(i: number): SVGPathElement {
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('class', 'trend-line');
  path.setAttribute('stroke-dasharray', DASHES[i]);
  return path;
}

function text(words: string, x: number, y: number, anchor: 'start' | 'end'): SVGTextElement {
  const element = document.createElementNS(SVG, 'text');
  element.setAttribute('x', x.toFixed(1));
  element.setAttribute('y', y.toFixed(1));
  element.setAttribute('text-anchor', anchor);
  element.textContent = words;
  return element;
}

const min = (values: readonly number[]) =>
  values.length === 0 ? undefined : values.reduce((a, b) => Math.min(a, b));
const max = (values: readonly number[]) =>
  values.length === 0 ? undefined : values.reduce((a, b) => Math.max(a, b));

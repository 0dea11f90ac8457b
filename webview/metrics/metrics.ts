import { t } from '@vscode/l10n';
import { el } from '../dom';
import type { PanelView } from '../panelView';
import type { Popover } from '../popover';
import { MetricCell } from './cell';
import { metricDefinitions, type MetricDefinition, type MetricSource } from './definitions';
import { DropRate } from './dropRate';
import { MetricHistory } from './history';
import { Trend } from './trend';

interface Metric {
  readonly definition: MetricDefinition;
  readonly history: MetricHistory;
  readonly cell: MetricCell;
}

/** Rate, latency, queue, losses, pool and load in one strip; each opens its last minute. */
export class Metrics {
  readonly element = el('section', {
    class: 'metrics',
    attributes: { 'aria-label': t('Metrics') },
  });
  private readonly metrics: readonly Metric[];
  private readonly drops = new DropRate();
  private trend: Trend | undefined;
  private view: PanelView | undefined;
  private source: MetricSource | undefined;

  constructor(private readonly popover: Popover) {
    this.metrics = metricDefinitions().map((definition) => {
      const history = new MetricHistory(definition.lines.length);
      const cell = new MetricCell(definition, history, () => {
        this.open(definition, history, cell.element);
      });
      return { definition, history, cell };
    });
    const cells = this.metrics.map(({ cell }) => cell.element);
    this.element.append(
      el('div', { class: 'metric-group' }, ...cells.slice(0, 3)),
      el('div', { class: 'metric-group' }, ...cells.slice(3)),
    );
  }

  update(view: PanelView): void {
    const { device, nowMs } = view;
    const changed = this.view !== undefined && this.view.device.id !== device.id;
    this.view = view;
    const drops = this.drops.of(device, nowMs);
    const source = { device, metrics: view.metrics, drops };
    this.source = source;
    for (const { definition, history, cell } of this.metrics) {
      if (changed && definition.ofDevice) history.clear();
      history.add(nowMs, definition.values(source));
      cell.update(definition.pairs(source), nowMs);
    }
    this.trend?.update(source, nowMs, view.light);
  }

  private open(definition: MetricDefinition, history: MetricHistory, anchor: HTMLElement): void {
    if (this.view === undefined || this.source === undefined) return;
    const trend = new Trend(definition, history, () => {
      this.popover.close();
    });
    trend.update(this.source, this.view.nowMs, this.view.light);
    anchor.setAttribute('aria-expanded', 'true');
    this.popover.open(anchor, trend.element, definition.title, () => {
      anchor.setAttribute('aria-expanded', 'false');
      if (this.trend === trend) this.trend = undefined;
    });
    this.trend = trend;
  }
}

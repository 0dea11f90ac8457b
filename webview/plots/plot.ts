import { t } from '@vscode/l10n';
import type { PlotView } from '../../src/protocol';
import { el, setShown, setText } from '../dom';
import { withUnit } from '../format';
import { seriesColour } from '../../src/seriesColour';
import type { PlotChannel } from './channelIndex';
import { CursorLines, type CursorPlaces } from './cursorLines';
import type { ShownCursor } from './cursor';
import { iconButton } from './iconButton';
import { Legend } from './legend';
import type { LegendChannel } from './legendEntry';
import { openMenu } from './menu';
import { PlotChart } from './plotChart';
import type { PlotContext } from './plotContext';
import { PlotDecor, type DecorView } from './plotDecor';
import { plotMenu } from './plotMenu';
import { plotName } from './plotName';
import type { PlotLayout } from './geometry';
import { curveBands, readAt, type Reading, type ReadSeries } from './reading';
import { ReadOut } from './readOut';
import { openScaleDialog } from './scaleDialog';
import { plotTitle } from './unitTitle';

/** How far beside a line's end the cursor still means it. */
const REACH_PX = 4;
const DESCRIBE_EVERY_MS = 1000;
let made = 0;

/** One plot of the stack: its legend row, its chart, and over it the cursor with its read-out. */
export class Plot {
  readonly element = el('section', { class: 'plot' });
  readonly body = el('div', { class: 'plot-body' });
  readonly chart: PlotChart;
  private readonly legend: Legend;
  private readonly host = el('div', { class: 'plot-host' });
  private readonly hint = el('p', { class: 'plot-hint dim' });
  private readonly lines = new CursorLines();
  private readonly readOut = new ReadOut();
  private readonly description = el('span', { class: 'sr-only' });
  private readonly decor: PlotDecor;
  private readonly menu;
  private view: PlotView;
  private channels: readonly PlotChannel[] = [];
  private shownSeries = '';
  private describedMs = -Infinity;

  constructor(
    view: PlotView,
    layout: PlotLayout,
    private readonly context: PlotContext,
  ) {
    this.view = view;
    this.chart = new PlotChart(context.theme(), layout, context.wallOffsetMs);
    this.menu = iconButton(t('Plot menu'), 'ellipsis', 'plot-menu', () => {
      this.openMenu();
    });
    this.menu.element.setAttribute('aria-haspopup', 'menu');
    this.legend = new Legend(
      context.actions,
      (channelId) => context.index.textOf(channelId),
      this.menu.element,
    );
    this.build();
    // Above the canvas, which would take the pointer from the handles.
    this.decor = new PlotDecor(this.chart, this.body, context.popover, context.post);
  }

  get id(): string {
    return this.view.id;
  }

  /** The channels on it that are known. */
  get plotted(): readonly PlotChannel[] {
    return this.channels;
  }

  dispose(): void {
    this.chart.dispose();
    this.element.remove();
  }

  /** What the plot is to show; colours and names as the host last told. */
  update(view: PlotView): void {
    this.view = view;
    this.element.style.flexGrow = String(Math.max(view.share, 1e-6));
    const { index, series } = this.context;
    this.channels = view.channelIds.flatMap((id) => index.get(id) ?? []);
    const list = this.channels.map(({ id, label, view: { unit, colour } }) => ({
      id,
      name: label,
      unit,
      colour,
      source: series.of(id),
    }));
    const key = JSON.stringify(list.map(({ id, unit, colour }) => [id, unit, colour]));
    if (key !== this.shownSeries) {
      this.shownSeries = key;
      this.chart.setSeries(list);
    }
    this.chart.setRanges(view.ranges);
    this.chart.setHidden(this.context.hidden());
    setShown(this.hint, view.channelIds.length === 0);
    this.updateNumbers();
  }

  /** The same plot with other fixed ranges. */
  setRanges(view: PlotView): void {
    this.view = view;
    this.chart.setRanges(view.ranges);
  }

  /** Takes the latest numbers: into the legend, and into what is said of the plot. */
  updateNumbers(): void {
    const { index } = this.context;
    this.channels = this.view.channelIds.flatMap((id) => index.get(id) ?? []);
    this.decor.setLimits(this.view.channelIds, index.devices);
    this.updateLegend();
    this.describe();
  }

  private updateLegend(): void {
    const light = this.context.theme().light;
    const hidden = this.context.hidden();
    const units = this.units();
    const seen = new Set<number>();
    const entries = this.channels.map((channel): LegendChannel => {
      const { id, label, view } = channel;
      const numbers = this.context.index.statistics(id);
      const dashed = seen.has(view.colour);
      seen.add(view.colour);
      return {
        id,
        label,
        unit: units.length > 1 ? view.unit : '',
        colour: seriesColour(view.colour, light),
        dashed,
        hidden: hidden.has(id),
        latest: view.latest,
        min: numbers?.min ?? NaN,
        max: numbers?.max ?? NaN,
        mean: numbers?.mean ?? NaN,
      };
    });
    this.legend.update(plotTitle(units), entries);
  }

  /** Draws limits, marks and curves over what is in view, and what stands beside them. */
  draw(view: Omit<DecorView, 'channels' | 'series' | 'light'>): void {
    const { series, theme } = this.context;
    const hidden = this.context.hidden();
    const channels = this.channels.filter(({ id }) => !hidden.has(id));
    const decor = { ...view, channels, series, light: theme().light };
    this.chart.scrollTo(view.time.fromMs, view.time.toMs);
    this.decor.mark(decor);
    this.chart.draw();
    this.decor.update(decor);
  }

  setTheme(): void {
    this.chart.setTheme(this.context.theme());
    this.decor.applyTheme();
  }

  /** Fits the chart into its place; true when it has one. */
  measure(): boolean {
    const { clientWidth, clientHeight } = this.host;
    if (clientWidth === 0 || clientHeight === 0) return false;
    this.chart.resize(clientWidth, clientHeight);
    this.legend.fit();
    return true;
  }

  /** Shows the cursor and reads what the lines are there; what it read. */
  showCursor(
    shown: ShownCursor | undefined,
    places: CursorPlaces,
    head: string,
    xOf: (timeMs: number) => number,
  ): Reading | undefined {
    const { area } = this.chart;
    const x = shown === undefined ? NaN : xOf(shown.atMs);
    const inView = x >= area.left && x <= area.right;
    if (shown === undefined || !inView) {
      this.lines.update(places);
      this.readOut.hide();
      return undefined;
    }
    const series = this.readSeries();
    const msPerPx = this.context.time.spanMs / Math.max(1, area.right - area.left);
    const reading = readAt(series, shown, REACH_PX * msPerPx, xOf);
    const inArea = reading.dots.filter(({ y }) => y >= area.top && y <= area.bottom);
    this.lines.setRows(area.top, area.bottom);
    this.lines.update(places, inArea);
    const timeAt = (px: number) => shown.atMs + (px - x) * msPerPx;
    this.readOut.show(head, reading.rows, {
      cursorX: x,
      area,
      curves: (fromX, toX) => [
        ...curveBands(series, timeAt(fromX), timeAt(toX)),
        ...this.chart.labels.filter(({ left, right }) => left < toX && right > fromX),
      ],
    });
    return reading;
  }

  /** The lines that are drawn. */
  readSeries(): ReadSeries[] {
    const light = this.context.theme().light;
    const hidden = this.context.hidden();
    const several = this.units().length > 1;
    return this.channels
      .filter(({ id }) => !hidden.has(id))
      .map(({ id, label, view: { unit, colour } }) => ({
        label,
        unit: several ? unit : '',
        colour: seriesColour(colour, light),
        dashed: false,
        source: this.context.series.of(id),
        text: this.context.index.textOf(id),
        yOf: (value: number) => this.chart.yOf(unit, value) ?? 0,
      }));
  }

  private units(): string[] {
    return [...new Set(this.channels.map(({ view }) => view.unit))];
  }

  private build(): void {
    const { body, element } = this;
    const descriptionId = `plot-description-${String(made++)}`;
    this.description.id = descriptionId;
    body.tabIndex = 0;
    body.setAttribute('role', 'application');
    body.setAttribute('aria-describedby', descriptionId);
    body.dataset.testid = 'plot';
    this.hint.textContent = t('Drag a channel here, or tick one in the list.');
    this.host.append(this.chart.canvas);
    body.append(this.host, this.lines.element, this.readOut.element, this.hint);
    element.append(this.legend.element, body, this.description);
  }

  /** Its name, and in numbers what it shows; not more often than one could hear. */
  private describe(): void {
    const units = this.units();
    const name = plotName(units, this.channels.length, this.context.time.spanMs);
    if (this.body.ariaLabel !== name) this.body.ariaLabel = name;
    const now = performance.now();
    if (now - this.describedMs < DESCRIBE_EVERY_MS) return;
    this.describedMs = now;
    const { index } = this.context;
    const texts = this.channels.map(({ id, label, view }) => {
      const text = index.textOf(id);
      const numbers = index.statistics(id);
      const latest = withUnit(text.of(view.latest), view.unit);
      if (numbers === undefined) return t('{0}: {1}', label, latest);
      return t(
        '{0}: {1}, from {2} to {3}',
        label,
        latest,
        text.of(numbers.min),
        text.of(numbers.max),
      );
    });
    setText(this.description, texts.join('. '));
  }

  private openMenu(): void {
    const { actions, popover } = this.context;
    const { id: plotId, ranges } = this.view;
    const units = this.chart.axisUnits();
    const items = plotMenu(
      {
        plotId,
        channels: this.channels,
        units: units.map((unit) => ({ unit, fixed: Object.hasOwn(ranges, unit) })),
        openScale: (unit) => {
          const range = this.chart.rangeOf(unit) ?? [0, 1];
          openScaleDialog(popover, this.menu.element, unit, range, (to) => {
            actions.setRange(plotId, unit, to);
          });
        },
        openLimit: () => {
          this.decor.newLimit();
        },
      },
      actions,
    );
    openMenu(this.menu.element, t('Plot menu'), items);
  }
}

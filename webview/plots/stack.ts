import type { TelemetryEvent } from '../../src/model';
import type { PlotView } from '../../src/protocol';
import { el } from '../dom';
import type { EventBook } from '../eventBook';
import { MarkStrip } from '../markStrip';
import type { StageGeometry } from '../stageGeometry';
import type { TimeView } from '../timeView';
import type { ChannelIndex } from './channelIndex';
import { DropTarget } from './dropTarget';
import type { Spot } from './gestures';
import { Plot } from './plot';
import type { PlotContext } from './plotContext';
import type { PlotLayout } from './geometry';
import { silentToMs } from './silence';
import { moveSplit, splitRange } from './split';
import { Splitter } from './splitter';

/** A plot's legend row and its least body. */
const LEAST_PX = 24 + 88;
/** Height of the icons over the topmost plot. */
const MARKS_PX = 18;

/** What the stack tells the stage. */
export interface StackOptions {
  readonly context: PlotContext;
  /** A plot that is new on the page: gestures and keys are put on it. */
  readonly onPlot: (plot: Plot) => void;
  /** Shares of the height, by plot, after a splitter has moved. */
  readonly onShares: (shares: ReadonlyMap<string, number>) => void;
  readonly onDrop: (channelId: string, plotId: string) => void;
}

/** What the plots are drawn from. */
export interface StackView {
  readonly time: TimeView;
  readonly index: ChannelIndex;
  readonly events: EventBook;
  /** Devices whose channels are on any plot. */
  readonly deviceIds: readonly string[];
  readonly geometry: StageGeometry;
  readonly narrow: boolean;
}

/** The plots, one above the other, with splitters between them and a place for what is dropped beside them. */
export class Stack {
  readonly element = el('div', { class: 'plots' });
  private readonly plots = new Map<string, Plot>();
  private readonly splitters: Splitter[] = [];
  private readonly drop: DropTarget;
  private readonly markStrip = new MarkStrip();
  private ordered: readonly Plot[] = [];
  private layout: PlotLayout = { axisColumns: 1, axisPx: 58, rightPx: 12 };

  constructor(private readonly options: StackOptions) {
    const plotOf = (element: Element) => {
      const plot = this.ordered.find((one) => one.element.contains(element));
      return plot && { id: plot.id, element: plot.element };
    };
    this.drop = new DropTarget(this.element, plotOf, options.onDrop);
    this.element.append(this.drop.zone);
  }

  /** Top to bottom. */
  get all(): readonly Plot[] {
    return this.ordered;
  }

  /** The plot that has the focus, else the first. */
  get current(): Plot | undefined {
    const { activeElement } = document;
    return this.ordered.find(({ element }) => element.contains(activeElement)) ?? this.ordered[0];
  }

  /** Value axes of the plot that has most. */
  get axisColumns(): number {
    return Math.max(1, ...this.ordered.map(({ chart }) => chart.axisCount));
  }

  /** Shows these plots; one that stays keeps its chart. */
  update(views: readonly PlotView[]): void {
    const ids = new Set(views.map(({ id }) => id));
    for (const [id, plot] of this.plots) {
      if (ids.has(id)) continue;
      plot.dispose();
      this.plots.delete(id);
    }
    this.ordered = views.map((view) => this.plotOf(view));
    this.arrange();
    this.ordered.forEach((plot, i) => {
      plot.update(views[i]);
    });
  }

  /** The same plots with other fixed ranges. */
  setRanges(views: readonly PlotView[]): void {
    this.ordered.forEach((plot, i) => {
      plot.setRanges(views[i]);
    });
  }

  /** Where the areas begin and end, the same for all. */
  setLayout(layout: PlotLayout): void {
    this.layout = layout;
    for (const { chart } of this.ordered) chart.setLayout(this.layout);
  }

  /** Fits all charts into their places; false while there is no place for one of them. */
  measure(): boolean {
    const sized = this.ordered.map((plot) => plot.measure());
    for (const splitter of this.splitters) splitter.tell();
    return sized.every(Boolean);
  }

  setTheme(): void {
    for (const plot of this.ordered) plot.setTheme();
  }

  /** Makes one series stand out; undefined: none. */
  emphasise(channelId: string | undefined): void {
    for (const { chart } of this.ordered) chart.emphasise(channelId);
  }

  /** Takes the latest numbers into legends and descriptions. */
  updateNumbers(): void {
    for (const plot of this.ordered) plot.updateNumbers();
  }

  /** Draws all plots over what is in view. */
  draw(view: StackView): void {
    const { time, index, geometry } = view;
    for (const plot of this.ordered) {
      plot.chart.setSilence((channelId, source) => {
        const channel = time.mode === 'live' ? index.get(channelId) : undefined;
        const rate = index.statistics(channelId)?.rate;
        return channel === undefined ? NaN : silentToMs(source, channel.device, rate, time.nowMs);
      });
      plot.draw(view);
    }
    const top = this.ordered.at(0);
    if (top === undefined) return;
    if (this.markStrip.element.parentElement !== top.body) top.body.append(this.markStrip.element);
    this.markStrip.update(view.events, view.deviceIds, time, geometry, top.chart.area.top);
  }

  /** The events whose icon, over the topmost plot, is at a spot; [] where there is none. */
  markIconsAt(plot: Plot, { x, y }: Spot, gracePx: number): readonly TelemetryEvent[] {
    const { left, top } = plot.chart.area;
    if (plot !== this.ordered.at(0) || y > top + Math.max(MARKS_PX, gracePx)) return [];
    return this.markStrip.eventsAt(x - left, this.options.context.time, gracePx);
  }

  private plotOf(view: PlotView): Plot {
    let plot = this.plots.get(view.id);
    if (plot === undefined) {
      plot = new Plot(view, this.layout, this.options.context);
      this.plots.set(view.id, plot);
      this.options.onPlot(plot);
    }
    return plot;
  }

  /** Puts plots and splitters into their order; touches only what is elsewhere. */
  private arrange(): void {
    const wanted: HTMLElement[] = this.ordered.flatMap((plot, i) => {
      if (i === 0) return [plot.element];
      this.splitters[i - 1] ??= this.makeSplitter(i - 1);
      return [this.splitters[i - 1].element, plot.element];
    });
    for (const { element } of this.splitters.splice(Math.max(0, this.ordered.length - 1))) {
      element.remove();
    }
    wanted.push(this.drop.zone);
    wanted.forEach((element, i) => {
      const present = this.element.children.item(i);
      if (present !== element) this.element.insertBefore(element, present);
    });
  }

  private makeSplitter(index: number): Splitter {
    const heights = () => this.ordered.map(({ element }) => element.offsetHeight);
    return new Splitter({
      measure: () => ({ now: heights()[index], ...splitRange(heights(), index, LEAST_PX) }),
      moveBy: (deltaPx) => {
        this.tellShares(moveSplit(heights(), index, deltaPx, LEAST_PX));
      },
      equal: () => {
        this.tellShares(this.ordered.map(() => 1));
      },
    });
  }

  private tellShares(shares: readonly number[]): void {
    this.options.onShares(new Map(this.ordered.map(({ id }, i) => [id, shares[i]])));
  }
}

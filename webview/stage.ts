import { t } from '@vscode/l10n';
import type { DeviceView, FromWebview, PageCommand, ToWebview } from '../src/protocol';
import { HostClock } from './clock';
import { el } from './dom';
import { reducedMotion } from './motion';
import { Arrangement } from './plots/arrangement';
import { ChannelIndex } from './plots/channelIndex';
import { Cursor } from './plots/cursor';
import { CursorLines } from './plots/cursorLines';
import { CursorView } from './plots/cursorView';
import { followDevices } from './plots/deviceTime';
import { geometryOf, layoutOf, type StageGeometry } from './plots/geometry';
import { Navigation } from './plots/navigation';
import { Pace, STEP_MS } from './plots/pace';
import type { Plot } from './plots/plot';
import { plotActions, type StackActions } from './plots/plotActions';
import type { PlotActions, PlotContext } from './plots/plotContext';
import { addGestures } from './plots/plotGestures';
import { addKeys } from './plots/plotKeys';
import { Speaker } from './plots/speaker';
import { Stack } from './plots/stack';
import { TimeAxis } from './plots/timeAxis';
import { Tools } from './plots/tools';
import { Viewport } from './plots/viewport';
import { Waiting } from './plots/waiting';
import { readTheme } from './plotTheme';
import { SeriesStore } from './seriesStore';
import { TimeView } from './timeView';

type StateMessage = Extract<ToWebview, { type: 'state' }>;
type SeriesMessage = Extract<ToWebview, { type: 'series' }>;

/** What the stage needs of the page. */
export interface StageOptions {
  /** The page's root: what was drawn is written there, for tests. */
  readonly root: HTMLElement;
  readonly post: (message: FromWebview) => void;
  /** Span of time in view, as it was kept; 60 s when it was not. */
  readonly spanMs: number | undefined;
  /** The span has changed: keep it. */
  readonly onSpan: (spanMs: number) => void;
  /** Opens the tab with the table. */
  readonly showTable: () => void;
}

const MOTION_MS = 100;
/** Without news for this long the plots leave the display's rate: only a gap can grow. */
const FRESH_MS = 1000;

/**
 * All that shows data over time: tools, plots, lanes, the time axis and the overview. It owns one draw per
 * animation frame for all of them, what is in view, and the columns that the page holds.
 */
export class Stage {
  readonly element = el('main', { class: 'stage' });
  /** Which time is in view. */
  readonly time: TimeView;
  private readonly clock = new HostClock();
  private readonly pace = new Pace((pageMs) => {
    this.onFrame(pageMs);
  });
  private readonly series = new SeriesStore();
  private readonly index = new ChannelIndex();
  private readonly cursor = new Cursor();
  private readonly hidden = new Set<string>();
  private readonly arrangement: Arrangement;
  private readonly stack: Stack;
  private readonly tools: Tools;
  private readonly axis = new TimeAxis();
  private readonly lanes = el('div', { class: 'lanes-host' });
  private readonly overview = el('div', { class: 'overview-host' });
  private readonly viewport: Viewport;
  private readonly waiting: Waiting;
  private readonly speaker = new Speaker();
  private readonly navigation: Navigation;
  private readonly cursorView: CursorView;
  private theme = readTheme();
  private state: StateMessage | undefined;
  private geometry: StageGeometry = { leftPx: 0, rightPx: 1, widthPx: 1 };
  private sized = false;
  private unmeasured = true;
  private stale = true;
  private focusedId: string | undefined;
  private shownKey = '';
  private pending: number | undefined;
  private lastNewsMs = -Infinity;

  constructor(private readonly options: StageOptions) {
    this.time = new TimeView(options.spanMs, () => (reducedMotion() ? 0 : MOTION_MS));
    this.arrangement = new Arrangement((plots) => {
      const deviceId = this.focusedId;
      if (deviceId !== undefined) options.post({ type: 'arrange', deviceId, plots });
    });
    this.viewport = new Viewport(options.post);
    const actions = this.makeActions();
    const context = this.makeContext(actions);
    this.stack = this.makeStack(context, actions);
    this.navigation = this.makeNavigation(actions);
    this.tools = new Tools(
      this.time,
      (command) => {
        this.command(command);
      },
      actions.addPlot,
    );
    this.waiting = new Waiting(options.post);
    const laneCursor = new CursorLines();
    this.cursorView = new CursorView({
      time: this.time,
      cursor: this.cursor,
      plots: () => this.stack.all,
      lanes: laneCursor,
      speaker: this.speaker,
      wallOffsetMs: context.wallOffsetMs,
    });
    this.build(laneCursor);
    this.listen();
  }

  /** Takes a message of the host; what is not for the stage is left alone. */
  receive(message: ToWebview): void {
    switch (message.type) {
      case 'state':
        this.show(message);
        return;
      case 'series':
        this.apply(message);
        return;
      case 'statistics':
        this.index.apply(message);
        return;
      case 'overview':
        this.time.setBounds(message.fromMs, message.toMs);
        return;
      case 'events':
        this.requestDraw();
        return;
      case 'command':
        // The page asks `command` first and does itself what is not ours.
        return;
      default:
        message satisfies never;
    }
  }

  /** Does a command of palette, keys or tools; false when it is none of the stage's. */
  command(command: PageCommand): boolean {
    return this.navigation.command(command);
  }

  /** Makes one series stand out; undefined: none. */
  emphasise(channelId: string | undefined): void {
    this.stack.emphasise(channelId);
    this.requestDraw();
  }

  /** Shows a time in the middle of the view, with the cursor on it. */
  jumpTo(timeMs: number): void {
    this.navigation.jumpTo(timeMs);
  }

  /** Gives the focus to the first plot, so that its keys work. */
  focus(): void {
    this.stack.all.at(0)?.body.focus();
  }

  private makeStack(context: PlotContext, actions: PlotActions & StackActions): Stack {
    return new Stack({
      context,
      onPlot: (plot) => {
        this.addPlot(plot, actions);
      },
      onShares: actions.setShares,
      onDrop: actions.drop,
    });
  }

  private makeNavigation(actions: PlotActions): Navigation {
    return new Navigation({
      time: this.time,
      cursor: this.cursor,
      actions,
      current: () => this.stack.current,
      marks: () => [],
      onCursor: () => {
        this.refresh();
      },
    });
  }

  private makeActions(): PlotActions & StackActions {
    const { arrangement, hidden, index, options } = this;
    return plotActions({
      arrangement,
      hidden,
      index,
      post: options.post,
      showTable: options.showTable,
      emphasise: (channelId) => {
        this.emphasise(channelId);
      },
      onChange: () => {
        this.showPlots();
      },
    });
  }

  private makeContext(actions: PlotActions): PlotContext {
    return {
      time: this.time,
      index: this.index,
      series: this.series,
      hidden: this.hidden,
      theme: () => this.theme,
      wallOffsetMs: () => this.clock.wallOffsetMs,
      actions,
    };
  }

  private build(laneCursor: CursorLines): void {
    this.lanes.append(laneCursor.element);
    const plots = el('section', {
      class: 'plots-area',
      attributes: { 'aria-label': t('Plots') },
    });
    plots.append(this.stack.element, this.waiting.element);
    this.element.append(
      this.tools.element,
      plots,
      this.lanes,
      this.axis.element,
      this.overview,
      this.speaker.element,
    );
  }

  private listen(): void {
    const resized = new ResizeObserver(() => {
      this.remeasure();
    });
    resized.observe(this.element);
    resized.observe(this.stack.element);
    this.time.onChange(() => {
      this.options.onSpan(this.time.spanMs);
      this.refresh();
    });
    new MutationObserver(() => {
      this.theme = readTheme();
      this.stack.setTheme(this.theme);
      this.shownKey = '';
      this.showPlots();
    }).observe(document.body, { attributes: true, attributeFilter: ['class'] });
    window.setInterval(() => {
      if (!document.hidden && this.state !== undefined) this.tick();
    }, STEP_MS);
  }

  private addPlot(plot: Plot, actions: PlotActions): void {
    plot.chart.setTheme(this.theme);
    addGestures(plot, {
      time: this.time,
      cursor: this.cursor,
      actions,
      onHover: (x) => {
        this.cursorView.hover(x);
        this.requestDraw();
      },
      onCursor: () => {
        this.refresh();
      },
    });
    addKeys(plot, this.cursor, this.navigation);
  }

  private show(message: StateMessage): void {
    const { devices, focusedId, nowMs, wallOffsetMs } = message;
    const first = this.state === undefined;
    this.state = message;
    const focused = devices.find(({ id }) => id === focusedId) ?? devices.at(0);
    this.clock.sync(nowMs, performance.now(), wallOffsetMs);
    if (focused?.id !== this.focusedId) {
      this.arrangement.restart();
      this.focusedId = focused?.id;
      if (!first) this.time.reset();
    }
    this.index.update(devices, focused?.id);
    this.arrangement.receive(message.plots);
    this.setClock(devices, focused);
    this.showPlots();
    if (first) this.tick();
  }

  private setClock(devices: readonly DeviceView[], focused: DeviceView | undefined): void {
    const ids = this.arrangement.plots.flatMap(({ channelIds }) => channelIds);
    const shown = new Set(ids.map((id) => this.index.get(id)?.device.id).concat(focused?.id));
    const all = devices.filter(({ id }) => shown.has(id));
    const nowMs = this.clock.at(performance.now());
    if (followDevices(this.time, all, nowMs)) this.lastNewsMs = performance.now();
  }

  /** Brings the plots to what is to be shown, where that has changed. */
  private showPlots(): void {
    const { plots } = this.arrangement;
    const ids = plots.flatMap(({ channelIds }) => channelIds);
    const views = ids.map((id) => {
      const channel = this.index.get(id);
      return channel && [channel.label, channel.view.unit, channel.view.colour];
    });
    const key = JSON.stringify([plots, views, [...this.hidden]]);
    if (key !== this.shownKey) {
      this.shownKey = key;
      // A series that was let go of must come whole again.
      if (this.series.retain(new Set(ids))) this.viewport.forget();
      this.stack.update(plots);
      this.remeasure();
    }
    this.requestDraw();
  }

  private apply(message: SeriesMessage): void {
    const pageMs = performance.now();
    this.clock.sync(message.nowMs, pageMs);
    this.series.apply(message.series);
    this.lastNewsMs = pageMs;
    this.pending = message.sequence;
    this.requestDraw();
  }

  /** What changes by itself as time goes on: four times a second. */
  private tick(): void {
    const { devices = [] } = this.state ?? {};
    const focused = devices.find(({ id }) => id === this.focusedId);
    this.stack.updateNumbers();
    this.tools.update(this.cursor.pinned);
    if (focused !== undefined) this.waiting.update(focused, this.clock.at(performance.now()));
  }

  /** What the user has just done shows in the tools at once. */
  private refresh(): void {
    this.tools.update(this.cursor.pinned);
    this.options.root.dataset.paused = String(this.time.mode === 'paused');
    this.requestDraw();
  }

  private remeasure(): void {
    this.unmeasured = true;
    this.requestDraw();
  }

  private requestDraw(): void {
    this.stale = true;
    this.pace.request();
  }

  private onFrame(pageMs: number): void {
    if (!this.clock.known) return;
    if (this.unmeasured) this.measure();
    const moved = this.time.advance(this.clock.at(pageMs));
    if (this.sized) {
      const pixels = Math.floor(this.geometry.widthPx * window.devicePixelRatio);
      this.viewport.tell(this.time, pixels, this.finestMs());
      if (moved || this.stale) this.draw(pageMs);
    }
    this.answer();
    const moves = this.time.mode === 'live' || this.time.isGliding;
    if (!moves || document.hidden || !this.sized) return;
    this.pace.goOn(pageMs - this.lastNewsMs > FRESH_MS && !this.time.isGliding);
  }

  /** Takes the sizes from the page: the only place that does, and only after a change. */
  private measure(): void {
    this.unmeasured = false;
    const narrow =
      getComputedStyle(this.stack.element).getPropertyValue('--stage-narrow').trim() === '1';
    const layout = layoutOf(narrow, this.stack.axisColumns);
    this.stack.setLayout(layout);
    this.sized = this.stack.measure();
    if (!this.sized) return;
    this.geometry = geometryOf(this.stack.element.clientWidth, layout);
    this.axis.measure();
    this.stale = true;
  }

  /** How far apart the densest samples lie, once the host has counted them. */
  private finestMs(): number | undefined {
    const { plots } = this.arrangement;
    const rate = this.index.fastest(plots.flatMap(({ channelIds }) => channelIds));
    return rate > 0 ? 1000 / rate : undefined;
  }

  private draw(pageMs: number): void {
    this.stale = false;
    this.pace.drawn(pageMs);
    const { fromMs, toMs, spanMs, mode } = this.time;
    if (mode === 'live') this.series.trim(fromMs - spanMs);
    this.stack.draw(this.time, this.index);
    const { leftPx, widthPx } = this.geometry;
    const chips = this.cursorView.update({ leftPx, widthPx });
    const { wallOffsetMs } = this.clock;
    this.axis.draw({ fromMs, toMs, leftPx, widthPx, wallOffsetMs, theme: this.theme, chips });
  }

  private answer(): void {
    if (this.pending === undefined) return;
    const sequence = this.pending;
    this.pending = undefined;
    const strokes = this.stack.all.reduce((sum, { chart }) => sum + chart.strokes, 0);
    const drawn = { sequence, points: this.series.points, nonBlank: strokes > 0 };
    const { dataset } = this.options.root;
    dataset.drawnSequence = String(sequence);
    dataset.nonblank = String(drawn.nonBlank);
    this.options.post({ type: 'drawn', ...drawn });
  }
}

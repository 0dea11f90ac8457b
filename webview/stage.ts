import { t } from '@vscode/l10n';
import type { TelemetryEvent } from '../src/model';
import type { DeviceView, FromWebview, PageCommand, ToWebview } from '../src/protocol';
import { HostClock } from './clock';
import { el } from './dom';
import { eventText } from './eventText';
import type { EventBook } from './eventBook';
import { reducedMotion } from './motion';
import type { Popover } from './popover';
import { Arrangement } from './plots/arrangement';
import { Below } from './plots/below';
import { ChannelIndex } from './plots/channelIndex';
import { Cursor } from './plots/cursor';
import { CursorView } from './plots/cursorView';
import { followDevices } from './plots/deviceTime';
import { hiddenOf } from './plots/hiddenSeries';
import { MarkExplainer } from './plots/markExplainer';
import { nextMark } from './plots/marks';
import { Navigation } from './plots/navigation';
import { STEP_MS } from './plots/pace';
import { Painter } from './plots/painter';
import type { Plot } from './plots/plot';
import { MAX_PLOTS, plotActions, type StackActions } from './plots/plotActions';
import type { PlotActions, PlotContext } from './plots/plotContext';
import { addGestures } from './plots/plotGestures';
import { addKeys } from './plots/plotKeys';
import { Speaker } from './plots/speaker';
import { Stack } from './plots/stack';
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
  /** All events the page knows; the page applies the messages before it hands them on. */
  readonly events: EventBook;
  /** The page's one popover. */
  readonly popover: Popover;
  /** Opens the tab with the table. */
  readonly showTable: () => void;
}

const MOTION_MS = 100;

/**
 * All that shows data over time: tools, plots, lanes, the time axis and the overview. It owns one draw per
 * animation frame for all of them, what is in view, and the columns that the page holds.
 */
export class Stage {
  readonly element = el('main', { class: 'stage' });
  /** Which time is in view. */
  readonly time: TimeView;
  private readonly clock = new HostClock();
  private readonly series = new SeriesStore();
  private readonly index = new ChannelIndex();
  private readonly cursor = new Cursor();
  /** Channels that the user has hidden. */
  private hidden: ReadonlySet<string> = new Set();
  private readonly arrangement: Arrangement;
  private readonly stack: Stack;
  private readonly tools: Tools;
  private readonly below: Below;
  private readonly viewport: Viewport;
  private readonly waiting: Waiting;
  private readonly speaker = new Speaker();
  private readonly navigation: Navigation;
  private readonly cursorView: CursorView;
  private readonly painter: Painter;
  private readonly explainer: MarkExplainer;
  private theme = readTheme();
  private state: StateMessage | undefined;
  /** Whose channels are on the plots, the focused one first. */
  private devices: readonly DeviceView[] = [];
  private focusedId: string | undefined;
  private shownKey = '';

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
    this.explainer = new MarkExplainer({
      popover: options.popover,
      events: options.events,
      stack: () => this.stack,
      time: this.time,
      devices: () => this.devices,
      wallOffsetMs: context.wallOffsetMs,
      jumpTo: (timeMs) => {
        this.jumpTo(timeMs);
      },
    });
    this.navigation = this.makeNavigation(actions);
    this.tools = new Tools(
      this.time,
      (command) => {
        this.command(command);
      },
      actions.addPlot,
    );
    this.waiting = new Waiting(options.post);
    this.below = new Below(options.popover, (timeMs) => {
      this.navigation.pinAt(timeMs);
    });
    this.cursorView = new CursorView({
      time: this.time,
      cursor: this.cursor,
      plots: () => this.stack.all,
      lanes: this.below.cursorLines,
      speaker: this.speaker,
      wallOffsetMs: context.wallOffsetMs,
    });
    this.painter = this.makePainter();
    this.build();
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
        this.below.setColumns(message);
        this.painter.request();
        return;
      case 'events':
        this.painter.request();
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
    this.painter.request();
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
      nextMark: (timeMs, by) => this.nextMark(timeMs, by),
      onMark: (mark) => {
        this.explainer.explain([mark]);
      },
      onCursor: () => {
        this.refresh();
      },
    });
  }

  private makePainter(): Painter {
    const { clock, time, series, index, stack, below, cursorView, viewport, options } = this;
    return new Painter({
      clock,
      time,
      series,
      index,
      stack,
      below,
      cursorView,
      viewport,
      events: options.events,
      theme: () => this.theme,
      devices: () => this.devices,
      onDrawn: (drawn) => {
        options.root.dataset.drawnSequence = String(drawn.sequence);
        options.root.dataset.nonblank = String(drawn.nonBlank);
        options.post({ type: 'drawn', ...drawn });
      },
    });
  }

  private makeActions(): PlotActions & StackActions {
    const { arrangement, index, options } = this;
    return plotActions({
      arrangement,
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
      hidden: () => this.hidden,
      theme: () => this.theme,
      wallOffsetMs: () => this.clock.wallOffsetMs,
      actions,
      popover: this.options.popover,
      post: this.options.post,
    };
  }

  private build(): void {
    const plots = el('section', {
      class: 'plots-area',
      attributes: { 'aria-label': t('Plots') },
    });
    plots.append(this.stack.element, this.waiting.element);
    this.element.append(this.tools.element, plots, ...this.below.elements, this.speaker.element);
  }

  private listen(): void {
    const resized = new ResizeObserver(() => {
      this.painter.remeasure();
    });
    resized.observe(this.element);
    resized.observe(this.stack.element);
    this.time.onChange(() => {
      this.options.onSpan(this.time.spanMs);
      this.explainer.follow();
      this.refresh();
    });
    new MutationObserver(() => {
      this.theme = readTheme();
      this.stack.setTheme();
      this.below.applyTheme();
      this.shownKey = '';
      this.showPlots();
    }).observe(document.body, { attributes: true, attributeFilter: ['class'] });
    window.setInterval(() => {
      if (!document.hidden && this.state !== undefined) this.tick();
    }, STEP_MS);
  }

  private addPlot(plot: Plot, actions: PlotActions): void {
    addGestures(plot, {
      time: this.time,
      cursor: this.cursor,
      actions,
      isMark: (spot) => this.explainer.at(plot, spot, false).length > 0,
      openMark: (spot, touch) => this.explainer.open(plot, spot, touch),
      onHover: (x) => {
        this.cursorView.hover(x);
        this.painter.request();
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
    this.follow(devices, focused);
    this.showPlots();
    if (first) this.tick();
  }

  private follow(devices: readonly DeviceView[], focused: DeviceView | undefined): void {
    const ids = this.arrangement.plots.flatMap(({ channelIds }) => channelIds);
    const shown = new Set(ids.map((id) => this.index.get(id)?.device.id));
    const others = devices.filter(({ id }) => shown.has(id) && id !== focused?.id);
    this.devices = focused === undefined ? others : [focused, ...others];
    const nowMs = this.clock.at(performance.now());
    if (followDevices(this.time, this.devices, nowMs)) this.painter.news();
  }

  private nextMark(timeMs: number, by: 1 | -1): TelemetryEvent | undefined {
    const ids = new Set(this.devices.map(({ id }) => id));
    const mark = nextMark(this.options.events.all, ids, timeMs, by);
    if (mark !== undefined) this.speaker.say(eventText(mark).sentence);
    return mark;
  }

  /** Brings the plots to what is to be shown, where that has changed. */
  private showPlots(): void {
    const { plots } = this.arrangement;
    const ids = plots.flatMap(({ channelIds }) => channelIds);
    this.hidden = hiddenOf(plots);
    const views = ids.map((id) => {
      const channel = this.index.get(id);
      return channel && [channel.label, channel.view.unit, channel.view.colour];
    });
    const places = plots.map(({ id, channelIds, share }) => [id, channelIds, share]);
    const key = JSON.stringify([places, views, [...this.hidden]]);
    if (key === this.shownKey) {
      this.stack.setRanges(plots);
      this.painter.request();
      return;
    }
    this.shownKey = key;
    // A series that was let go of must come whole again.
    if (this.series.retain(new Set(ids))) this.viewport.forget();
    this.stack.update(plots);
    this.painter.remeasure();
  }

  private apply(message: SeriesMessage): void {
    this.clock.sync(message.nowMs, performance.now());
    this.series.apply(message.series);
    this.painter.news(message.sequence);
  }

  /** What changes by itself as time goes on: four times a second. */
  private tick(): void {
    const { devices = [] } = this.state ?? {};
    const focused = devices.find(({ id }) => id === this.focusedId);
    this.stack.updateNumbers();
    // The curves stand, yet the time since then and the overview grow.
    if (this.time.isRunning && this.time.mode !== 'live') this.painter.request();
    this.updateTools();
    if (focused === undefined) return;
    const hasPlots = this.arrangement.plots.length > 0;
    this.waiting.update(focused, this.clock.at(performance.now()), hasPlots);
  }

  private updateTools(): void {
    this.tools.update(this.cursor.pinned, this.arrangement.plots.length >= MAX_PLOTS);
  }

  /** What the user has just done shows in the tools at once. */
  private refresh(): void {
    this.updateTools();
    this.options.root.dataset.paused = String(this.time.mode === 'paused');
    this.painter.request();
  }
}

import type { DeviceView } from '../../src/protocol';
import type { HostClock } from '../clock';
import type { EventBook } from '../eventBook';
import type { PlotTheme } from '../plotTheme';
import type { SeriesStore } from '../seriesStore';
import type { StageGeometry } from '../stageGeometry';
import type { TimeView } from '../timeView';
import type { Below } from './below';
import type { ChannelIndex } from './channelIndex';
import type { CursorView } from './cursorView';
import { geometryOf, layoutOf } from './geometry';
import { Pace } from './pace';
import type { Stack } from './stack';
import type { Viewport } from './viewport';

/** What the host is told once columns are on the screen. */
export interface Drawn {
  readonly sequence: number;
  readonly points: number;
  readonly nonBlank: boolean;
}

/** What is drawn, and from what. */
export interface PainterParts {
  readonly clock: HostClock;
  readonly time: TimeView;
  readonly series: SeriesStore;
  readonly index: ChannelIndex;
  readonly stack: Stack;
  readonly below: Below;
  readonly cursorView: CursorView;
  readonly viewport: Viewport;
  readonly events: EventBook;
  readonly theme: () => PlotTheme;
  /** Whose channels are on the plots, the focused one first. */
  readonly devices: () => readonly DeviceView[];
  readonly onDrawn: (drawn: Drawn) => void;
}

/** Without news for this long the plots leave the display's rate: only a gap can grow. */
const FRESH_MS = 1000;

/** One draw per animation frame for plots, lanes, axis and overview, while any of them has to change. */
export class Painter {
  private readonly pace = new Pace((pageMs) => {
    this.onFrame(pageMs);
  });
  private geometry: StageGeometry = { leftPx: 0, rightPx: 1, widthPx: 1 };
  private narrow = false;
  private sized = false;
  /** There is room for plots, if there is none yet. */
  private roomy = false;
  private unmeasured = true;
  private stale = true;
  private pending: number | undefined;
  private lastNewsMs = -Infinity;

  constructor(private readonly parts: PainterParts) {}

  /** Something has changed. */
  request(): void {
    this.stale = true;
    this.pace.request();
  }

  /** Sizes, or what needs room, have changed. */
  remeasure(): void {
    this.unmeasured = true;
    this.request();
  }

  /** Time goes on from now at the display's rate; `sequence`: columns to be answered once drawn. */
  news(sequence?: number): void {
    this.lastNewsMs = performance.now();
    this.pending = sequence ?? this.pending;
    this.request();
  }

  private onFrame(pageMs: number): void {
    const { clock, time, viewport } = this.parts;
    if (!clock.known) return;
    if (this.unmeasured) this.measure();
    const moved = time.advance(clock.at(pageMs));
    if (this.roomy) {
      // Also while no channel is known: with the first of them columns can come at once.
      const pixels = Math.floor(this.geometry.widthPx * window.devicePixelRatio);
      viewport.tell(time, pixels, this.finestMs());
    }
    if (this.sized && (moved || this.stale)) this.draw(pageMs);
    this.answer();
    const moves = time.mode === 'live' || time.isGliding;
    if (!moves || document.hidden || !this.sized) return;
    this.pace.goOn(pageMs - this.lastNewsMs > FRESH_MS && !time.isGliding);
  }

  /** Takes the sizes from the page: the only place that does, and only after a change. */
  private measure(): void {
    const { stack, below } = this.parts;
    this.unmeasured = false;
    const style = getComputedStyle(stack.element);
    this.narrow = style.getPropertyValue('--stage-narrow').trim() === '1';
    const layout = layoutOf(this.narrow, stack.axisColumns);
    stack.setLayout(layout);
    const { clientWidth } = stack.element;
    this.roomy = clientWidth > 0;
    // Also without any plot: lanes, axis and overview go on.
    this.sized = stack.measure() && this.roomy;
    this.geometry = geometryOf(clientWidth, layout);
    if (!this.sized) return;
    below.measure();
    this.stale = true;
  }

  private draw(pageMs: number): void {
    const { time, series, index, stack, below, cursorView, clock, events } = this.parts;
    this.stale = false;
    this.pace.drawn(pageMs);
    if (time.mode === 'live') series.trim(time.fromMs - time.spanMs);
    const { geometry, narrow } = this;
    const devices = this.parts.devices();
    const deviceIds = devices.map(({ id }) => id);
    stack.draw({ time, index, events, deviceIds, geometry, narrow });
    const chips = cursorView.update(geometry);
    const theme = this.parts.theme();
    const { wallOffsetMs } = clock;
    below.update({ devices, events, time, geometry, wallOffsetMs, theme, chips });
  }

  /** How far apart the densest samples lie, once the host has counted them. */
  private finestMs(): number | undefined {
    const { fastest } = this.parts.index;
    return fastest > 0 ? 1000 / fastest : undefined;
  }

  private answer(): void {
    if (this.pending === undefined) return;
    const sequence = this.pending;
    this.pending = undefined;
    const { stack, series, onDrawn } = this.parts;
    const strokes = stack.all.reduce((sum, { chart }) => sum + chart.strokes, 0);
    onDrawn({ sequence, points: series.points, nonBlank: strokes > 0 });
  }
}

import type { TelemetryEvent } from '../../src/model';
import { DEFAULT_SPAN_MS, type PageCommand } from '../../src/protocol';
import { jumpTo } from '../jump';
import type { TimeView } from '../timeView';
import type { Cursor } from './cursor';
import type { KeyAction } from './keys';
import type { Plot } from './plot';
import type { PlotActions } from './plotContext';
import { nextSample } from './reading';
import { zoomRange } from './valueZoom';

/** What navigation needs of the stage. */
export interface NavigationOptions {
  readonly time: TimeView;
  readonly cursor: Cursor;
  readonly actions: PlotActions;
  /** The plot that keys act on: the focused one, else the first. */
  readonly current: () => Plot | undefined;
  /** The mark after (1) or before (-1) a time, which is then said. */
  readonly nextMark: (timeMs: number, by: 1 | -1) => TelemetryEvent | undefined;
  /** The view is at this mark now. */
  readonly onMark: (mark: TelemetryEvent) => void;
  /** The cursor has changed. */
  readonly onCursor: () => void;
}

const KEY_ZOOM = 0.7;
const PAN = 0.1;

/** What keys and commands do to time, values and cursor; the pointer's share is in `gestures`. */
export class Navigation {
  constructor(private readonly options: NavigationOptions) {}

  /** Does it; false when the command is none of the plots'. */
  command(command: PageCommand): boolean {
    const { time, actions, current } = this.options;
    switch (command) {
      case 'togglePause':
        if (time.mode === 'paused') time.resume();
        else time.pause();
        return true;
      case 'backToLive':
        time.backToLive();
        return true;
      case 'oldest':
        time.toOldest();
        return true;
      case 'zoomIn':
        time.zoom(KEY_ZOOM, this.pinnedInView());
        return true;
      case 'zoomOut':
        time.zoom(1 / KEY_ZOOM, this.pinnedInView());
        return true;
      case 'resetZoom':
        time.setSpan(DEFAULT_SPAN_MS);
        return true;
      case 'showAll':
        time.showAll();
        return true;
      case 'panLeft':
        time.moveBy(-PAN);
        return true;
      case 'panRight':
        time.moveBy(PAN);
        return true;
      case 'nextMark':
        this.toMark(1);
        return true;
      case 'previousMark':
        this.toMark(-1);
        return true;
      case 'toggleCursor':
        this.toggleCursor();
        return true;
      case 'autoScale': {
        const plot = current();
        if (plot !== undefined) actions.autoScale(plot.id);
        return true;
      }
      default:
        return false;
    }
  }

  /** Does what a key over the plots means. */
  act(action: KeyAction): void {
    const { time, cursor, onCursor } = this.options;
    switch (action.kind) {
      case 'command':
        this.command(action.command);
        return;
      case 'pan':
        time.moveBy(action.share);
        return;
      case 'stepSample':
        this.stepSample(action.by);
        return;
      case 'stepTime':
        this.moveCursor((cursor.bMs ?? cursor.aMs ?? time.toMs) + action.ms);
        return;
      case 'zoomValues':
        this.zoomValues(action.factor);
        return;
      case 'clearCursor':
        cursor.clear();
        onCursor();
        return;
      default:
        action satisfies never;
    }
  }

  /** Shows a time in the middle, with the cursor on it. */
  jumpTo(timeMs: number): void {
    const { time } = this.options;
    const inView = timeMs >= time.fromMs && timeMs <= time.toMs;
    if (!inView || time.mode === 'live') jumpTo(time, timeMs, timeMs);
    this.pinAt(timeMs);
  }

  /** Puts the cursor on a time that is in view. */
  pinAt(timeMs: number): void {
    const { cursor, onCursor } = this.options;
    cursor.clear();
    cursor.click(timeMs);
    onCursor();
  }

  private toMark(by: 1 | -1): void {
    const { time, cursor, nextMark, onMark } = this.options;
    const from = cursor.bMs ?? cursor.aMs ?? (by > 0 ? time.fromMs : time.toMs);
    const mark = nextMark(from, by);
    if (mark === undefined) return;
    this.jumpTo(mark.timeMs);
    onMark(mark);
  }

  private toggleCursor(): void {
    const { time, cursor, onCursor } = this.options;
    if (!cursor.clear()) {
      const middle = (time.fromMs + time.toMs) / 2;
      const at = cursor.shown?.atMs ?? middle;
      cursor.click(this.sampleNear(at) ?? at);
    }
    onCursor();
  }

  private stepSample(by: 1 | -1): void {
    const { cursor, current, time } = this.options;
    const from = cursor.bMs ?? cursor.aMs ?? time.toMs;
    const to = nextSample(current()?.readSeries() ?? [], from, by);
    if (to !== undefined) this.moveCursor(to);
  }

  private sampleNear(timeMs: number): number | undefined {
    const series = this.options.current()?.readSeries() ?? [];
    const before = nextSample(series, timeMs, -1);
    const after = nextSample(series, timeMs, 1);
    if (before === undefined || after === undefined) return before ?? after;
    return timeMs - before < after - timeMs ? before : after;
  }

  /** The view follows the cursor out of itself. */
  private moveCursor(timeMs: number): void {
    const { time, cursor, onCursor } = this.options;
    const { fromMs, toMs } = time.bounds;
    const at = Number.isNaN(fromMs) ? timeMs : Math.max(fromMs, Math.min(toMs, timeMs));
    cursor.moveTo(at);
    if (at < time.fromMs) time.moveBy((at - time.fromMs) / time.spanMs - PAN);
    else if (at > time.toMs) time.moveBy((at - time.toMs) / time.spanMs + PAN);
    onCursor();
  }

  private pinnedInView(): number | undefined {
    const { time, cursor } = this.options;
    const at = cursor.bMs ?? cursor.aMs ?? cursor.shown?.atMs;
    return at !== undefined && at >= time.fromMs && at <= time.toMs ? at : undefined;
  }

  private zoomValues(factor: number): void {
    const { actions, current } = this.options;
    const plot = current();
    if (plot === undefined) return;
    for (const unit of plot.chart.axisUnits()) {
      const range = plot.chart.rangeOf(unit);
      if (range !== undefined) actions.setRange(plot.id, unit, zoomRange(range, factor));
    }
  }
}

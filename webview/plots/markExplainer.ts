import type { DeviceView } from '../../src/protocol';
import type { TelemetryEvent } from '../../src/model';
import type { EventBook } from '../eventBook';
import { eventRows, rowContext } from '../eventRows';
import { isMarked } from '../markStrip';
import type { Popover } from '../popover';
import { askForSource } from '../sourceLink';
import type { TimeView } from '../timeView';
import type { Spot } from './gestures';
import type { Plot } from './plot';
import type { Stack } from './stack';

/** What it explains, and where. */
export interface MarkExplainerParts {
  readonly popover: Popover;
  readonly events: EventBook;
  readonly stack: () => Stack;
  readonly time: TimeView;
  /** Whose channels are on the plots. */
  readonly devices: () => readonly DeviceView[];
  readonly wallOffsetMs: () => number;
  /** Brings a time into view, with the cursor on it. */
  readonly jumpTo: (timeMs: number) => void;
}

/** How far from an icon, and from a line, a press still means it. */
const ICON_PX = { mouse: 9, touch: 22 };
const LINE_PX = { mouse: 4, touch: 12 };
/** The triangle of a limit stands so far from its bound, on the side where it was crossed. */
const TRIANGLE_PX = 9;
const HEIGHT_PX = 18;
/** A view that has moved by less, as when it snaps to its columns, stands. */
const STILL = 0.002;

/** Finds the marks under a spot of a plot, and explains them as the event lane does. */
export class MarkExplainer {
  private shown: HTMLElement | undefined;
  private shownFromMs = NaN;

  constructor(private readonly parts: MarkExplainerParts) {}

  /** The events whose mark is there; [] where there is none. */
  at(plot: Plot, spot: Spot, touch: boolean): readonly TelemetryEvent[] {
    const { area } = plot.chart;
    const { x, y } = spot;
    if (x < area.left || x > area.right || y < area.top || y > area.bottom) return [];
    const icons = this.parts.stack().markIconsAt(plot, spot, ICON_PX[touch ? 'touch' : 'mouse']);
    if (icons.length > 0) return icons;
    const { events, time } = this.parts;
    const msPerPx = time.spanMs / (area.right - area.left);
    const atMs = time.fromMs + (x - area.left) * msPerPx;
    const shown = new Set(this.parts.devices().map(({ id }) => id));
    const near = (event: TelemetryEvent, px: number) =>
      Math.abs(event.timeMs - atMs) <= px * msPerPx && shown.has(event.deviceId);
    const iconPx = ICON_PX[touch ? 'touch' : 'mouse'];
    const between = events.between(atMs - iconPx * msPerPx, atMs + iconPx * msPerPx);
    const alarms = between.filter((event) => {
      const row = triangleRow(event, plot);
      return row !== undefined && near(event, iconPx) && Math.abs(row - y) <= iconPx;
    });
    if (alarms.length > 0) return alarms;
    const linePx = LINE_PX[touch ? 'touch' : 'mouse'];
    return between.filter((event) => isMarked(event) && near(event, linePx));
  }

  /** Goes to the marks at a spot and explains them; false where there is none. */
  open(plot: Plot, spot: Spot, touch: boolean): boolean {
    const events = this.at(plot, spot, touch);
    if (events.length === 0) return false;
    this.parts.jumpTo(events[0].timeMs);
    askForSource(plot.body, events);
    this.explain(events, { plot, y: spot.y - HEIGHT_PX / 2 });
    return true;
  }

  /** Explains events beside their mark, at `y` of a plot; at the top of the first one without it. */
  explain(
    events: readonly TelemetryEvent[],
    at?: { readonly plot: Plot; readonly y: number },
  ): void {
    const { popover, time, devices, wallOffsetMs } = this.parts;
    const plot = at?.plot ?? this.parts.stack().all.at(0);
    if (plot === undefined || events.length === 0) return;
    const { area } = plot.chart;
    const box = plot.body.getBoundingClientRect();
    const share = (events[0].timeMs - time.fromMs) / time.spanMs;
    const left = box.left + area.left + share * (area.right - area.left);
    const top = box.top + (at?.y ?? area.top);
    this.shownFromMs = time.fromMs;
    this.shown = eventRows(events, rowContext(devices(), wallOffsetMs()));
    popover.show({ left, top, width: 0, height: HEIGHT_PX }, this.shown);
  }

  /** Closes the explanation once the view has moved: its mark is elsewhere then. */
  follow(): void {
    const { time, popover } = this.parts;
    if (this.shown === undefined) return;
    if (Math.abs(time.fromMs - this.shownFromMs) < time.spanMs * STILL) return;
    if (this.shown.isConnected) popover.close();
    this.shown = undefined;
  }
}

/** The row of the triangle where a limit of a plot was crossed, in pixels of the plot. */
function triangleRow({ fact, deviceId }: TelemetryEvent, plot: Plot): number | undefined {
  if (fact.kind !== 'limit' || !fact.raised) return undefined;
  const { channel, side, bound } = fact.limit;
  const isHere = plot.plotted.some(
    (one) => one.device.id === deviceId && one.view.name === channel,
  );
  const row = isHere ? plot.chart.yOf(fact.unit, bound) : undefined;
  return row === undefined ? undefined : row + (side === 'high' ? -TRIANGLE_PX : TRIANGLE_PX);
}

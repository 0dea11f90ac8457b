import { el, setShown } from '../dom';
import type { TimeView } from '../timeView';
import type { Cursor } from './cursor';
import { Gestures, type GestureTarget, type Spot } from './gestures';
import type { Plot } from './plot';
import type { PlotActions } from './plotContext';
import { moveRange, zoomRange } from './valueZoom';

/** What gestures over a plot act on. */
export interface PlotGestureOptions {
  readonly time: TimeView;
  readonly cursor: Cursor;
  readonly actions: PlotActions;
  /** True where a mark is that can be pressed. */
  readonly isMark: (spot: Spot) => boolean;
  /** Opens the mark that is there; false where there is none. */
  readonly openMark: (spot: Spot, touch: boolean) => boolean;
  /** Where the pointer is, in pixels from the left of the plots. */
  readonly onHover: (x: number | undefined) => void;
  /** The cursor has been pinned or unpinned. */
  readonly onCursor: () => void;
}

/** A second click this near to the first takes the cursor away again. */
const SAME_PX = 4;
/** A flatter box zooms time alone. */
const FLAT_PX = 8;
/** A narrower one is a slip of the hand. */
const NARROW_PX = 4;

/** Makes pointer, wheel and fingers over a plot move time, its values and the cursor. */
export function addGestures(plot: Plot, options: PlotGestureOptions): void {
  const { time, cursor, actions, onHover, onCursor } = options;
  const box = el('div', { class: 'zoom-box' });
  setShown(box, false);
  plot.body.append(box);
  const area = () => plot.chart.area;
  const timeAt = (x: number) => {
    const { left, right } = area();
    const inside = Math.max(left, Math.min(right, x));
    return time.fromMs + ((inside - left) / (right - left)) * time.spanMs;
  };
  const pin = (x: number) => {
    const { left, right } = area();
    const nearMs = (time.spanMs * SAME_PX) / (right - left);
    const at = timeAt(x);
    const again = cursor.bMs === undefined && Math.abs((cursor.aMs ?? NaN) - at) < nearMs;
    if (again) cursor.clear();
    else cursor.click(at);
    onCursor();
  };
  const target: GestureTarget = {
    onAxis: ({ x }) => x < area().left,
    hover: (spot) => {
      const inside = spot !== undefined && spot.x >= area().left && spot.x <= area().right;
      plot.body.classList.toggle('on-mark', inside && options.isMark(spot));
      onHover(inside ? spot.x : undefined);
    },
    tap: (spot, touch) => {
      if (!options.openMark(spot, touch) && spot.x <= area().right) pin(spot.x);
    },
    pan: (deltaX) => {
      time.moveBy(-deltaX / (area().right - area().left));
    },
    panValues: (start, deltaY) => {
      changeRange(plot, start, actions, (range) =>
        moveRange(range, deltaY / (area().bottom - area().top)),
      );
    },
    zoomTime: (factor, { x }) => {
      time.zoom(factor, timeAt(x));
    },
    zoomValues: (factor, spot) => {
      changeRange(plot, spot, actions, (range, unit) =>
        zoomRange(range, factor, plot.chart.valueAt(unit, spot.y)),
      );
    },
    autoScale: (spot) => {
      for (const unit of plot.chart.unitsAt(spot.x)) actions.setRange(plot.id, unit, undefined);
    },
    box: (drawn) => {
      setShown(box, drawn !== undefined && !drawn.done);
      if (drawn === undefined) return;
      if (drawn.done) zoomToBox(plot, drawn, timeAt, options);
      else drawBox(box, drawn.from, drawn.to, area());
    },
    pin: ({ x }, first) => {
      if (first) cursor.clear();
      cursor.moveTo(timeAt(x));
      onCursor();
    },
  };
  new Gestures(plot.body, target);
}

function changeRange(
  plot: Plot,
  { x }: Spot,
  actions: PlotActions,
  change: (range: readonly [number, number], unit: string) => readonly [number, number],
): void {
  const unit = plot.chart.unitsAt(x).at(0);
  const range = unit === undefined ? undefined : plot.chart.rangeOf(unit);
  if (unit !== undefined && range !== undefined) {
    actions.setRange(plot.id, unit, change(range, unit));
  }
}

function drawBox(
  box: HTMLElement,
  from: Spot,
  to: Spot,
  area: { left: number; right: number; top: number; bottom: number },
): void {
  const inX = (x: number) => Math.max(area.left, Math.min(area.right, x));
  const inY = (y: number) => Math.max(area.top, Math.min(area.bottom, y));
  const flat = Math.abs(to.y - from.y) < FLAT_PX;
  const [top, bottom] = flat
    ? [area.top, area.bottom]
    : [inY(Math.min(from.y, to.y)), inY(Math.max(from.y, to.y))];
  const left = inX(Math.min(from.x, to.x));
  box.style.left = `${String(left)}px`;
  box.style.top = `${String(top)}px`;
  box.style.width = `${String(inX(Math.max(from.x, to.x)) - left)}px`;
  box.style.height = `${String(bottom - top)}px`;
}

function zoomToBox(
  plot: Plot,
  { from, to }: { from: Spot; to: Spot },
  timeAt: (x: number) => number,
  { time, actions }: PlotGestureOptions,
): void {
  if (Math.abs(to.x - from.x) < NARROW_PX) return;
  const [left, right] = [timeAt(Math.min(from.x, to.x)), timeAt(Math.max(from.x, to.x))];
  const { top, bottom } = plot.chart.area;
  const rows = [from.y, to.y].map((y) => Math.max(top, Math.min(bottom, y)));
  if (Math.abs(rows[1] - rows[0]) >= FLAT_PX) {
    for (const unit of plot.chart.axisUnits()) {
      const high = plot.chart.valueAt(unit, Math.min(...rows));
      const low = plot.chart.valueAt(unit, Math.max(...rows));
      if (high !== undefined && low !== undefined) actions.setRange(plot.id, unit, [low, high]);
    }
  }
  time.show(left, right);
}

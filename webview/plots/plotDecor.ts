import type { DeviceView, FromWebview } from '../../src/protocol';
import type { EventBook } from '../eventBook';
import { Gutter, type GutterLine } from '../gutter';
import { limitsOn, type PlottedLimit } from '../limitsOn';
import { seriesColour } from '../../src/seriesColour';
import { PlotMarks } from '../plotMarks';
import type { Popover } from '../popover';
import type { Series } from '../series';
import type { SeriesStore } from '../seriesStore';
import type { TimeView } from '../timeView';
import type { PlotChannel } from './channelIndex';
import type { PlotChart } from './plotChart';

/** What is around the curves of a plot now. */
export interface DecorView {
  readonly events: EventBook;
  /** Devices whose channels are on any plot. */
  readonly deviceIds: readonly string[];
  readonly time: TimeView;
  readonly narrow: boolean;
  readonly light: boolean;
  /** The channels of this plot that are drawn. */
  readonly channels: readonly PlotChannel[];
  readonly series: SeriesStore;
}

/** Names and limit handles beside one plot, limit lines and marks on it. */
export class PlotDecor {
  private readonly gutter: Gutter;
  private readonly marks = new PlotMarks();
  private limits: readonly PlottedLimit[] = [];

  constructor(
    private readonly chart: PlotChart,
    body: HTMLElement,
    popover: Popover,
    post: (message: FromWebview) => void,
  ) {
    this.gutter = new Gutter(popover, post);
    body.append(this.gutter.element);
  }

  /** Devices, or the channels of the plot, have changed. */
  setLimits(channelIds: readonly string[], devices: readonly DeviceView[]): void {
    this.limits = limitsOn(channelIds, devices);
    this.chart.setLimits(this.limits.map(({ unit, limit }) => ({ unit, bound: limit.bound })));
  }

  applyTheme(): void {
    this.marks.applyTheme();
  }

  /** Asks for a limit on this plot. */
  newLimit(): void {
    this.gutter.newLimit();
  }

  /** Before the curves are drawn: lines and marks are part of the same picture. */
  mark({ events, deviceIds, time }: DecorView): void {
    const { chart, limits } = this;
    const annotations = this.marks.annotations({
      events,
      deviceIds,
      time,
      widthPx: chart.area.right - chart.area.left,
      limits,
      axisIdOf: (unit) => chart.axisIdOf(unit),
    });
    chart.setAnnotations(annotations);
  }

  /** After the curves are drawn: the value axes are settled. */
  update({ time, narrow, light, channels, series }: DecorView): void {
    const { chart } = this;
    const { top: topPx, bottom: bottomPx, left: leftPx, right: rightPx } = chart.area;
    const lines = channels.map(({ id, label, device, view }): GutterLine => {
      const { name, unit, colour } = view;
      const last = lastValue(series.of(id), time.toMs);
      const css = seriesColour(colour, light);
      return { deviceId: device.id, channelId: id, name, label, unit, colour: css, last };
    });
    this.gutter.update({
      topPx,
      bottomPx,
      leftPx,
      rightPx,
      narrow,
      live: time.mode === 'live',
      lines,
      limits: this.limits,
      yOf: (unit, value) => chart.yOf(unit, value) ?? topPx,
      valueAt: (unit, y) => chart.valueAt(unit, y) ?? 0,
    });
  }
}

/** The last value at or before a time; NaN when there is none or it is the end of a gap. */
function lastValue(source: Series, timeMs: number): number {
  let i = Math.min(source.length - 1, source.firstAt(timeMs));
  if (i >= 0 && source.timeMs(i) > timeMs) i--;
  return i < 0 ? NaN : (source.lo(i) + source.hi(i)) / 2;
}

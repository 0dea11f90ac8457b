import type { DeviceView, FromWebview } from '../../../src/protocol';
import { el } from '../../../webview/dom';
import type { EventBook } from '../../../webview/eventBook';
import { Gutter } from '../../../webview/gutter';
import { limitsOn } from '../../../webview/limitsOn';
import { MarkStrip } from '../../../webview/markStrip';
import { seriesColour } from '../../../src/seriesColour';
import { PlotMarks } from '../../../webview/plotMarks';
import { PlotChart } from '../../../webview/plots/plotChart';
import type { PlotLayout } from '../../../webview/plots/geometry';
import { readTheme } from '../../../webview/plotTheme';
import type { Popover } from '../../../webview/popover';
import { Series } from '../../../webview/series';
import type { TimeView } from '../../../webview/timeView';

/** A plot of one axis: its channels by id, name and unit, each a flat line with a slow swing. */
export interface PlotSetup {
  readonly heightPx: number;
  readonly unit: string;
  readonly channels: readonly {
    readonly id: string;
    readonly name: string;
    readonly level: number;
  }[];
  readonly endMs: number;
}

interface FrameView {
  readonly devices: readonly DeviceView[];
  readonly events: EventBook;
  readonly time: TimeView;
  readonly layout: PlotLayout;
  readonly narrow: boolean;
}

/** A chart with gutter and marks, put together as the stage does it. */
export class FixturePlot {
  readonly element: HTMLElement;
  readonly chart: PlotChart;
  readonly gutter: Gutter;
  readonly marks = new PlotMarks();
  private readonly body = el('div', { class: 'plot-body' });
  private readonly host = el('div', { class: 'plot-host' });
  private readonly strip: MarkStrip | undefined;

  constructor(
    private readonly setup: PlotSetup,
    first: boolean,
    popover: Popover,
    post: (message: FromWebview) => void,
  ) {
    this.element = el('section', { class: 'plot' }, this.body);
    this.element.style.flex = `none`;
    this.body.style.height = `${String(setup.heightPx)}px`;
    this.body.style.flex = 'none';
    this.gutter = new Gutter(popover, post);
    this.chart = new PlotChart(readTheme(), { axisColumns: 1, axisPx: 58, rightPx: 94 }, () => 0);
    this.host.append(this.chart.canvas);
    this.body.append(this.host, this.gutter.element);
    this.strip = first ? new MarkStrip() : undefined;
    if (this.strip !== undefined) this.body.append(this.strip.element);
    const { channels, unit, endMs } = setup;
    this.chart.setSeries(
      channels.map(({ id, name, level }, i) => ({
        id,
        name,
        unit,
        colour: i,
        source: seriesAt(level, endMs),
      })),
    );
  }

  measure(): void {
    this.chart.resize(this.host.clientWidth, this.host.clientHeight);
  }

  frame({ devices, events, time, layout, narrow }: FrameView): void {
    const { chart, setup } = this;
    const { unit } = setup;
    const deviceIds = devices.map(({ id }) => id);
    const limits = limitsOn(
      setup.channels.map(({ id }) => id),
      devices,
    );
    chart.setLayout(layout);
    chart.scrollTo(time.fromMs, time.toMs);
    const axisIdOf = (of: string) => chart.axisIdOf(of);
    const { left, width } = chart.area;
    const widthPx = width;
    chart.setAnnotations(
      this.marks.annotations({ events, deviceIds, time, widthPx, limits, axisIdOf }),
    );
    chart.draw();
    const { area } = chart;
    this.gutter.update({
      leftPx: area.left,
      rightPx: area.right,
      topPx: area.top,
      bottomPx: area.bottom,
      narrow,
      live: false,
      limits,
      lines: setup.channels.map(({ id, name, level }, i) => ({
        deviceId: deviceIds[0],
        channelId: id,
        name,
        label: name,
        unit,
        colour: seriesColour(i, false),
        last: level,
      })),
      yOf: (of, value) => chart.yOf(of, value) ?? NaN,
      valueAt: (of, y) => chart.valueAt(of, y) ?? NaN,
    });
    const geometry = { leftPx: left, rightPx: left + width, widthPx: width };
    this.strip?.update(events, deviceIds, time, geometry, area.top);
  }
}

function seriesAt(level: number, endMs: number): Series {
  const series = new Series();
  const rows = new Float64Array(3000);
  for (let i = 0; i < 1000; i++) {
    const value = level * (1 + 0.1 * Math.sin((i - 1000) / 60));
    rows.set([endMs - (1000 - i) * 100, value, value], 3 * i);
  }
  series.apply(-Infinity, rows);
  return series;
}

import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import type { TelemetryEvent } from '../src/model';
import type { EventBook } from './eventBook';
import { faded, readLaneColours, type LaneColours } from './laneColours';
import type { PlottedLimit } from './limitsOn';
import { isMarked } from './markStrip';
import { isHalt, isReleased } from './sourceLink';
import type { TimeView } from './timeView';

/** What stands over and under the curves of one plot. */
export interface PlotMarksView {
  readonly events: EventBook;
  /** Devices whose channels are on any plot: faults and marks go through all plots. */
  readonly deviceIds: readonly string[];
  readonly time: Pick<TimeView, 'fromMs' | 'toMs' | 'spanMs'>;
  /** Width of the plot's area. */
  readonly widthPx: number;
  /** Limits of the channels on this plot: `limitsOn(channelIds, devices)`. */
  readonly limits: readonly PlottedLimit[];
  /** Chart.js' id of the value axis of a unit. */
  readonly axisIdOf: (unit: string) => string | undefined;
}

type Annotations = Readonly<Record<string, AnnotationOptions>>;

/** More upright lines than these in view tell nothing. */
const MAX_IN_VIEW = 200;
/** A fault that goes on for at least so many pixels is a band. */
const BAND_PX = 3;
const CRITICAL_DASH = [8, 3];
const WARNING_DASH = [4, 4];
const FAULT_DASH = [2, 3];
const MARK_DASH = [1, 3];
const HALT_DASH = [1, 2];

/**
 * Limit lines, fault and user marks and alarm triangles of one plot, as options of the annotation plugin. Wiring:
 * one for each plot; hand `annotations(view)` to the chart every frame: it is the same object until an update of
 * the chart is needed. Covers half a span beside the view, so that scrolling needs no update: the chart must have
 * the plugin `placeAnnotations`. `applyTheme` when the theme changes.
 */
export class PlotMarks {
  private colours: LaneColours = readLaneColours();
  private made: Annotations = {};
  private key = '';
  private text = '{}';
  private fromMs = NaN;
  private toMs = NaN;

  /** Reads the theme's colours again. */
  applyTheme(): void {
    this.colours = readLaneColours();
    this.key = '';
  }

  annotations(view: PlotMarksView): Annotations {
    const { events, deviceIds, time, widthPx, limits } = view;
    if (!(time.spanMs > 0) || widthPx <= 0) return this.made;
    const key = [
      events.revision,
      time.spanMs,
      widthPx,
      ...deviceIds,
      ...limits.map((one) => limitKey(one, view)),
    ].join('\n');
    const covered = time.fromMs >= this.fromMs && time.toMs <= this.toMs;
    if (covered && key === this.key) return this.made;
    this.key = key;
    this.fromMs = time.fromMs - time.spanMs / 2;
    this.toMs = time.toMs + time.spanMs / 2;
    const made = this.make(view);
    // What looks the same is the same: no update of the chart for it.
    const text = JSON.stringify(made);
    if (text !== this.text) this.made = made;
    this.text = text;
    return this.made;
  }

  private make(view: PlotMarksView): Annotations {
    const made: Record<string, AnnotationOptions> = {};
    for (const plotted of view.limits) {
      const scaleID = view.axisIdOf(plotted.unit);
      if (scaleID === undefined) continue;
      const { channelId, limit } = plotted;
      const id = `limit ${channelId} ${limit.level} ${limit.side}`;
      made[id] = this.limitLine(plotted, scaleID);
    }
    const { deviceIds } = view;
    const closeMs = view.time.spanMs / Math.min(MAX_IN_VIEW, view.widthPx);
    let markedMs = -Infinity;
    for (const event of view.events.between(this.fromMs, this.toMs)) {
      if (!deviceIds.includes(event.deviceId)) continue;
      const id = `${event.deviceId} ${String(event.number)}`;
      if (event.fact.kind === 'limit' && event.fact.raised) {
        const triangle = this.triangle(event, view);
        if (triangle !== undefined && event.timeMs >= this.fromMs) made[`alarm ${id}`] = triangle;
      } else if (isMarked(event)) {
        const isBand = (event.lastMs - event.timeMs) / view.time.spanMs > BAND_PX / view.widthPx;
        if (isBand) made[`band ${id}`] = this.band(event);
        if (event.timeMs - markedMs < closeMs || event.timeMs < this.fromMs) continue;
        markedMs = event.timeMs;
        made[`mark ${id}`] = this.upright(event);
      }
    }
    return made;
  }

  private limitLine({ limit }: PlottedLimit, scaleID: string): AnnotationOptions {
    const critical = limit.level === 'critical';
    return {
      type: 'line',
      scaleID,
      value: limit.bound,
      borderColor: critical ? this.colours.critical : this.colours.warning,
      borderDash: critical ? CRITICAL_DASH : WARNING_DASH,
      ...hairline(),
    };
  }

  private upright(event: TelemetryEvent): AnnotationOptions {
    const isFault = event.fact.kind === 'injected';
    return {
      type: 'line',
      scaleID: 'x',
      value: event.timeMs,
      borderColor: isFault ? this.colours.fault : this.colours.foreground,
      borderDash: isFault ? FAULT_DASH : MARK_DASH,
      ...hairline(),
    };
  }

  private band(event: TelemetryEvent): AnnotationOptions {
    if (isHalt(event)) return this.debugBand(event, this.colours.halted, 60);
    if (isReleased(event)) return this.debugBand(event, this.colours.dim, 12);
    return {
      type: 'box',
      xScaleID: 'x',
      xMin: event.timeMs,
      xMax: event.lastMs,
      backgroundColor: faded(this.colours.fault, 10),
      borderWidth: 0,
      adjustScaleRange: false,
      drawTime: 'beforeDatasetsDraw',
    };
  }

  /** While a debugger has the target, or the port; one that lasts still goes on beyond what is in view. */
  private debugBand(event: TelemetryEvent, colour: string, percent: number): AnnotationOptions {
    return {
      type: 'box',
      xScaleID: 'x',
      xMin: event.timeMs,
      xMax: Math.min(event.lastMs, this.toMs),
      backgroundColor: faded(colour, percent),
      borderColor: this.colours.dim,
      borderDash: HALT_DASH,
      borderWidth: 1 / window.devicePixelRatio,
      adjustScaleRange: false,
      drawTime: 'beforeDatasetsDraw',
    };
  }

  /** Where a limit of a channel on this plot was crossed. */
  private triangle(event: TelemetryEvent, view: PlotMarksView): AnnotationOptions | undefined {
    if (event.fact.kind !== 'limit') return undefined;
    const { limit, unit } = event.fact;
    const isHere = view.limits.some(
      (one) => one.deviceId === event.deviceId && one.limit.channel === limit.channel,
    );
    const yScaleID = view.axisIdOf(unit);
    if (!isHere || yScaleID === undefined) return undefined;
    const high = limit.side === 'high';
    return {
      type: 'point',
      xScaleID: 'x',
      yScaleID,
      xValue: event.timeMs,
      yValue: limit.bound,
      yAdjust: high ? -9 : 9,
      radius: 5,
      pointStyle: 'triangle',
      rotation: high ? 0 : 180,
      backgroundColor: limit.level === 'critical' ? this.colours.critical : this.colours.warning,
      borderWidth: 0,
      adjustScaleRange: false,
      drawTime: 'afterDatasetsDraw',
    };
  }
}

function hairline() {
  return {
    borderWidth: 1 / window.devicePixelRatio,
    adjustScaleRange: false,
    drawTime: 'beforeDatasetsDraw',
  } as const;
}

function limitKey({ channelId, unit, limit }: PlottedLimit, view: PlotMarksView): string {
  return [channelId, view.axisIdOf(unit), limit.level, limit.side, limit.bound].join(' ');
}

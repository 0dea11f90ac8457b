import { t } from '@vscode/l10n';
import type { ToWebview } from '../src/protocol';
import { el, setText } from './dom';
import type { EventBook } from './eventBook';
import { eventLook } from './eventLook';
import { faded, readLaneColours, type LaneColours } from './laneColours';
import { drawOverview, type OverviewMark } from './overviewLine';
import { OverviewWindow } from './overviewWindow';
import { spanText } from './spanText';
import type { StageGeometry } from './stageGeometry';
import { timeOfDay } from './timeText';
import type { TimeBounds, TimeView } from './timeView';

type OverviewMessage = Extract<ToWebview, { type: 'overview' }>;

/** What the overview shows; the same objects may be handed over every frame. */
export interface OverviewView {
  readonly deviceIds: readonly string[];
  readonly events: EventBook;
  readonly time: TimeView;
  readonly geometry: StageGeometry;
  readonly wallOffsetMs: number;
}

/** Room for the strip's edges above and below. */
const PADDING_PX = 4;
const HEIGHT_PX = 34;
/** The picture of the whole grows in steps: at least a pixel, at most so often. */
const GROW_MS = 250;

/**
 * The whole store in one strip: one channel's line, graver events as bars, the view as a box to be dragged.
 * Wiring: `new Overview()` once, `setColumns` with every `overview` message, `update` every frame,
 * `applyTheme` when the theme changes. Goes on growing while the view is paused.
 */
export class Overview {
  readonly element = el('section', { class: 'overview' });
  private readonly begin = el('span', { class: 'overview-begin' });
  private readonly end = el('span', { class: 'overview-end' });
  private readonly track = el('div', { class: 'overview-track' });
  private readonly canvas = el('canvas', { attributes: { 'aria-hidden': 'true' } });
  private readonly box: OverviewWindow;
  private colours: LaneColours = readLaneColours();
  private rows = new Float64Array(0);
  private marks: readonly OverviewMark[] = [];
  private marksKey = '';
  private stale = true;
  private drawnMs = -Infinity;
  private drawnKey = '';
  private shown: TimeBounds = { fromMs: NaN, toMs: NaN };

  constructor() {
    this.element.setAttribute('aria-label', t('Overview of everything stored'));
    this.box = new OverviewWindow(this.track);
    this.track.append(this.canvas, this.box.element);
    this.element.append(this.begin, this.track, this.end);
  }

  /** One channel's columns over all that is stored. */
  setColumns(message: OverviewMessage): void {
    this.rows = new Float64Array(message.rows);
    this.stale = true;
  }

  /** Reads the theme's colours again. */
  applyTheme(): void {
    this.colours = readLaneColours();
    this.marksKey = '';
    this.stale = true;
  }

  update(view: OverviewView): void {
    const { time, geometry, wallOffsetMs } = view;
    const { bounds } = time;
    const empty = !(bounds.toMs > bounds.fromMs) || geometry.widthPx <= 0;
    this.element.classList.toggle('is-empty', empty);
    if (empty) return;
    this.mark(view);
    if (this.isOutdated(bounds, geometry)) this.draw(bounds, geometry, time, wallOffsetMs);
    this.box.update(time, this.shown, geometry.widthPx, wallOffsetMs);
  }

  private mark({ events, deviceIds }: OverviewView): void {
    const key = `${String(events.revision)} ${deviceIds.join(' ')}`;
    if (key === this.marksKey) return;
    this.marksKey = key;
    const shown = new Set(deviceIds);
    const { critical, warning, fault } = this.colours;
    const marks: (OverviewMark & { gravity: number })[] = [];
    for (const { deviceId, timeMs, fact } of events.all) {
      if (!shown.has(deviceId)) continue;
      const { tone, gravity } = eventLook(fact);
      if (fact.kind === 'limit' && fact.raised) {
        const colour = fact.limit.level === 'critical' ? critical : warning;
        marks.push({ timeMs, colour, gravity });
      } else if (fact.kind === 'state' && fact.to === 'safeState') {
        marks.push({ timeMs, colour: critical, gravity });
      } else if (fact.kind === 'injected' && tone === 'fault') {
        marks.push({ timeMs, colour: fault, gravity });
      }
    }
    // The gravest is drawn last, so it is seen.
    this.marks = marks.sort((a, b) => a.gravity - b.gravity || a.timeMs - b.timeMs);
    this.stale = true;
  }

  private isOutdated(bounds: TimeBounds, geometry: StageGeometry): boolean {
    const key = `${String(geometry.leftPx)} ${String(geometry.widthPx)} ${String(window.devicePixelRatio)}`;
    const moved = key !== this.drawnKey;
    this.drawnKey = key;
    if (this.stale || moved || Number.isNaN(this.shown.fromMs)) return true;
    const pixelMs = (bounds.toMs - bounds.fromMs) / geometry.widthPx;
    const { fromMs, toMs } = this.shown;
    const grown = bounds.toMs - toMs > pixelMs || Math.abs(bounds.fromMs - fromMs) > pixelMs;
    return grown && performance.now() - this.drawnMs >= GROW_MS;
  }

  private draw(
    bounds: TimeBounds,
    geometry: StageGeometry,
    time: TimeView,
    wallOffsetMs: number,
  ): void {
    this.stale = false;
    this.drawnMs = performance.now();
    this.shown = bounds;
    this.track.style.left = `${String(geometry.leftPx)}px`;
    this.track.style.width = `${String(geometry.widthPx)}px`;
    this.begin.style.width = `${String(Math.max(0, geometry.leftPx - 8))}px`;
    this.end.style.left = `${String(geometry.leftPx + geometry.widthPx + 8)}px`;
    setText(this.begin, spanText(bounds.toMs - bounds.fromMs));
    const clock = timeOfDay(bounds.toMs + wallOffsetMs, 1000);
    setText(this.end, time.isRunning ? t('now {0}', clock) : clock);
    drawOverview(this.canvas, geometry.widthPx, HEIGHT_PX - 2 * PADDING_PX, {
      ...bounds,
      rows: this.rows,
      marks: this.marks,
      line: this.colours.dim,
      ground: faded(this.colours.foreground, 5),
    });
  }
}

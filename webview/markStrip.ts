import type { TelemetryEvent } from '../src/model';
import { placeText } from './debugText';
import { el } from './dom';
import type { EventBook } from './eventBook';
import { eventText } from './eventText';
import { faultIdText } from './faultName';
import { MarkLayer } from './markLayer';
import { isHalt, isReleased } from './sourceLink';
import type { StageGeometry } from './stageGeometry';
import { TimeStrip } from './timeStrip';
import type { TimeView } from './timeView';

/**
 * Labels of the upright lines on the plots: a bolt with the fault's id, a flag with the mark's text. Wiring:
 * one, `element` appended to the body of the topmost plot (positioned), `update` every frame. 18 px high, lets
 * the pointer through.
 */
export class MarkStrip {
  readonly element = el('div', { class: 'mark-strip', attributes: { 'aria-hidden': 'true' } });
  private readonly strip = new TimeStrip();
  private readonly marks = new MarkLayer(this.strip, this.element, labelOf);
  private placed = '';

  constructor() {
    this.element.append(this.strip.element);
  }

  /** The events whose icon or label is `x` pixels right of where the plots begin. */
  eventsAt(x: number, time: TimeView, gracePx: number): readonly TelemetryEvent[] {
    return this.marks.eventsAt(this.strip.leftOf(time) + x, gracePx);
  }

  update(
    book: EventBook,
    deviceIds: readonly string[],
    time: TimeView,
    geometry: StageGeometry,
    topPx: number,
  ): void {
    if (geometry.widthPx <= 0 || Number.isNaN(time.fromMs)) return;
    const placed = `${String(geometry.leftPx)} ${String(geometry.widthPx)} ${String(topPx)}`;
    if (placed !== this.placed) {
      this.placed = placed;
      this.element.style.left = `${String(geometry.leftPx)}px`;
      this.element.style.width = `${String(geometry.widthPx)}px`;
      this.element.style.top = `${String(topPx)}px`;
    }
    const shown = () =>
      book.all.filter((event) => isMarked(event) && deviceIds.includes(event.deviceId));
    this.marks.update(`${String(book.revision)} ${deviceIds.join(' ')}`, shown, time, geometry);
    this.strip.moveTo(time);
  }
}

/** True for what stands on the plots as an upright line. */
export function isMarked(event: TelemetryEvent): boolean {
  const { kind } = event.fact;
  if (kind === 'injected' || kind === 'mark' || kind === 'breakpoint') return true;
  return isHalt(event) || isReleased(event);
}

function labelOf(event: TelemetryEvent): string {
  if (isHalt(event) && event.fact.place !== undefined) return placeText(event.fact.place);
  return event.fact.kind === 'injected' ? faultIdText(event.fact.faultId) : eventText(event).label;
}

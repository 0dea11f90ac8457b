import { t } from '@vscode/l10n';
import type { EventBook } from './eventBook';
import { eventLine, eventRows, type RowContext } from './eventRows';
import { eventText } from './eventText';
import { LaneTrack, type LaneContent } from './laneTrack';
import { MarkLayer } from './markLayer';
import { askForSource } from './sourceLink';
import type { Popover } from './popover';
import type { StageGeometry } from './stageGeometry';
import type { TimeView } from './timeView';

/**
 * What happened to the devices shown. `caught` is left to the event log: it is the answer to a mark that
 * stands there already.
 */
export class EventLane implements LaneContent {
  private readonly frame: LaneTrack;
  private readonly marks: MarkLayer;
  private context: RowContext = { wallOffsetMs: 0, nameOf: () => '' };

  constructor(popover: Popover, onJump: (timeMs: number) => void) {
    this.frame = new LaneTrack('event-lane', this, popover, onJump);
    this.marks = new MarkLayer(
      this.frame.strip,
      this.frame.track,
      (event) => eventText(event).label,
    );
  }

  get element(): HTMLElement {
    return this.frame.element;
  }

  get count(): number {
    return this.marks.groups.length;
  }

  update(
    book: EventBook,
    deviceIds: readonly string[],
    context: RowContext,
    time: TimeView,
    geometry: StageGeometry,
  ): void {
    this.context = context;
    const shown = () =>
      book.all.filter(
        ({ deviceId, fact }) => fact.kind !== 'caught' && deviceIds.includes(deviceId),
      );
    this.marks.update(`${String(book.revision)} ${deviceIds.join(' ')}`, shown, time, geometry);
    this.frame.update(time, geometry);
    this.frame.setName(t('Events'), t('Events'), t('Event'));
  }

  spanOf(index: number): readonly [number, number] {
    const { timeMs, lastMs } = this.marks.groups[index];
    return [timeMs, lastMs];
  }

  enter(index: number): void {
    askForSource(this.element, this.marks.eventsOf(index));
  }

  itemAt(timeMs: number): number | undefined {
    return this.marks.groupAt(timeMs);
  }

  sentenceOf(index: number): string {
    return eventLine(index < 0 ? [] : this.marks.eventsOf(index), this.context);
  }

  explain(index: number): Node {
    return eventRows(this.marks.eventsOf(index), this.context);
  }
}

import { t } from '@vscode/l10n';
import type { TelemetryEvent } from '../src/model';
import type { EventBook } from './eventBook';
import { eventLook, type Tone } from './eventLook';
import { eventLine, eventRows, type RowContext } from './eventRows';
import { eventText } from './eventText';
import { el, setText } from './dom';
import { icon, type IconName } from './icons';
import { LaneTrack, type LaneContent } from './laneTrack';
import { groupFrom, groupMarks, MERGE_PX, type MarkGroup } from './markGroups';
import type { Popover } from './popover';
import { TextRuler } from './textFit';
import { Pool, type StageGeometry } from './timeStrip';
import type { TimeView } from './timeView';

/** Half an icon: it is centred on its time. */
const HALF_PX = 7;
const LABEL_AT_PX = 10;
const ROOM_PX = 10;
/** How many more there are is worth more than the air around it. */
const COUNT_ROOM_PX = 2;
/** An event that lasts at least so long bears a bar. */
const BAR_PX = 10;

/** One mark: icon, label and, when it lasts, a bar. */
class Mark {
  readonly element = el('div', { class: 'mark' });
  private readonly shape = el('span', { class: 'tone mark-icon' });
  private readonly label = el('span', { class: 'mark-label' });
  private readonly bar = el('span', { class: 'mark-bar' });
  private iconName: IconName | undefined;
  private tone: Tone | undefined;
  private labelShown = true;

  constructor() {
    this.element.append(this.bar, this.shape, this.label);
  }

  set(x: number, look: { icon: IconName; tone: Tone }, label: string, barPx: number): void {
    this.element.style.transform = `translateX(${x.toFixed(2)}px)`;
    if (look.icon !== this.iconName) {
      this.iconName = look.icon;
      this.shape.replaceChildren(icon(look.icon, 14));
    }
    if (look.tone !== this.tone) {
      this.tone = look.tone;
      this.element.className = `mark tone-${look.tone}`;
    }
    setText(this.label, label);
    this.bar.style.width = `${String(Math.round(barPx))}px`;
  }

  showLabel(shown: boolean): void {
    if (shown === this.labelShown) return;
    this.labelShown = shown;
    this.label.hidden = !shown;
  }
}

/**
 * What happened to the devices shown: an icon each, close ones merged into the gravest and `+2`, a label where
 * it fits in full. `caught` is left to the event log: it is the answer to a mark that stands there already.
 */
export class EventLane implements LaneContent {
  private readonly frame: LaneTrack;
  private readonly ruler = new TextRuler();
  private readonly marks: Pool<Mark>;
  private events: readonly TelemetryEvent[] = [];
  private groups: readonly MarkGroup[] = [];
  private context: RowContext = { wallOffsetMs: 0, nameOf: () => '' };
  private sourceKey = '';
  private groupKey = '';
  private closeMs = 0;
  /** Of the marks laid out: index of the first group, and where each label would end. */
  private first = 0;
  private labelEnds = new Float64Array(0);

  constructor(popover: Popover, onJump: (timeMs: number) => void) {
    this.frame = new LaneTrack('event-lane', this, popover, onJump);
    this.marks = new Pool(this.frame.strip.element, () => new Mark());
  }

  get element(): HTMLElement {
    return this.frame.element;
  }

  get count(): number {
    return this.groups.length;
  }

  update(
    book: EventBook,
    deviceIds: readonly string[],
    context: RowContext,
    time: TimeView,
    geometry: StageGeometry,
  ): void {
    this.context = context;
    const sourceKey = `${String(book.revision)} ${deviceIds.join(' ')}`;
    if (sourceKey !== this.sourceKey) {
      this.sourceKey = sourceKey;
      const shown = new Set(deviceIds);
      this.events = book.all.filter(
        ({ deviceId, fact }) => fact.kind !== 'caught' && shown.has(deviceId),
      );
    }
    this.group(time, geometry, sourceKey);
    this.frame.setName(t('Events'), t('Events'));
    const { strip } = this.frame;
    if (strip.needsLayout(time, geometry, this.groupKey)) this.lay();
    this.frame.update(time, geometry);
    this.fitLabels(strip.leftOf(time) + geometry.widthPx);
  }

  spanOf(index: number): readonly [number, number] {
    const { timeMs, lastMs } = this.groups[index];
    return [timeMs, lastMs];
  }

  itemAt(timeMs: number): number | undefined {
    const { groups, closeMs } = this;
    const graceMs = (closeMs * (HALF_PX + 2)) / MERGE_PX;
    const next = groupFrom(groups, timeMs + graceMs);
    for (const index of [next - 1, next - 2]) {
      if (index < 0) return undefined;
      const group = groups[index];
      if (Math.abs(group.timeMs - timeMs) <= graceMs) return index;
      if (group.timeMs <= timeMs && group.lastMs >= timeMs) return index;
    }
    return undefined;
  }

  sentenceOf(index: number): string {
    return eventLine(index < 0 ? [] : this.eventsOf(index), this.context);
  }

  explain(index: number): Node {
    return eventRows(this.eventsOf(index), this.context);
  }

  private eventsOf(index: number): readonly TelemetryEvent[] {
    const { from, to } = this.groups[index];
    return this.events.slice(from, to);
  }

  private group(time: TimeView, geometry: StageGeometry, sourceKey: string): void {
    const closeMs = (MERGE_PX * time.spanMs) / Math.max(1, geometry.widthPx);
    const key = `${sourceKey} ${closeMs.toPrecision(9)}`;
    if (key === this.groupKey) return;
    this.groupKey = key;
    this.closeMs = closeMs;
    this.groups = groupMarks(this.events, closeMs);
  }

  private lay(): void {
    const { strip } = this.frame;
    this.ruler.setFontOf(this.frame.track);
    const { fromMs, toMs, pxPerMs } = strip.range;
    // A lasting one may have begun before: the one before the first is enough, others hide behind it.
    this.first = Math.max(0, groupFrom(this.groups, fromMs) - 1);
    const end = groupFrom(this.groups, toMs);
    this.marks.setCount(Math.max(0, end - this.first));
    this.labelEnds = new Float64Array(this.marks.count);
    for (let i = 0; i < this.marks.count; i++) {
      const index = this.first + i;
      const group = this.groups[index];
      const x = strip.xOf(group.timeMs);
      const next =
        index + 1 < this.groups.length ? strip.xOf(this.groups[index + 1].timeMs) : Infinity;
      const label = this.labelOf(group);
      const lastPx = (Math.min(group.lastMs, toMs) - group.timeMs) * pxPerMs;
      const barPx = lastPx >= BAR_PX ? lastPx : 0;
      this.marks.at(i).set(x, eventLook(this.events[group.gravest].fact), label, barPx);
      const labelEnd = x + LABEL_AT_PX + this.ruler.widthOf(label);
      const roomPx = group.to - group.from > 1 ? COUNT_ROOM_PX : ROOM_PX;
      this.labelEnds[i] = labelEnd + roomPx < next - HALF_PX ? labelEnd : Infinity;
    }
  }

  private labelOf({ from, to, gravest }: MarkGroup): string {
    return to - from > 1 ? `+${String(to - from - 1)}` : eventText(this.events[gravest]).label;
  }

  /** Labels that would be cut off by the right edge wait until they fit. */
  private fitLabels(rightPx: number): void {
    for (let i = this.marks.count - 1; i >= 0; i--) {
      this.marks.at(i).showLabel(this.labelEnds[i] <= rightPx);
    }
  }
}

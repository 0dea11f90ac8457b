import type { TelemetryEvent } from '../src/model';
import { el, setText } from './dom';
import { eventLook, type Tone } from './eventLook';
import { icon, type IconName } from './icons';
import { groupFrom, groupMarks, MERGE_PX, type MarkGroup } from './markGroups';
import { TextRuler } from './textRuler';
import type { StageGeometry } from './stageGeometry';
import { Pool, type TimeStrip } from './timeStrip';
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

  get hasLabel(): boolean {
    return this.labelShown;
  }

  showLabel(shown: boolean): void {
    if (shown === this.labelShown) return;
    this.labelShown = shown;
    this.label.hidden = !shown;
  }
}

/**
 * Events as marks on a strip: an icon each, those closer than 17 px merged into the gravest and `+2`, a label
 * where it fits in full. Groups depend on events and scale alone; only what is near the view has elements.
 */
export class MarkLayer {
  private readonly ruler = new TextRuler();
  private readonly marks: Pool<Mark>;
  private events: readonly TelemetryEvent[] = [];
  private merged: readonly MarkGroup[] = [];
  private sourceKey = '';
  private groupKey = '';
  private closeMs = 0;
  /** Where the label of each mark that is laid out ends; Infinity = never room for it. */
  private labelEnds = new Float64Array(0);
  /** Index of the group of the first mark that is laid out. */
  private first = 0;

  /** `fontOf`: the element whose font the labels have. */
  constructor(
    private readonly strip: TimeStrip,
    private readonly fontOf: Element,
    private readonly labelOf: (event: TelemetryEvent) => string,
  ) {
    this.marks = new Pool(strip.element, () => new Mark());
  }

  /** Oldest first. */
  get groups(): readonly MarkGroup[] {
    return this.merged;
  }

  /** The events of a group. */
  eventsOf(index: number): readonly TelemetryEvent[] {
    const { from, to } = this.merged[index];
    return this.events.slice(from, to);
  }

  /** The group whose icon or bar is at a time. */
  groupAt(timeMs: number): number | undefined {
    const { merged, closeMs } = this;
    const graceMs = (closeMs * (HALF_PX + 2)) / MERGE_PX;
    const next = groupFrom(merged, timeMs + graceMs);
    for (const index of [next - 1, next - 2]) {
      if (index < 0) return undefined;
      const group = merged[index];
      if (Math.abs(group.timeMs - timeMs) <= graceMs) return index;
      if (group.timeMs <= timeMs && group.lastMs >= timeMs) return index;
    }
    return undefined;
  }

  /** The events whose icon, with some pixels of grace, or label is at a place of the strip. */
  eventsAt(px: number, gracePx: number): readonly TelemetryEvent[] {
    for (let i = this.marks.count - 1; i >= 0; i--) {
      const x = this.strip.xOf(this.merged[this.first + i].timeMs);
      const right = this.marks.at(i).hasLabel ? this.labelEnds[i] : x;
      if (px >= x - gracePx && px <= Math.max(right, x + gracePx)) {
        return this.eventsOf(this.first + i);
      }
    }
    return [];
  }

  /** `key` tells what `events` (by time) are made of; the list is asked for only when it changed. */
  update(
    key: string,
    events: () => readonly TelemetryEvent[],
    time: TimeView,
    geometry: StageGeometry,
  ): void {
    if (key !== this.sourceKey) {
      this.sourceKey = key;
      this.events = events();
    }
    const closeMs = (MERGE_PX * time.spanMs) / Math.max(1, geometry.widthPx);
    const groupKey = `${key} ${closeMs.toPrecision(9)}`;
    if (groupKey !== this.groupKey) {
      this.groupKey = groupKey;
      this.closeMs = closeMs;
      this.merged = groupMarks(this.events, closeMs);
    }
    if (this.strip.needsLayout(time, geometry, groupKey)) this.lay();
    this.fitLabels(this.strip.leftOf(time) + geometry.widthPx);
  }

  private lay(): void {
    const { strip, merged } = this;
    this.ruler.setFontOf(this.fontOf);
    const { fromMs, toMs, pxPerMs } = strip.range;
    // A lasting one may have begun before: the one before the first is enough, others hide behind it.
    const first = Math.max(0, groupFrom(merged, fromMs) - 1);
    this.first = first;
    this.marks.setCount(Math.max(0, groupFrom(merged, toMs) - first));
    this.labelEnds = new Float64Array(this.marks.count);
    for (let i = 0; i < this.marks.count; i++) {
      const group = merged[first + i];
      const x = strip.xOf(group.timeMs);
      const next = merged.at(first + i + 1);
      const nextPx = next === undefined ? Infinity : strip.xOf(next.timeMs);
      const isMerged = group.to - group.from > 1;
      const gravest = this.events[group.gravest];
      const label = isMerged ? `+${String(group.to - group.from - 1)}` : this.labelOf(gravest);
      const lastPx = (Math.min(group.lastMs, toMs) - group.timeMs) * pxPerMs;
      this.marks.at(i).set(x, eventLook(gravest.fact), label, lastPx >= BAR_PX ? lastPx : 0);
      const labelEnd = x + LABEL_AT_PX + this.ruler.widthOf(label);
      const roomPx = isMerged ? COUNT_ROOM_PX : ROOM_PX;
      this.labelEnds[i] = labelEnd + roomPx < nextPx - HALF_PX ? labelEnd : Infinity;
    }
  }

  /** Labels that would be cut off by the right edge wait until they fit. */
  private fitLabels(rightPx: number): void {
    for (let i = this.marks.count - 1; i >= 0; i--) {
      this.marks.at(i).showLabel(this.labelEnds[i] <= rightPx);
    }
  }
}

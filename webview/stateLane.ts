import { t } from '@vscode/l10n';
import type { DeviceView } from '../src/protocol';
import { el, setText } from './dom';
import type { EventBook } from './eventBook';
import { firstThatFits } from './firstThatFits';
import { countText } from './format';
import { icon, type IconName } from './icons';
import { LaneTrack, type LaneContent } from './laneTrack';
import type { Popover } from './popover';
import { barAt, LEAST_PX, segmentBars, STATE_GRAVITY, type SegmentBar } from './segmentBars';
import { stateSegments, type StateSegment } from './segments';
import { spanText } from './spanText';
import { stateLook, stateName } from './stateLook';
import { TextRuler } from './textRuler';
import { timeOfDay } from './timeText';
import type { StageGeometry } from './stageGeometry';
import { Pool } from './timeStrip';
import type { TimeView } from './timeView';

const ICON_PX = 18;
const TEXT_AT_PX = 22;
const END_PX = 4;

/** One segment's box with its icon and as much text as fits. */
class Bar {
  readonly element = el('div', { class: 'segment' });
  private readonly inside = el('span', { class: 'segment-inside' });
  private readonly shape = el('span', { class: 'segment-icon' });
  private readonly label = el('span', { class: 'segment-text' });
  private iconName: IconName | undefined;
  private fitted = '';

  constructor() {
    this.inside.append(this.shape, this.label);
    this.element.append(this.inside);
  }

  set({ segment, leftPx, widthPx }: SegmentBar): void {
    const { state, linkDown } = segment;
    this.element.className = `segment is-${state}${linkDown === undefined ? '' : ' no-link'}`;
    this.element.style.transform = `translateX(${String(leftPx)}px)`;
    this.element.style.width = `${String(widthPx)}px`;
    this.element.style.zIndex = String(STATE_GRAVITY[state]);
    this.fitted = '';
  }

  /** What of it is in view decides what it says, and where. */
  fit({ segment, leftPx, widthPx }: SegmentBar, view: StripWindow, ruler: TextRuler): void {
    const left = Math.max(leftPx, view.leftPx);
    const roomPx = Math.min(leftPx + widthPx, view.rightPx) - left;
    const key = `${String(Math.round(left - leftPx))} ${String(Math.round(roomPx))}`;
    if (key === this.fitted) return;
    this.fitted = key;
    const texts = textsOf(segment);
    const text = firstThatFits(texts, roomPx - TEXT_AT_PX - END_PX, (one) => ruler.widthOf(one));
    setText(this.label, text ?? '');
    this.showIcon(roomPx < ICON_PX ? undefined : iconOf(segment));
    // With nothing beside it, the icon stands in the middle of a small box.
    const centred = text === undefined && roomPx < 30 ? (roomPx - ICON_PX) / 2 - 1 : 0;
    this.inside.style.transform = `translateX(${(left - leftPx + centred).toFixed(1)}px)`;
  }

  private showIcon(name: IconName | undefined): void {
    this.shape.hidden = name === undefined;
    if (name === undefined || name === this.iconName) return;
    this.iconName = name;
    this.shape.replaceChildren(icon(name, 14));
  }
}

interface StripWindow {
  readonly leftPx: number;
  readonly rightPx: number;
}

function iconOf({ state, linkDown }: StateSegment): IconName {
  return linkDown === undefined ? stateLook(state).icon : 'sync';
}

function textsOf({ state, cause, linkDown }: StateSegment): readonly string[] {
  const name = stateName(state);
  if (linkDown !== undefined) return [t('Reconnecting: {0}', linkDown), t('Reconnecting')];
  return [cause === '' ? '' : `${name}: ${cause}`, name];
}

/** The states of one device over time; what it is in now goes on to the live edge. */
export class StateLane implements LaneContent {
  private readonly frame: LaneTrack;
  private readonly ruler = new TextRuler();
  private readonly pool: Pool<Bar>;
  private segments: readonly StateSegment[] = [];
  private bars: readonly SegmentBar[] = [];
  private device: DeviceView | undefined;
  private sourceKey = '';
  private wallOffsetMs = 0;
  private nowMs = NaN;

  constructor(popover: Popover, onJump: (timeMs: number) => void) {
    this.frame = new LaneTrack('state-lane', this, popover, onJump);
    this.pool = new Pool(this.frame.strip.element, () => new Bar());
  }

  get element(): HTMLElement {
    return this.frame.element;
  }

  get count(): number {
    return this.segments.length;
  }

  /** `thin`: an 8 px strip without words; `label` stands at the left. */
  update(
    device: DeviceView,
    book: EventBook,
    shown: { readonly thin: boolean; readonly label: string; readonly wallOffsetMs: number },
    time: TimeView,
    geometry: StageGeometry,
  ): void {
    this.device = device;
    this.wallOffsetMs = shown.wallOffsetMs;
    this.nowMs = time.nowMs;
    const { id, state, cause, sinceMs, link } = device;
    const sourceKey = [book.revision, id, state, cause, sinceMs, link.kind].join(' ');
    if (sourceKey !== this.sourceKey) {
      this.sourceKey = sourceKey;
      this.segments = stateSegments(device, book.of(id));
    }
    this.frame.element.classList.toggle('thin', shown.thin);
    this.frame.setName(shown.label, t('State of {0}', device.name));
    const { strip } = this.frame;
    // What lasts ends where time has come to: to be drawn as it grows only where that is in view.
    const nowInView = time.toMs - time.nowMs > (LEAST_PX * time.spanMs) / geometry.widthPx;
    const endMs = nowInView ? time.nowMs : Infinity;
    const key = `${sourceKey} ${String(shown.thin)} ${String(endMs)}`;
    if (strip.needsLayout(time, geometry, key)) this.lay(endMs);
    this.frame.update(time, geometry);
    const leftPx = strip.leftOf(time);
    if (!shown.thin) this.fit({ leftPx, rightPx: leftPx + geometry.widthPx });
  }

  spanOf(index: number): readonly [number, number] {
    const { fromMs, toMs } = this.segments[index];
    return [fromMs, toMs];
  }

  itemAt(timeMs: number): number | undefined {
    const { strip } = this.frame;
    const bar = barAt(this.bars, strip.xOf(timeMs));
    return bar === undefined ? undefined : this.segments.indexOf(bar.segment);
  }

  sentenceOf(index: number): string {
    const segment = this.segments.at(Math.max(0, index));
    if (segment === undefined) return '';
    return [titleOf(segment), ...this.timesOf(segment)].join(', ');
  }

  explain(index: number): Node {
    const segment = this.segments[index];
    const name = el('span', { class: 'strong', text: titleOf(segment) });
    const shape = icon(iconOf(segment), 14);
    const head = el(
      'div',
      { class: 'row' },
      el('span', { class: `ink-${segment.state}` }, shape),
      name,
    );
    const lines = [this.device?.name ?? '', ...this.timesOf(segment)].filter((one) => one !== '');
    const rows = lines.map((text) => el('div', { class: 'dim', text }));
    return el('div', {}, head, ...rows);
  }

  private timesOf(segment: StateSegment): string[] {
    const lines: string[] = [];
    const { sinceMs, fromMs, toMs } = segment;
    const lasts = toMs === Infinity;
    const endMs = lasts ? this.nowMs : toMs;
    if (Number.isFinite(sinceMs)) {
      lines.push(t('since {0}', timeOfDay(sinceMs + this.wallOffsetMs, 1)));
      const span = spanText(endMs - (segment.linkDown === undefined ? sinceMs : fromMs));
      lines.push(lasts ? t('for {0}', span) : t('lasted {0}', span));
    } else lines.push(t('before the first known change'));
    const { device } = this;
    if (lasts && device !== undefined) {
      const { framesAccepted, framesRejected } = device.counters;
      const counts = [countText(framesAccepted), countText(framesRejected)] as const;
      lines.push(t('{0} frames accepted, {1} rejected in all', ...counts));
    }
    return lines;
  }

  private lay(endMs: number): void {
    const { range } = this.frame.strip;
    this.ruler.setFontOf(this.frame.track);
    const toMs = Math.min(range.toMs, endMs);
    this.bars = segmentBars(this.segments, { fromMs: range.fromMs, toMs }, range.pxPerMs);
    this.pool.setCount(this.bars.length);
    this.bars.forEach((bar, i) => {
      this.pool.at(i).set(bar);
    });
  }

  private fit(view: StripWindow): void {
    this.bars.forEach((bar, i) => {
      if (bar.leftPx > view.rightPx || bar.leftPx + bar.widthPx < view.leftPx) return;
      this.pool.at(i).fit(bar, view, this.ruler);
    });
  }
}

function titleOf(segment: StateSegment): string {
  return firstThatFits(textsOf(segment), Infinity, () => 0) ?? stateName(segment.state);
}

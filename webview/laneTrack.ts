import { t } from '@vscode/l10n';
import { el, setText } from './dom';
import { jumpTo } from './jump';
import type { Popover } from './popover';
import type { StageGeometry } from './stageGeometry';
import { TimeStrip } from './timeStrip';
import type { TimeView } from './timeView';

/** What a lane holds, oldest first. */
export interface LaneContent {
  readonly count: number;
  /** When an item began and ended; may be infinite. */
  spanOf(index: number): readonly [fromMs: number, toMs: number];
  /** The item under a time of the view, with some pixels of grace. */
  itemAt(timeMs: number): number | undefined;
  /** All about it in one line, for a screen reader. */
  sentenceOf(index: number): string;
  /** All about it, for the popover. */
  explain(index: number): Node;
  /** What a click does beside going there. */
  enter?(index: number): void;
}

/** So often an explanation follows the picture while the pointer rests. */
const REHOVER_MS = 250;
/** And so often what a screen reader finds, which nobody hears by the frame. */
const RESPEAK_MS = 1000;
let serial = 0;

/**
 * The frame of a lane: its name at the left, its track in the plots' place, one tab stop. Hover and focus
 * explain; Left and Right go from item to item; click, tap and Enter jump there.
 */
export class LaneTrack {
  readonly element: HTMLElement;
  readonly strip = new TimeStrip();
  readonly track = el('div', { class: 'lane-track', attributes: { role: 'listbox' } });
  private readonly label = el('span', {
    class: 'lane-label',
    attributes: { 'aria-hidden': 'true' },
  });
  private readonly spoken = el('span', { class: 'sr-only', attributes: { role: 'option' } });
  private time: TimeView | undefined;
  private placed = '';
  private labels = '';
  private pointer: number | undefined;
  private hoverMs = -Infinity;
  private spokenMs = -Infinity;
  private spokenCount = -1;
  /** When the item began that the keys are on. */
  private currentMs: number | undefined;
  private explained: string | undefined;

  constructor(
    kind: string,
    private readonly content: LaneContent,
    private readonly popover: Popover,
    private readonly onJump: (timeMs: number) => void,
  ) {
    this.element = el('div', { class: `lane ${kind}` }, this.label, this.track);
    this.spoken.id = `lane-item-${String(++serial)}`;
    this.track.tabIndex = 0;
    // Until the first frame, which may be long in coming.
    this.track.setAttribute('aria-label', kind === 'state-lane' ? t('State') : t('Events'));
    this.spoken.textContent = t('Nothing has happened yet.');
    this.track.append(this.strip.element, this.spoken);
    this.listen();
  }

  /** Names the lane: `label` at its left, or `short` where it has no room, `name` for a screen reader. */
  setName(label: string, name: string, short = label): void {
    const labels = `${label}\n${short}\n${this.placed}`;
    if (labels !== this.labels) {
      this.labels = labels;
      setText(this.label, label);
      if (this.label.scrollWidth > this.label.clientWidth) setText(this.label, short);
    }
    if (this.label.title !== label) this.label.title = label;
    if (this.track.getAttribute('aria-label') !== name) this.track.setAttribute('aria-label', name);
    const { count } = this.content;
    const now = performance.now();
    const isFresh = count === this.spokenCount && now - this.spokenMs < RESPEAK_MS;
    if (this.currentMs !== undefined || isFresh) return;
    this.spokenCount = count;
    this.spokenMs = now;
    const last = this.textOf(count - 1);
    setText(this.spoken, last === '' ? t('Nothing has happened yet.') : last);
  }

  /** Puts the track where the plots are and moves what it holds. */
  update(time: TimeView, geometry: StageGeometry): void {
    this.time = time;
    const placed = `${String(geometry.leftPx)} ${String(geometry.widthPx)}`;
    if (placed !== this.placed) {
      this.placed = placed;
      this.track.style.left = `${String(geometry.leftPx)}px`;
      this.track.style.width = `${String(geometry.widthPx)}px`;
      this.label.style.width = `${String(Math.max(0, geometry.leftPx - 4))}px`;
    }
    this.strip.moveTo(time);
    const now = performance.now();
    if (this.pointer === undefined || now - this.hoverMs < REHOVER_MS) return;
    this.hover(this.pointer);
  }

  private listen(): void {
    const { track } = this;
    track.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'mouse') this.hover(event.clientX);
    });
    track.addEventListener('pointerleave', () => {
      this.pointer = undefined;
      track.classList.remove('on-item');
      if (this.explained !== undefined) this.popover.closeSoon();
      this.explained = undefined;
    });
    track.addEventListener('click', (event) => {
      const index = this.itemAtClient(event.clientX);
      if (index !== undefined) this.enter(index);
    });
    track.addEventListener('keydown', (event) => {
      if (!this.onKey(event)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    track.addEventListener('focus', () => {
      if (track.matches(':focus-visible')) this.select(this.lastInView());
    });
    track.addEventListener('blur', () => {
      if (this.currentMs !== undefined) this.popover.close();
      this.currentMs = undefined;
      track.removeAttribute('aria-activedescendant');
    });
  }

  private onKey(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    const { count } = this.content;
    const current = this.currentIndex();
    switch (event.key) {
      case 'ArrowLeft':
        this.select(current === undefined ? this.lastInView() : Math.max(0, current - 1));
        return true;
      case 'ArrowRight':
        this.select(current === undefined ? this.lastInView() : Math.min(count - 1, current + 1));
        return true;
      case 'Home':
        this.select(0);
        return true;
      case 'End':
        this.select(count - 1);
        return true;
      case 'Enter':
        if (current !== undefined) this.enter(current);
        return true;
      default:
        return false;
    }
  }

  /** Where the keys are: found by time, because indexes change as events come and go. */
  private currentIndex(): number | undefined {
    const { currentMs, content } = this;
    if (currentMs === undefined || content.count === 0) return undefined;
    let from = 0;
    let to = content.count - 1;
    while (from < to) {
      const middle = (from + to + 1) >> 1;
      if (content.spanOf(middle)[0] <= currentMs) from = middle;
      else to = middle - 1;
    }
    return from;
  }

  private lastInView(): number {
    const { content, time } = this;
    for (let i = content.count - 1; i > 0; i--) {
      if (time === undefined || content.spanOf(i)[0] <= time.toMs) return i;
    }
    return 0;
  }

  private select(index: number): void {
    const { content, time, track } = this;
    setText(this.spoken, this.textOf(index));
    if (index < 0 || index >= content.count || time === undefined) return;
    const [fromMs, toMs] = content.spanOf(index);
    this.currentMs = fromMs;
    // Taken away first, so that the same element with another text is spoken again.
    track.removeAttribute('aria-activedescendant');
    track.setAttribute('aria-activedescendant', this.spoken.id);
    this.spoken.setAttribute('aria-setsize', String(content.count));
    this.spoken.setAttribute('aria-posinset', String(index + 1));
    if (toMs < time.fromMs || fromMs > time.toMs) {
      jumpTo(time, fromMs, toMs);
      this.strip.moveTo(time);
    }
    this.popover.show(this.boxOf(fromMs, toMs), content.explain(index), track);
  }

  private enter(index: number): void {
    if (this.time === undefined) return;
    const [fromMs, toMs] = this.content.spanOf(index);
    this.content.enter?.(index);
    this.popover.close();
    this.explained = undefined;
    jumpTo(this.time, fromMs, toMs);
    this.onJump(Number.isFinite(fromMs) ? fromMs : toMs);
  }

  private hover(clientX: number): void {
    this.pointer = clientX;
    this.hoverMs = performance.now();
    const index = this.itemAtClient(clientX);
    this.track.classList.toggle('on-item', index !== undefined);
    if (index === undefined) {
      if (this.explained !== undefined) this.popover.closeSoon();
      this.explained = undefined;
      return;
    }
    const sentence = this.textOf(index);
    if (sentence === this.explained) return;
    this.explained = sentence;
    const [fromMs, toMs] = this.content.spanOf(index);
    this.popover.show(this.boxOf(fromMs, toMs, clientX), this.content.explain(index));
  }

  private itemAtClient(clientX: number): number | undefined {
    if (this.time === undefined) return undefined;
    const { left, width } = this.track.getBoundingClientRect();
    if (width === 0) return undefined;
    const share = (clientX - left) / width;
    return this.content.itemAt(this.time.fromMs + share * this.time.spanMs);
  }

  private textOf(index: number): string {
    return index >= 0 && index < this.content.count
      ? this.content.sentenceOf(index)
      : this.content.sentenceOf(-1);
  }

  /** The part of an item that is in view; a long one where the pointer is. */
  private boxOf(fromMs: number, toMs: number, clientX?: number) {
    const box = this.track.getBoundingClientRect();
    const { top, height } = box;
    const time = this.time;
    if (clientX !== undefined && toMs > fromMs) return { left: clientX, top, width: 0, height };
    if (time === undefined) return box;
    const x = (ms: number) => {
      const share = (ms - time.fromMs) / time.spanMs;
      return box.left + Math.max(0, Math.min(1, share)) * box.width;
    };
    return { left: x(fromMs), top, width: x(toMs) - x(fromMs), height };
  }
}

import { t } from '@vscode/l10n';
import type { FromWebview } from '../src/protocol';
import { el, setShown, setText } from './dom';
import { LABEL_GAP_PX, spreadLabels } from './gutterLayout';
import { Leaders } from './leaders';
import type { LimitChannel } from './limitForm';
import { LimitHandles } from './limitHandles';
import type { HandleScale } from './limitHandle';
import type { PlottedLimit } from './limitsOn';
import type { Popover } from './popover';

/** A line of the plot, for its name at its end. */
export interface GutterLine extends LimitChannel {
  /** CSS colour of the line. */
  readonly colour: string;
  /** Its last value in view; NaN = none, and no name. */
  readonly last: number;
}

/** One plot as its gutter sees it; `HandleScale` maps values to pixels from the top of the plot's element. */
export interface GutterView extends HandleScale {
  /** Left and right edge of the plot's area within the plot's element. */
  readonly leftPx: number;
  readonly rightPx: number;
  /** No gutter: handles stand inside the plot's left edge, names in the legend. */
  readonly narrow: boolean;
  /** The lines move by themselves. */
  readonly live: boolean;
  readonly lines: readonly GutterLine[];
  /** Of the channels on this plot: `limitsOn(channelIds, devices)`. */
  readonly limits: readonly PlottedLimit[];
}

/** Names of moving lines are placed so often: faster nobody can read them, and each time costs the page a layout. */
const NAMES_MS = 100;
const HALF_PX = 9;
const ADD_PX = 18;

/**
 * Right of a plot: each line's name at its last value and the handles of its limits, moved apart and joined by
 * leaders. Wiring: one for each plot, `element` appended to the plot's (positioned) element over its canvas,
 * `update` every frame; `newLimit` from the plot's menu. Posts setLimit and removeLimit.
 */
export class Gutter {
  readonly element = el('div', { class: 'gutter' });
  private readonly leaders = new Leaders();
  private readonly names: HTMLElement[] = [];
  private readonly handles: LimitHandles;
  private readonly add = el('button', {
    class: 'add-limit plain',
    text: t('+ limit'),
    title: t('Add a limit: click, or drag to where it shall be'),
    attributes: { type: 'button' },
  });
  private key = '';
  private placedMs = -Infinity;

  constructor(popover: Popover, post: (message: FromWebview) => void) {
    this.handles = new LimitHandles(this.element, popover, post);
    this.element.append(this.leaders.element, this.add);
    this.handles.listenToAdd(this.add);
  }

  /** Asks for a limit, at mid-height or where the draft was let go; on this channel if named. */
  newLimit(channelId?: string): void {
    this.handles.create(channelId);
  }

  update(view: GutterView): void {
    this.handles.update(view);
    const { lines, narrow, topPx, bottomPx } = view;
    const handles = this.handles.all;
    const nowMs = performance.now();
    // Limits are placed at once: they may be dragged.
    if (view.live && handles.length === 0 && nowMs - this.placedMs < NAMES_MS) return;
    this.placedMs = nowMs;
    const room = Math.max(0, Math.floor((bottomPx - topPx) / LABEL_GAP_PX) - handles.length);
    const named = narrow ? [] : lines.filter(({ last }) => !Number.isNaN(last)).slice(0, room);
    const y = (unit: string, value: number) =>
      Math.max(topPx, Math.min(bottomPx, view.yOf(unit, value)));
    const wanted = [
      ...handles.map(({ bound, held }) => Math.round(y(held?.unit ?? '', bound))),
      ...named.map(({ unit, last }) => Math.round(y(unit, last))),
    ];
    const edges = [topPx, bottomPx, view.leftPx, view.rightPx, narrow, lines.length];
    const texts = named.map(({ label, colour }) => `${label}\n${colour}`);
    const key = [...edges, ...wanted, ...texts, this.handles.revision].join(' ');
    if (key === this.key) return;
    this.key = key;
    this.place(view, wanted, named);
  }

  private place(view: GutterView, wanted: readonly number[], named: readonly GutterLine[]): void {
    const { topPx, bottomPx, leftPx, rightPx, narrow, lines } = view;
    const handles = this.handles.all;
    const hasAdd = !narrow && lines.length > 0 && bottomPx - topPx >= 88;
    const lowest = bottomPx - HALF_PX - (hasAdd ? ADD_PX : 0);
    const placed = spreadLabels(wanted, topPx + HALF_PX, lowest);
    this.element.classList.toggle('narrow', narrow);
    handles.forEach(({ element }, i) => {
      const x = narrow ? leftPx + 4 : rightPx + 6;
      element.style.transform = `translate(${String(x)}px, ${String(Math.round(placed[i]) - HALF_PX)}px)`;
    });
    this.placeNames(named, placed.slice(handles.length), rightPx);
    this.leaders.draw(
      narrow
        ? []
        : wanted.map((from, i) => ({
            from,
            to: Math.round(placed[i]),
            className: i < handles.length ? `is-${handles[i].held?.limit.level ?? ''}` : '',
            colour: i < handles.length ? undefined : named[i - handles.length].colour,
          })),
      rightPx,
    );
    setShown(this.add, hasAdd);
    this.add.style.transform = `translate(${String(rightPx + 12)}px, ${String(bottomPx - 16)}px)`;
  }

  private placeNames(
    named: readonly GutterLine[],
    placed: readonly number[],
    rightPx: number,
  ): void {
    while (this.names.length < named.length) {
      const name = el('div', { class: 'gutter-name', attributes: { 'aria-hidden': 'true' } });
      this.names.push(name);
      this.element.append(name);
    }
    this.names.forEach((name, i) => {
      setShown(name, i < named.length);
      if (i >= named.length) return;
      setText(name, named[i].label);
      if (name.title !== named[i].label) name.title = named[i].label;
      const y = Math.round(placed[i]) - HALF_PX;
      name.style.transform = `translate(${String(rightPx + 13)}px, ${String(y)}px)`;
    });
  }
}

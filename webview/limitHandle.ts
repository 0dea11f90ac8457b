import { t } from '@vscode/l10n';
import type { Limit } from '../src/model';
import { boundNumber, boundText } from './boundText';
import { el, setText } from './dom';
import { numberText } from './format';
import { icon } from './icons';
import { limitText, type PlottedLimit } from './limitsOn';
import { limitTick, snapToTick } from './limitScale';
import type { Popover } from './popover';

/** What a handle asks of the plot that it is on. */
export interface HandleScale {
  /** Pixels from the plot's top. */
  yOf(unit: string, value: number): number;
  valueAt(unit: string, yPx: number): number;
  readonly topPx: number;
  readonly bottomPx: number;
}

/** What a handle tells its gutter. */
export interface HandleEvents {
  /** The bound it would get if let go now; undefined = it is not being moved. */
  onMoving(bound: number | undefined): void;
  onSet(bound: number): void;
  onRemove(): void;
  /** A number is to be typed. */
  onType(anchor: HTMLElement): void;
}

/** A long unit would push the number out of the tag. */
const MAX_CHARACTERS = 8;
/** Steps of the keys become one change after this pause. */
const SETTLE_MS = 400;
/** So long a bound that was set is believed until the host has said it. */
const BELIEVE_MS = 3000;

/**
 * A limit's grip: drag it (Esc cancels), Up and Down one tick, Shift ten, Enter or double-click types, Delete
 * removes. Shows where the limit will be while it is moved.
 */
export class LimitHandle {
  readonly element = el('div', {
    class: 'limit-handle',
    attributes: { role: 'slider', 'aria-orientation': 'vertical', tabindex: '0' },
  });
  private readonly shape = el('span', { class: 'limit-icon' });
  private readonly value = el('span', { class: 'limit-value' });
  private shown: PlottedLimit | undefined;
  private scale: HandleScale | undefined;
  private moving: number | undefined;
  private stepped: number | undefined;
  private settle: number | undefined;
  private believed: { bound: number; untilMs: number } | undefined;
  private drag: { pointerId: number; offsetPx: number; moved: boolean } | undefined;
  private key = '';

  constructor(
    private readonly popover: Popover,
    private readonly events: HandleEvents,
  ) {
    this.element.append(el('span', { class: 'grip' }, icon('grip', 14)), this.shape, this.value);
    this.listenToPointer();
    this.element.addEventListener('keydown', (event) => {
      if (!this.onKey(event)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.element.addEventListener('focus', () => {
      if (this.element.matches(':focus-visible')) this.explain();
    });
    this.element.addEventListener('blur', () => {
      this.popover.closeSoon();
      this.commitStep();
    });
  }

  /** Where it is, or will be once let go. */
  get bound(): number {
    return this.moving ?? this.stepped ?? this.believed?.bound ?? this.shown?.limit.bound ?? NaN;
  }

  /** The limit it holds, as the host has it. */
  get held(): PlottedLimit | undefined {
    return this.shown;
  }

  update(plotted: PlottedLimit, scale: HandleScale): void {
    this.shown = plotted;
    this.scale = scale;
    const { believed } = this;
    const isSaid = plotted.limit.bound === believed?.bound;
    if (believed !== undefined && (isSaid || performance.now() > believed.untilMs)) {
      this.believed = undefined;
    }
    this.draw();
  }

  private draw(): void {
    const { shown } = this;
    if (shown === undefined) return;
    const { limit, unit, raised } = shown;
    const { bound } = this;
    const key = [limit.channel, limit.level, limit.side, bound, unit, raised].join('\n');
    if (key === this.key) return;
    this.key = key;
    const { element } = this;
    element.className = `limit-handle is-${limit.level}${raised ? ' is-raised' : ''}`;
    this.shape.replaceChildren(icon(limit.level === 'critical' ? 'error' : 'warning', 12));
    const text = boundText(bound, unit);
    setText(this.value, text.length <= MAX_CHARACTERS ? text : boundNumber(bound));
    const name = `${limit.channel}: ${limitText({ ...limit, bound }, unit)}`;
    element.setAttribute('aria-label', name);
    element.setAttribute('aria-valuenow', String(bound));
    element.setAttribute('aria-valuetext', raised ? t('{0}, crossed now', text) : text);
  }

  private listenToPointer(): void {
    const { element } = this;
    element.addEventListener('pointerdown', (event) => {
      if (event.button === 0) this.onPress(event);
    });
    element.addEventListener('pointermove', (event) => {
      this.onMove(event);
    });
    element.addEventListener('pointerup', () => {
      this.drop(true);
    });
    element.addEventListener('lostpointercapture', () => {
      this.drop(false);
    });
    element.addEventListener('dblclick', () => {
      this.events.onType(element);
    });
    element.addEventListener('pointerenter', (event) => {
      if (event.pointerType === 'mouse' && this.drag === undefined) this.explain();
    });
    element.addEventListener('pointerleave', () => {
      this.popover.closeSoon();
    });
  }

  private onPress(event: PointerEvent): void {
    const { shown, scale, element } = this;
    if (shown === undefined || scale === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.popover.close();
    const offsetPx = event.clientY - scale.yOf(shown.unit, this.bound);
    this.drag = { pointerId: event.pointerId, offsetPx, moved: false };
    element.focus({ preventScroll: true });
    element.setPointerCapture(event.pointerId);
  }

  private onMove(event: PointerEvent): void {
    const { drag, scale, shown } = this;
    if (drag === undefined || scale === undefined || shown === undefined) return;
    if (event.pointerId !== drag.pointerId) return;
    event.stopPropagation();
    const y = event.clientY - drag.offsetPx;
    const inside = Math.max(scale.topPx, Math.min(scale.bottomPx, y));
    const bound = snapToTick(scale.valueAt(shown.unit, inside), this.tick(shown, scale));
    if (!drag.moved && Math.abs(y - scale.yOf(shown.unit, this.bound)) < 2) return;
    drag.moved = true;
    this.move(bound);
  }

  private move(bound: number | undefined): void {
    this.moving = bound;
    this.events.onMoving(bound);
    this.key = '';
    this.draw();
    this.element.classList.toggle('is-moving', bound !== undefined);
  }

  private drop(commit: boolean): void {
    if (this.drag === undefined) return;
    this.drag = undefined;
    const { moving } = this;
    this.move(undefined);
    if (commit && moving !== undefined) this.set(moving);
  }

  private set(bound: number): void {
    if (bound === this.shown?.limit.bound) return;
    this.believed = { bound, untilMs: performance.now() + BELIEVE_MS };
    this.key = '';
    this.draw();
    this.events.onSet(bound);
  }

  private tick({ unit }: PlottedLimit, scale: HandleScale): number {
    return limitTick(scale.valueAt(unit, scale.bottomPx), scale.valueAt(unit, scale.topPx));
  }

  private onKey(event: KeyboardEvent): boolean {
    const { shown, scale } = this;
    if (shown === undefined || scale === undefined) return false;
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    switch (event.key) {
      case 'ArrowUp':
      case 'ArrowDown': {
        const steps = (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1);
        const tick = this.tick(shown, scale);
        this.step(snapToTick(this.bound + steps * tick, tick));
        return true;
      }
      case 'Enter':
        this.commitStep();
        this.events.onType(this.element);
        return true;
      case 'Delete':
      case 'Backspace':
        this.events.onRemove();
        return true;
      case 'Escape':
        return this.cancel();
      default:
        return false;
    }
  }

  private cancel(): boolean {
    const wasMoving = this.drag !== undefined || this.stepped !== undefined;
    window.clearTimeout(this.settle);
    this.stepped = undefined;
    this.drop(false);
    this.move(undefined);
    return wasMoving;
  }

  private step(bound: number): void {
    this.stepped = bound;
    // Esc then means the step.
    this.popover.close();
    this.events.onMoving(bound);
    this.draw();
    window.clearTimeout(this.settle);
    this.settle = window.setTimeout(() => {
      this.commitStep();
    }, SETTLE_MS);
  }

  private commitStep(): void {
    window.clearTimeout(this.settle);
    const { stepped } = this;
    if (stepped === undefined) return;
    this.stepped = undefined;
    this.events.onMoving(undefined);
    this.set(stepped);
  }

  private explain(): void {
    const { shown } = this;
    if (shown === undefined || this.drag !== undefined) return;
    this.popover.show(
      this.element,
      explanation(shown.limit, shown.unit, shown.raised),
      this.element,
    );
  }
}

function explanation(limit: Limit, unit: string, raised: boolean): HTMLElement {
  const lines = [`${limit.channel}: ${limitText(limit, unit)}`];
  if (raised) lines.push(t('Crossed now.'));
  const back = boundText(limit.hysteresis, unit);
  if (limit.hysteresis > 0) lines.push(t('Clears {0} inside the limit.', back));
  if (limit.persistenceMs > 0) {
    lines.push(t('Raised after {0} ms outside.', numberText(limit.persistenceMs)));
  }
  if (limit.action === 'safeState') lines.push(t('Puts the device into SafeState.'));
  lines.push(t('Drag to move, Enter to type, Delete to remove.'));
  const [first, ...others] = lines.map((text, i) =>
    el('div', { text, class: i === 0 ? '' : 'dim' }),
  );
  return el('div', {}, first, ...others);
}

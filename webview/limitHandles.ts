import { t } from '@vscode/l10n';
import type { Limit } from '../src/model';
import type { FromWebview } from '../src/protocol';
import { el } from './dom';
import type { GutterView } from './gutter';
import { boundForm, limitForm, type LimitDraft } from './limitForm';
import { LimitHandle } from './limitHandle';
import type { PlottedLimit } from './limitsOn';
import { limitTick, snapToTick } from './limitScale';
import type { Popover } from './popover';

/** A press that moves less is a click. */
const CLICK_PX = 4;

/**
 * The limits of one plot: a handle each, the line that shows where a moved one would be, and the making of new
 * ones. A bound that is moved keeps the limit's level, side, hysteresis, persistence and action.
 */
export class LimitHandles {
  private readonly handles = new Map<string, LimitHandle>();
  private order: LimitHandle[] = [];
  private readonly ghost = el('div', {
    class: 'limit-ghost',
    attributes: { 'aria-hidden': 'true' },
  });
  private readonly ghostGrip = el('div', { class: 'ghost-grip' });
  private view: GutterView | undefined;
  private moved: { unit: string; level: Limit['level']; bound: number } | undefined;
  private draft: LimitDraft | undefined;
  private changes = 0;
  private ghostKey = '';

  /** `host`: covers the plot's element, lets pointers through but on its own children. */
  constructor(
    private readonly host: HTMLElement,
    private readonly popover: Popover,
    private readonly post: (message: FromWebview) => void,
  ) {
    this.ghost.append(this.ghostGrip);
    this.ghost.hidden = true;
    host.append(this.ghost);
    this.dragDraft(this.ghostGrip, () => undefined);
  }

  /** In the order of the limits. */
  get all(): readonly LimitHandle[] {
    return this.order;
  }

  /** Grows when a handle was moved, came or went. */
  get revision(): number {
    return this.changes;
  }

  update(view: GutterView): void {
    this.view = view;
    const keys = new Set(view.limits.map(keyOf));
    for (const [key, handle] of this.handles) {
      if (keys.has(key)) continue;
      handle.element.remove();
      this.handles.delete(key);
      this.changes++;
    }
    const before = this.order;
    this.order = view.limits.map((plotted) => {
      const handle = this.handles.get(keyOf(plotted)) ?? this.make(keyOf(plotted));
      handle.update(plotted, view);
      return handle;
    });
    if (this.order.some((handle, i) => handle !== before[i])) this.changes++;
    this.drawGhost();
  }

  /** Asks for a limit; nothing happens on a plot without channels. */
  create(channelId?: string): void {
    const { view } = this;
    const channel = view?.lines.find((line) => line.channelId === channelId) ?? view?.lines.at(0);
    if (view === undefined || channel === undefined) return;
    const middle = (view.topPx + view.bottomPx) / 2;
    this.draft ??= { channel, level: 'warning', side: 'high', action: 'mark', bound: 0 };
    this.draft.channel = channel;
    this.draft.bound = this.boundAt(middle);
    this.drawGhost();
    this.ask();
  }

  /** Makes a button that creates a limit on a click and, when dragged, where it is let go. */
  listenToAdd(button: HTMLElement): void {
    this.dragDraft(button, () => {
      const channel = this.view?.lines.at(0);
      if (channel === undefined) return;
      this.draft ??= { channel, level: 'warning', side: 'high', action: 'mark', bound: 0 };
    });
    button.addEventListener('click', (event) => {
      // A press is dealt with where it was let go: this is the keyboard's.
      if (event.detail === 0) this.create();
    });
  }

  private make(key: string): LimitHandle {
    const handle: LimitHandle = new LimitHandle(this.popover, {
      onMoving: (bound) => {
        const { held } = handle;
        this.moved =
          bound === undefined || held === undefined
            ? undefined
            : { unit: held.unit, level: held.limit.level, bound };
        this.changes++;
        this.drawGhost();
      },
      onSet: (bound) => {
        const { held } = handle;
        if (held === undefined) return;
        this.changes++;
        this.post({ type: 'setLimit', deviceId: held.deviceId, limit: { ...held.limit, bound } });
      },
      onRemove: () => this.remove(handle.held),
      onType: (anchor) => this.type(handle, anchor),
    });
    this.handles.set(key, handle);
    this.host.append(handle.element);
    this.changes++;
    return handle;
  }

  private remove(held: PlottedLimit | undefined): void {
    if (held === undefined) return;
    const { channel, level, side } = held.limit;
    this.popover.close();
    this.post({ type: 'removeLimit', deviceId: held.deviceId, limit: { channel, level, side } });
  }

  private type(handle: LimitHandle, anchor: HTMLElement): void {
    const { held } = handle;
    if (held === undefined) return;
    const form = boundForm(held, {
      set: (bound) => {
        this.popover.close();
        if (bound === held.limit.bound) return;
        this.post({ type: 'setLimit', deviceId: held.deviceId, limit: { ...held.limit, bound } });
      },
      remove: () => this.remove(held),
    });
    this.popover.open(anchor, form, t('Limit of {0}', held.limit.channel));
  }

  private boundAt(yPx: number): number {
    const { view, draft } = this;
    if (view === undefined || draft === undefined) return 0;
    const { unit } = draft.channel;
    const inside = Math.max(view.topPx, Math.min(view.bottomPx, yPx));
    return snapToTick(view.valueAt(unit, inside), this.tickOf(unit));
  }

  private tickOf(unit: string): number {
    const { view } = this;
    if (view === undefined) return 1;
    return limitTick(view.valueAt(unit, view.bottomPx), view.valueAt(unit, view.topPx));
  }

  private dragDraft(grip: HTMLElement, begin: () => void): void {
    let start: PointerEvent | undefined;
    let moved = false;
    grip.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      // The form has just closed and taken its draft along: what was chosen in it stays.
      begin();
      start = event;
      moved = false;
      grip.setPointerCapture(event.pointerId);
    });
    grip.addEventListener('pointermove', (event) => {
      if (start === undefined || event.pointerId !== start.pointerId) return;
      moved ||= Math.abs(event.clientY - start.clientY) >= CLICK_PX;
      if (!moved || this.draft === undefined) return;
      this.draft.bound = this.boundAt(event.clientY - this.host.getBoundingClientRect().top);
      this.drawGhost();
    });
    const end = (event: PointerEvent) => {
      if (start === undefined || event.pointerId !== start.pointerId) return;
      start = undefined;
      if (event.type !== 'pointerup') this.forget();
      else if (moved) this.ask();
      else this.create(this.draft?.channel.channelId);
    };
    grip.addEventListener('pointerup', end);
    grip.addEventListener('pointercancel', end);
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || start === undefined) return;
      start = undefined;
      event.stopPropagation();
      this.forget();
    });
  }

  private ask(): void {
    const { draft, view } = this;
    if (draft === undefined || view === undefined) return;
    const form = limitForm(draft, view.lines, view.limits, {
      change: () => this.drawGhost(),
      add: () => {
        this.popover.close();
        this.forget();
        this.setDraft(draft);
      },
      cancel: () => this.popover.close(),
    });
    this.popover.open(this.besideGutter(view, draft.bound), form, t('New limit'), (pressed) => {
      // A press on the grip closes the form to drag on.
      if (pressed !== this.ghostGrip) this.forget();
    });
  }

  /** The form stands at the right, so that the curves at its left can be seen. */
  private besideGutter(view: GutterView, bound: number) {
    const host = this.host.getBoundingClientRect();
    const unit = this.draft?.channel.unit ?? '';
    const y = Math.max(view.topPx, Math.min(view.bottomPx, view.yOf(unit, bound)));
    return { left: host.left + view.rightPx - 140, top: host.top + y, width: 0, height: 0 };
  }

  private setDraft({ channel, level, side, action, bound }: LimitDraft): void {
    const plotted = { ...channel, limit: { level, side } };
    const known = this.view?.limits.find((one) => keyOf(one) === keyOf(plotted));
    const { unit, name, deviceId } = channel;
    const limit: Limit = {
      channel: name,
      level,
      side,
      bound,
      action,
      // One tick, so that noise about the bound is one alarm and not a hundred.
      hysteresis: known?.limit.hysteresis ?? this.tickOf(unit),
      persistenceMs: known?.limit.persistenceMs ?? 0,
    };
    this.post({ type: 'setLimit', deviceId, limit });
  }

  private forget(): void {
    this.draft = undefined;
    this.drawGhost();
  }

  private drawGhost(): void {
    const { view, draft } = this;
    const shown =
      this.moved ?? (draft && { unit: draft.channel.unit, level: draft.level, bound: draft.bound });
    if (view === undefined || shown === undefined) {
      if (!this.ghost.hidden) this.ghost.hidden = true;
      this.ghostKey = '';
      return;
    }
    const y = Math.round(view.yOf(shown.unit, shown.bound));
    const key = [y, shown.level, view.leftPx, view.rightPx, draft !== undefined].join(' ');
    if (key === this.ghostKey) return;
    this.ghostKey = key;
    this.ghost.hidden = false;
    this.ghost.className = `limit-ghost is-${shown.level}${draft === undefined ? '' : ' is-draft'}`;
    this.ghost.style.transform = `translate(${String(view.leftPx)}px, ${String(y)}px)`;
    this.ghost.style.width = `${String(view.rightPx - view.leftPx)}px`;
  }
}

function keyOf(plotted: {
  readonly channelId: string;
  readonly limit: Pick<Limit, 'level' | 'side'>;
}): string {
  return [plotted.channelId, plotted.limit.level, plotted.limit.side].join('\n');
}

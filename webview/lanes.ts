import type { DeviceView } from '../src/protocol';
import { t } from '@vscode/l10n';
import { el, setShown } from './dom';
import type { EventBook } from './eventBook';
import { EventLane } from './eventLane';
import { rowContext } from './eventRows';
import type { Popover } from './popover';
import { StateLane } from './stateLane';
import type { StageGeometry } from './stageGeometry';
import type { TimeView } from './timeView';

/** From here on state lanes are strips without words. */
const MAX_TALL = 4;

/** What the lanes show; the same objects may be handed over every frame. */
export interface LanesView {
  /** The devices whose channels are on the plots, the focused one first. */
  readonly devices: readonly DeviceView[];
  readonly events: EventBook;
  readonly time: TimeView;
  readonly geometry: StageGeometry;
  readonly wallOffsetMs: number;
}

/**
 * State lanes and the event lane. Wiring: `new Lanes({ popover, onJump })` once, `element` between the plots and
 * the time axis, `update` every frame after `TimeView.advance`. Costs one transform a lane while nothing but
 * time has changed.
 */
export class Lanes {
  readonly element = el('section', { class: 'lanes' });
  private readonly states = el('div', { class: 'state-lanes' });
  private readonly statesLabel = el('span', {
    class: 'lane-label',
    attributes: { 'aria-hidden': 'true' },
  });
  private readonly byDevice = new Map<string, StateLane>();
  private readonly eventLane: EventLane;
  private shownIds = '';

  /** `onJump`: the user went to this time by a click or Enter; the view is there already. */
  constructor(
    private readonly options: {
      readonly popover: Popover;
      readonly onJump?: (timeMs: number) => void;
    },
  ) {
    this.element.setAttribute('aria-label', t('States and events'));
    this.eventLane = new EventLane(options.popover, (timeMs) => options.onJump?.(timeMs));
    this.statesLabel.textContent = t('States');
    this.states.append(this.statesLabel);
    this.element.append(this.states, this.eventLane.element);
  }

  /** Shows what is known now. */
  update({ devices, events, time, geometry, wallOffsetMs }: LanesView): void {
    if (geometry.widthPx <= 0 || Number.isNaN(time.nowMs) || Number.isNaN(time.fromMs)) return;
    this.arrange(devices);
    const thin = devices.length > MAX_TALL;
    setShown(this.statesLabel, thin);
    if (thin) this.statesLabel.style.width = `${String(Math.max(0, geometry.leftPx - 4))}px`;
    for (const device of devices) {
      const label = devices.length === 1 ? t('State') : thin ? '' : device.name;
      const shown = { thin, label, wallOffsetMs };
      this.byDevice.get(device.id)?.update(device, events, shown, time, geometry);
    }
    const ids = devices.map(({ id }) => id);
    this.eventLane.update(events, ids, rowContext(devices, wallOffsetMs), time, geometry);
  }

  private arrange(devices: readonly DeviceView[]): void {
    const ids = devices.map(({ id }) => id).join('\n');
    if (ids === this.shownIds) return;
    this.shownIds = ids;
    for (const [id, lane] of this.byDevice) {
      if (devices.some((device) => device.id === id)) continue;
      lane.element.remove();
      this.byDevice.delete(id);
    }
    const { popover, onJump } = this.options;
    for (const { id } of devices) {
      const lane = this.byDevice.get(id) ?? new StateLane(popover, (timeMs) => onJump?.(timeMs));
      this.byDevice.set(id, lane);
      this.states.append(lane.element);
    }
  }
}

import { t } from '@vscode/l10n';
import { BytePath } from '../fault/bytePath';
import { FramePath } from '../fault/framePath';
import { Scoreboard, type Detection } from '../fault/scoreboard';
import type { Burst } from '../fault/stage';
import { ValuePath } from '../fault/valuePath';
import { faultKind } from '../faultKinds';
import type { ArmedFault, Chunk, FaultScore, FaultSpec, NamedColumn } from '../model';
import { formatNumber } from '../numberFormat';
import type { Transport } from '../transport/transport';
import type { DeviceContext } from './context';
import { actsOnDevice, deviceFault } from './deviceFault';
import type { EventLog } from './eventLog';
import { LinkBreaker } from './linkBreaker';

/** What the desk needs of its device. */
export interface FaultDeskParts {
  readonly name: string;
  readonly context: Pick<DeviceContext, 'clock' | 'catchWithinMs' | 'nextFaultId' | 'onBug'>;
  readonly transport: () => Transport;
  readonly isOpen: () => boolean;
  readonly log: EventLog;
  /** What the faults of the receive path have passed on, to the framer. */
  readonly toPipeline: (chunk: Chunk) => void;
  /** What the faults of the send path have passed on, to the device. */
  readonly toWire: (chunk: Chunk) => void;
  /** Whole frames that a fault held and lets go. */
  readonly releaseFrames: (frames: Uint8Array) => void;
  /** What ends a frame of what is received. */
  readonly delimiter: () => number | undefined;
  readonly onNote: (text: string) => void;
  readonly changed: () => void;
}

interface Armed {
  readonly id: number;
  readonly spec: FaultSpec;
  readonly armedMs: number;
  readonly untilMs: number | undefined;
  cancelTimer: () => void;
  struck: number;
  ending: boolean;
}

/** A device may be damaged in so many ways at a time. */
export const MAX_ARMED = 16;

/**
 * Arms faults of every level on one device, puts each at its own place on the path, disarms them when their time or count is
 * over, and keeps their score. Whatever they hold or change is in the device's counters.
 */
export class FaultDesk {
  readonly receive: BytePath;
  readonly send: BytePath;
  readonly frames: FramePath;
  readonly values = new ValuePath();
  private readonly scoreboard: Scoreboard;
  private readonly linkBreaker: LinkBreaker;
  private armed: readonly Armed[] = [];
  /** Until then bytes were damaged by faults that are armed no more. */
  private damagedUntilMs = -Infinity;
  private disposed = false;

  constructor(private readonly parts: FaultDeskParts) {
    const { clock, catchWithinMs } = parts.context;
    const { toPipeline, toWire, delimiter } = parts;
    this.receive = new BytePath({ clock, emit: toPipeline, linkFirst: true, delimiter });
    this.send = new BytePath({ clock, emit: toWire, linkFirst: false, delimiter: () => undefined });
    this.frames = new FramePath(parts.releaseFrames);
    this.linkBreaker = new LinkBreaker({
      clock,
      transport: parts.transport,
      isOpen: parts.isOpen,
      onImpossible: (faultId, why) => this.endLater(faultId, why),
    });
    this.scoreboard = new Scoreboard(catchWithinMs, clock, {
      onCaught: (faultId, { last }, by, timeMs) => {
        parts.log.add(timeMs, { kind: 'caught', faultId, number: last, by });
        parts.changed();
      },
      onMissed: (faultId, { last }, timeMs) => {
        parts.log.add(timeMs, { kind: 'missed', faultId, number: last });
        parts.changed();
      },
    });
  }

  /** In the order in which they were armed. */
  get all(): readonly ArmedFault[] {
    return this.armed.map((one) => this.view(one));
  }

  get score(): FaultScore {
    return this.scoreboard.total;
  }

  clearScore(): void {
    this.scoreboard.clear();
  }

  /** True when bytes of `timeMs` were damaged on their way here, or by the device: their names may be garbage. */
  damagedAt(timeMs: number): boolean {
    return timeMs <= this.damagedUntilMs || this.armed.some(({ spec }) => damagesFrames(spec));
  }

  /** Arms a fault. Rejects with a plain message when the device cannot do it, or too many are armed. */
  async arm(spec: FaultSpec): Promise<ArmedFault> {
    const { clock, nextFaultId } = this.parts.context;
    this.refuse(spec);
    const level = faultKind(spec.kind)?.level ?? 'device';
    if (level === 'device') await this.armDevice(spec);
    const id = nextFaultId();
    const armedMs = clock.nowMs();
    const untilMs = spec.durationS === undefined ? undefined : armedMs + spec.durationS * 1000;
    const cancelTimer = () => undefined;
    const armed: Armed = { id, spec, armedMs, untilMs, cancelTimer, struck: 0, ending: false };
    this.armed = [...this.armed, armed];
    this.scoreboard.open(id, level, spec.channel);
    this.parts.log.add(armedMs, { kind: 'armed', faultId: id, spec, why: '' });
    if (untilMs !== undefined) this.endAt(armed, untilMs, t('its time is over'));
    this.place(id, spec);
    return this.view(armed);
  }

  /** Disarms one fault; does nothing for an id that is not armed. What it held goes on. */
  async disarm(id: number, why: string): Promise<void> {
    const armed = this.armed.find((one) => one.id === id);
    if (armed === undefined) return;
    const { spec } = armed;
    armed.cancelTimer();
    this.armed = this.armed.filter((one) => one !== armed);
    const { receive, send, frames, values, linkBreaker, scoreboard } = this;
    for (const place of [receive, send, frames, values, linkBreaker]) place.remove(id);
    scoreboard.close(id);
    const timeMs = this.parts.context.clock.nowMs();
    if (damagesFrames(spec)) this.damagedUntilMs = timeMs;
    this.parts.log.add(timeMs, { kind: 'disarmed', faultId: id, spec, why });
    this.parts.changed();
    if (faultKind(spec.kind)?.level !== 'device') return;
    await this.parts.transport().setFault?.({ kind: 'none' });
  }

  /** Disarms those for which `chosen` is true. */
  async disarmAll(why: string, chosen: (spec: FaultSpec) => boolean = () => true): Promise<void> {
    const ending = this.armed.filter(({ spec }) => chosen(spec));
    await Promise.all(ending.map(({ id }) => this.disarm(id, why)));
  }

  /** SafeState stops acting: nothing damages the way to the device any more, and nothing held back reaches it. */
  stopActing(why: string): void {
    this.discardSent();
    for (const { id, spec } of this.armed) if (actsOnDevice(spec)) this.endNow(id, why);
  }

  /** There is no link to send on: what the send path holds back is let go of, and said. */
  discardSent(): void {
    const bytes = this.send.discard();
    if (bytes === 0) return;
    this.parts.onNote(t('{0} bytes that a fault had held back were not sent.', bytes));
  }

  /** Something was noticed that a fault may have caused. */
  detect(detection: Detection): void {
    this.scoreboard.detect(detection);
  }

  limitCleared(by: string): void {
    this.scoreboard.limitCleared(by);
  }

  /** Samples after resequence, damaged by the value faults that are armed. */
  damage(columns: readonly NamedColumn[]): readonly NamedColumn[] {
    return this.values.apply(columns);
  }

  /** The device says how often its own fault has struck: each is a frame. */
  onDeviceHit(timeMs: number, count: number): void {
    const armed = this.armed.find(({ spec }) => faultKind(spec.kind)?.level === 'device');
    if (armed === undefined) return;
    this.onHit(armed.id, Array<Burst>(count).fill({ timeMs, count: 1 }));
  }

  /** The device went to SafeState. When by the fault it was asked for, that is over, and its words are returned. */
  onDeviceFatal(timeMs: number): string | undefined {
    const armed = this.armed.find(({ spec }) => spec.kind === 'faultAfterSamples');
    if (armed === undefined) return undefined;
    this.onHit(armed.id, [{ timeMs, count: 1 }]);
    this.endLater(armed.id, t('it has struck'));
    const samples = formatNumber(armed.spec.parameters.samples);
    return t('the simulated fault after {0} samples', samples);
  }

  /** Stops every timer; what is held is let go of with the device. */
  dispose(): void {
    this.disposed = true;
    for (const { id, cancelTimer } of this.armed) {
      cancelTimer();
      this.linkBreaker.remove(id);
    }
    this.receive.clear();
    this.send.clear();
    this.armed = [];
    this.scoreboard.clear();
  }

  private view({ id, spec, armedMs, untilMs }: Armed): ArmedFault {
    return { id, spec, armedMs, untilMs, score: this.scoreboard.of(id) };
  }

  private refuse(spec: FaultSpec): void {
    const { name } = this.parts;
    if (this.disposed) throw new Error(t('{0} has been removed.', name));
    const transport = this.parts.transport();
    if (this.armed.length >= MAX_ARMED) {
      throw new Error(
        t('Could not arm another fault on {0}: {1} are armed. Disarm one first.', name, MAX_ARMED),
      );
    }
    if (faultKind(spec.kind)?.level === 'device' && transport.setFault === undefined) {
      throw new Error(t('{0} has no device faults: only the simulator commits them.', name));
    }
    if (spec.kind === 'dtrGlitch' && transport.glitchDtr === undefined) {
      throw new Error(t('{0} has no DTR line: only serial ports have one.', name));
    }
    if (spec.kind === 'disconnect' && transport.dropLink === undefined) {
      throw new Error(t('The link of {0} cannot be broken on purpose.', name));
    }
  }

  private async armDevice(spec: FaultSpec): Promise<void> {
    const why = t('another one was armed');
    await this.disarmAll(why, ({ kind }) => faultKind(kind)?.level === 'device');
    await this.parts.transport().setFault?.(deviceFault(spec));
  }

  private place(id: number, spec: FaultSpec): void {
    const onHit = (bursts: readonly Burst[]) => this.onHit(id, bursts);
    if (BytePath.carries(spec.kind)) {
      (spec.direction === 'send' ? this.send : this.receive).add(id, spec, onHit);
    } else if (FramePath.carries(spec.kind)) this.frames.add(id, spec, onHit);
    else if (ValuePath.carries(spec.kind)) this.values.add(id, spec, onHit);
    else if (faultKind(spec.kind)?.level === 'link') this.linkBreaker.add(id, spec, onHit);
  }

  private onHit(id: number, bursts: readonly Burst[]): void {
    const armed = this.armed.find((one) => one.id === id);
    if (armed === undefined || bursts.length === 0) return;
    const { first, last } = this.scoreboard.hit(id, bursts);
    const { kind, count = Infinity } = armed.spec;
    this.parts.log.add(bursts[0].timeMs, {
      kind: 'injected',
      faultId: id,
      fault: kind,
      first,
      last,
    });
    this.parts.changed();
    armed.struck += last - first + 1;
    if (armed.struck < count) return;
    // What the last one does may still last: disarmed now, it would be cut short.
    const untilMs = bursts.reduce((end, { untilMs: to = 0 }) => Math.max(end, to), 0);
    const why = t('its count is reached');
    const endMs = Math.min(untilMs, armed.untilMs ?? Infinity);
    if (endMs > this.parts.context.clock.nowMs()) this.endAt(armed, endMs, why);
    else this.endLater(id, why);
  }

  private endAt(armed: Armed, timeMs: number, why: string): void {
    const { clock } = this.parts.context;
    armed.cancelTimer();
    armed.cancelTimer = clock.after(Math.max(0, timeMs - clock.nowMs()), () => {
      this.endLater(armed.id, why);
    });
  }

  /** Not within a hit: the stage that struck still works on its chunk. */
  private endLater(id: number, why: string): void {
    const armed = this.armed.find((one) => one.id === id);
    if (armed === undefined || armed.ending) return;
    armed.ending = true;
    queueMicrotask(() => this.endNow(id, why));
  }

  private endNow(id: number, why: string): void {
    this.disarm(id, why).catch(this.parts.context.onBug);
  }
}

/** True for what can make garbage of names: damage before decoding. */
function damagesFrames({ kind, direction }: FaultSpec): boolean {
  return direction === 'receive' && !ValuePath.carries(kind);
}

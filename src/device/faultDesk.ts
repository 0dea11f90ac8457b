import { t } from '@vscode/l10n';
import { BytePath } from '../fault/bytePath';
import { FramePath } from '../fault/framePath';
import { Scoreboard } from '../fault/scoreboard';
import { ValuePath } from '../fault/valuePath';
import { faultKind } from '../faultKinds';
import type { ArmedFault, Chunk, DeviceFault, FaultScore, FaultSpec, NamedColumn } from '../model';
import type { Transport } from '../transport/transport';
import type { DeviceContext } from './context';
import type { EventLog } from './eventLog';
import { LinkBreaker } from './linkBreaker';

/** What the desk needs of its device. */
export interface FaultDeskParts {
  readonly name: string;
  readonly context: Pick<DeviceContext, 'clock' | 'catchWithinMs' | 'nextFaultId' | 'onBug'>;
  readonly transport: () => Transport;
  readonly log: EventLog;
  /** Undamaged no more: on to the framer. */
  readonly toPipeline: (chunk: Chunk) => void;
  readonly toWire: (chunk: Chunk) => void;
  /** Whole frames that a fault held when it was disarmed. */
  readonly releaseFrames: (frames: Uint8Array) => void;
  readonly changed: () => void;
}

interface Armed {
  readonly id: number;
  readonly spec: FaultSpec;
  readonly armedMs: number;
  readonly untilMs: number | undefined;
  readonly cancelTimer: () => void;
  struck: number;
  ending: boolean;
}

const MAX_ARMED = 16;

/**
 * Arms faults of every level on one device, puts each at its own place on the path, disarms them when their time or count is
 * over, and keeps their score. Whatever it holds or changes is in the device's counters.
 */
export class FaultDesk {
  readonly receive: BytePath;
  readonly frames: FramePath;
  readonly values = new ValuePath();
  private readonly send: BytePath;
  private readonly scoreboard: Scoreboard;
  private readonly linkBreaker: LinkBreaker;
  private armed: readonly Armed[] = [];

  constructor(private readonly parts: FaultDeskParts) {
    const { clock, catchWithinMs } = parts.context;
    this.receive = new BytePath(clock, parts.toPipeline, true);
    this.send = new BytePath(clock, parts.toWire, false);
    this.frames = new FramePath(parts.releaseFrames);
    this.linkBreaker = new LinkBreaker(clock, parts.transport, (text) => {
      parts.log.add(clock.nowMs(), { kind: 'note', text });
    });
    this.scoreboard = new Scoreboard(catchWithinMs, clock, {
      onCaught: (faultId, number, _, by, timeMs) => {
        parts.log.add(timeMs, { kind: 'caught', faultId, number, by });
        parts.changed();
      },
      onMissed: (faultId, number, _, timeMs) => {
        parts.log.add(timeMs, { kind: 'missed', faultId, number });
        parts.changed();
      },
    });
  }

  /** In the order in which they were armed. */
  get all(): readonly ArmedFault[] {
    return this.armed.map(({ id, spec, armedMs, untilMs }) => {
      return { id, spec, armedMs, untilMs, score: this.scoreboard.of(id) };
    });
  }

  get score(): FaultScore {
    return this.scoreboard.total;
  }

  /** True while something damages what is received, or what the device sends. */
  get damages(): boolean {
    return this.armed.some(
      ({ spec }) => spec.direction === 'receive' && !ValuePath.carries(spec.kind),
    );
  }

  clearScore(): void {
    this.scoreboard.clear();
  }

  /** Arms a fault. Rejects with a plain message when the device cannot do it, or too many are armed. */
  async arm(spec: FaultSpec): Promise<ArmedFault> {
    const { clock } = this.parts.context;
    this.refuse(spec);
    const level = faultKind(spec.kind)?.level;
    if (level === 'device') await this.armDevice(spec);
    const id = this.parts.context.nextFaultId();
    const armedMs = clock.nowMs();
    const untilMs = spec.durationS === undefined ? undefined : armedMs + spec.durationS * 1000;
    const cancelTimer =
      spec.durationS === undefined
        ? () => undefined
        : clock.after(spec.durationS * 1000, () => {
            this.endLater(id, t('its time is over'));
          });
    this.armed = [
      ...this.armed,
      { id, spec, armedMs, untilMs, cancelTimer, struck: 0, ending: false },
    ];
    this.parts.log.add(armedMs, { kind: 'armed', faultId: id, spec, why: '' });
    this.place(id, spec);
    return { id, spec, armedMs, untilMs, score: this.scoreboard.of(id) };
  }

  /** Disarms one fault; does nothing for an id that is not armed. What it held goes on. */
  async disarm(id: number, why: string): Promise<void> {
    const armed = this.armed.find((one) => one.id === id);
    if (armed === undefined) return;
    armed.cancelTimer();
    this.armed = this.armed.filter((one) => one !== armed);
    const { receive, send, frames, values, linkBreaker } = this;
    for (const place of [receive, send, frames, values, linkBreaker]) place.remove(id);
    const timeMs = this.parts.context.clock.nowMs();
    this.parts.log.add(timeMs, { kind: 'disarmed', faultId: id, spec: armed.spec, why });
    this.scoreboard.forget(id);
    this.parts.changed();
    if (faultKind(armed.spec.kind)?.level !== 'device') return;
    await this.parts.transport().setFault?.({ kind: 'none' });
  }

  /** Disarms those for which `chosen` is true. */
  async disarmAll(why: string, chosen: (spec: FaultSpec) => boolean = () => true): Promise<void> {
    const ending = this.armed.filter(({ spec }) => chosen(spec));
    await Promise.all(ending.map(({ id }) => this.disarm(id, why)));
  }

  /** Bytes on their way to the device. */
  toDevice(chunk: Chunk): void {
    this.send.push(chunk);
  }

  /** Something was noticed that a fault may have caused. */
  detect(timeMs: number, by: string): void {
    this.scoreboard.detect(timeMs, by);
  }

  /** Samples after resequence, damaged by the value faults that are armed. */
  damage(columns: readonly NamedColumn[]): readonly NamedColumn[] {
    return this.values.apply(columns);
  }

  /** The device says how often its own fault has struck. */
  onDeviceHit(timeMs: number, count: number): void {
    const armed = this.armed.find(({ spec }) => faultKind(spec.kind)?.level === 'device');
    if (armed !== undefined) this.onHit(armed.id, timeMs, count);
  }

  /** The device went to SafeState by the fault it was asked for: it is over. */
  onDeviceFatal(timeMs: number): void {
    const armed = this.armed.find(({ spec }) => spec.kind === 'faultAfterSamples');
    if (armed === undefined) return;
    this.onHit(armed.id, timeMs, 1);
    this.endLater(armed.id, t('it has struck'));
  }

  /** Stops every timer; what is held is let go of with the device. */
  dispose(): void {
    for (const armed of this.armed) armed.cancelTimer();
    for (const { id } of this.armed) {
      this.linkBreaker.remove(id);
      this.receive.remove(id);
      this.send.remove(id);
    }
    this.armed = [];
    this.scoreboard.clear();
  }

  private refuse(spec: FaultSpec): void {
    const { name } = this.parts;
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
    const onHit = (timeMs: number, count: number) => {
      this.onHit(id, timeMs, count);
    };
    if (BytePath.carries(spec.kind)) {
      (spec.direction === 'send' ? this.send : this.receive).add(id, spec, onHit);
    } else if (FramePath.carries(spec.kind)) this.frames.add(id, spec, onHit);
    else if (ValuePath.carries(spec.kind)) this.values.add(id, spec, onHit);
    else this.linkBreaker.add(id, spec, onHit);
  }

  private onHit(id: number, timeMs: number, count: number): void {
    const armed = this.armed.find((one) => one.id === id);
    if (armed === undefined) return;
    armed.struck += count;
    const { first, last } = this.scoreboard.hit(id, timeMs, count);
    const { kind } = armed.spec;
    this.parts.log.add(timeMs, { kind: 'injected', faultId: id, fault: kind, first, last });
    this.parts.changed();
    if (armed.spec.count !== undefined && armed.struck >= armed.spec.count) {
      this.endLater(id, t('its count is reached'));
    }
  }

  /** Not within a hit: the stage that struck still works on its chunk. */
  private endLater(id: number, why: string): void {
    const armed = this.armed.find((one) => one.id === id);
    if (armed === undefined || armed.ending) return;
    armed.ending = true;
    queueMicrotask(() => {
      this.disarm(id, why).catch(this.parts.context.onBug);
    });
  }
}

function deviceFault({ kind, parameters }: FaultSpec): DeviceFault {
  switch (kind) {
    case 'randomSensorErrors':
    case 'communicationFailure':
    case 'both':
      return { kind, probability: parameters.probability };
    case 'faultAfterSamples':
      return { kind, samples: parameters.samples };
    default:
      throw new Error(`${kind} is no device fault.`);
  }
}

import type { DebugChange, DebugSessionName, SourcePlace } from '../debugFacts';
import { listen } from '../listen';

/** What a session tells its device. */
export interface DebuggedDevice {
  debugged(session: DebugSessionName, change: DebugChange): void;
}

type Halt = Extract<DebugChange, { act: 'halted' | 'exception' }>;

/**
 * One debug session: tells its device what it does to it. The device is looked for until there is one, and again when it
 * was made anew; one that comes late is told how things stand.
 */
export class DebuggedSession<D extends DebuggedDevice> {
  private target: D | undefined;
  private halt: Halt | undefined;
  private place: SourcePlace | undefined;
  private began = false;
  private isOver = false;
  private readonly haltListeners = new Set<(timeMs: number) => void>();

  /** `find`: the device that is there now, the former one as long as it is. */
  constructor(
    readonly name: DebugSessionName,
    private readonly find: (former: D | undefined) => D | undefined,
  ) {}

  get state(): 'running' | 'halted' | 'ended' {
    if (this.isOver) return 'ended';
    return this.halt === undefined ? 'running' : 'halted';
  }

  /** When it halted; undefined while it runs. */
  get haltedMs(): number | undefined {
    return this.halt?.timeMs;
  }

  /** Since when and where it is halted; undefined while it runs, and while the place is not known. */
  get haltedAt(): { readonly timeMs: number; readonly place: SourcePlace } | undefined {
    const { halt, place } = this;
    return halt === undefined || place === undefined ? undefined : { timeMs: halt.timeMs, place };
  }

  /** Whose target it debugs; undefined while there is no such device. */
  get device(): D | undefined {
    return this.find(this.target);
  }

  /** Called when the target halts; the returned function ends it. */
  onHalt(listener: (timeMs: number) => void): () => void {
    return listen(this.haltListeners, listener);
  }

  /** Takes in what it has done. */
  apply(change: DebugChange): void {
    if (this.isOver) return;
    if (change.act === 'ended' && !this.began) {
      this.isOver = true;
      return;
    }
    const before = this.target;
    this.target = this.find(before);
    if (this.target !== undefined && this.target !== before && this.began) {
      this.catchUp(this.target, change);
    }
    this.began = true;
    this.keep(change);
    this.target?.debugged(this.name, change);
    if (change.act !== 'halted' && change.act !== 'exception') return;
    for (const listener of this.haltListeners) listener(change.timeMs);
  }

  private keep(change: DebugChange): void {
    if (change.act === 'halted' || change.act === 'exception') {
      this.halt = change;
      this.place = undefined;
    }
    if (change.act === 'placed') this.place = change.place;
    if (change.act === 'continued' || change.act === 'stepped' || change.act === 'ended') {
      this.halt = undefined;
    }
    if (change.act === 'ended') this.isOver = true;
  }

  private catchUp(device: D, next: DebugChange): void {
    const timeMs = 'timeMs' in next ? next.timeMs : (this.halt?.timeMs ?? 0);
    device.debugged(this.name, { act: 'running', timeMs: this.halt?.timeMs ?? timeMs });
    if (this.halt !== undefined) device.debugged(this.name, this.halt);
  }
}

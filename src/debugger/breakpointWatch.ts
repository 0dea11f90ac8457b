import type { DeviceClock } from '../device/clock';
import type { Device } from '../device/device';
import { Staleness } from '../device/staleness';
import type { NamedColumn, TelemetryFact } from '../model';
import { ComparisonWatch } from '../watch/comparisonWatch';
import type { Condition } from '../watch/condition';

/** What a breakpoint watches of a device. */
export type WatchedDevice = Pick<Device, 'onSamples' | 'onChange' | 'halted' | 'state' | 'link'> & {
  readonly events: Pick<Device['events'], 'onFact'>;
};

/** Watches one device for one condition; `onHit` is called at the time of what fulfilled it, never while it is halted. */
export class BreakpointWatch {
  private readonly ends: (() => void)[] = [];

  constructor(
    private readonly device: WatchedDevice,
    condition: Condition,
    clock: DeviceClock,
    private readonly onHit: (timeMs: number) => void,
  ) {
    if (condition.kind === 'comparison') this.compare(new ComparisonWatch(condition));
    else if (condition.kind === 'stale') this.wait(condition, clock);
    else this.listen(condition);
  }

  dispose(): void {
    for (const end of this.ends.splice(0)) end();
  }

  private hit(timeMs: number): void {
    // What was under way when it halted tells nothing new.
    if (!this.device.halted) this.onHit(timeMs);
  }

  private compare(watch: ComparisonWatch): void {
    this.ends.push(
      this.device.onSamples((columns) => {
        const timeMs = watch.observe(columns);
        if (timeMs !== undefined) this.hit(timeMs);
      }),
    );
  }

  private listen(condition: Exclude<Condition, { kind: 'comparison' | 'stale' }>): void {
    this.ends.push(
      this.device.events.onFact((timeMs, fact) => {
        if (fulfils(fact, condition)) this.hit(timeMs);
      }),
    );
  }

  /** Once for each silence: a value has to come before the next. */
  private wait(
    { channel, afterMs }: Extract<Condition, { kind: 'stale' }>,
    clock: DeviceClock,
  ): void {
    const { device } = this;
    let isSilent = false;
    const staleness = new Staleness(afterMs, clock, (timeMs) => {
      if (!isSilent) this.hit(timeMs);
      isSilent = true;
    });
    const follow = () => {
      const acts = device.state === 'measuring' || device.state === 'error';
      staleness.watching = acts && device.link.kind === 'open' && !device.halted;
    };
    const live = (columns: readonly NamedColumn[]) => {
      const column = columns.find(({ name }) => name === channel);
      if (column === undefined || column.times.length === 0) return;
      isSilent = false;
      staleness.alive(clock.nowMs());
    };
    follow();
    this.ends.push(device.onSamples(live), device.onChange(follow), () => {
      staleness.dispose();
    });
  }
}

function fulfils(
  fact: TelemetryFact,
  condition: Exclude<Condition, { kind: 'comparison' | 'stale' }>,
): boolean {
  switch (condition.kind) {
    case 'limit':
      if (fact.kind !== 'limit' || !fact.raised) return false;
      return condition.channel === undefined || condition.channel === fact.limit.channel;
    case 'state':
      return fact.kind === 'state' && fact.to === condition.state;
    case 'loss':
      if (fact.kind !== 'dropped' && fact.kind !== 'rejected') return false;
      return condition.of === 'any' || condition.of === fact.kind;
  }
}

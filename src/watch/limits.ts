import type { Alarm, Limit, NamedColumn } from '../model';
import { LimitState } from './limitState';

/** A limit was crossed, or is no longer. */
export interface LimitChange {
  readonly limit: Limit;
  readonly channelId: string;
  readonly raised: boolean;
  readonly timeMs: number;
  readonly value: number;
  readonly unit: string;
}

interface Watched {
  readonly state: LimitState;
  alarm: Alarm | undefined;
}

/** Limits of one device, at most. */
export const MAX_LIMITS = 64;

/** The limits of one device: looks at ordered samples and tells what they cross. */
export class Limits {
  private watched: readonly Watched[] = [];
  private byChannel = new Map<string, Watched[]>();

  constructor(private readonly onChange: (change: LimitChange) => void) {}

  get all(): readonly Limit[] {
    return this.watched.map(({ state }) => state.limit);
  }

  /** What is crossed now, oldest first. */
  get alarms(): readonly Alarm[] {
    const raised = this.watched.flatMap(({ alarm }) => (alarm === undefined ? [] : [alarm]));
    return raised.sort((a, b) => a.sinceMs - b.sinceMs);
  }

  /** Replaces the limits, at most MAX_LIMITS; one that stays as it is keeps what it knows. */
  set(limits: readonly Limit[]): void {
    const known = new Map(this.watched.map((one) => [keyOf(one.state.limit), one]));
    // By key: the same limit twice would look at every sample twice.
    const wanted = new Map(limits.map((limit) => [keyOf(limit), limit]));
    this.watched = [...wanted].slice(0, MAX_LIMITS).map(([key, limit]) => {
      return known.get(key) ?? { state: new LimitState(limit), alarm: undefined };
    });
    this.byChannel = new Map();
    for (const one of this.watched) {
      const { channel } = one.state.limit;
      const same = this.byChannel.get(channel);
      if (same === undefined) this.byChannel.set(channel, [one]);
      else same.push(one);
    }
  }

  /**
   * Looks at the next samples. A column whose min and max can change nothing is not looked into: 64 limits pass over a
   * column of 100,000 samples in under a microsecond, while one that has to look needs more than one millisecond.
   */
  observe(columns: readonly NamedColumn[], channelIdOf: (name: string) => string): void {
    if (this.watched.length === 0) return;
    for (const column of columns) {
      for (const one of this.byChannel.get(column.name) ?? []) {
        if (one.state.ignores(column.min, column.max)) continue;
        this.look(one, column, channelIdOf(column.name));
      }
    }
  }

  /** The stream broke before the next samples: what lay outside may have been inside meanwhile. */
  gap(): void {
    for (const { state } of this.watched) state.gap();
  }

  /** The user has seen what is crossed now. */
  acknowledge(): void {
    for (const one of this.watched) {
      if (one.alarm !== undefined) one.alarm = { ...one.alarm, acknowledged: true };
    }
  }

  /** Forgets all alarms and what led to them; the limits stay. */
  clear(): void {
    const limits = this.all;
    this.watched = [];
    this.set(limits);
  }

  private look(one: Watched, { times, values, unit }: NamedColumn, channelId: string): void {
    const { state } = one;
    for (let i = 0; i < times.length; i++) {
      const step = state.next(times[i], values[i]);
      if (step === undefined) continue;
      const { raised, timeMs, value } = step;
      const { limit } = state;
      one.alarm = raised
        ? { limit, channelId, sinceMs: timeMs, value, acknowledged: false }
        : undefined;
      this.onChange({ limit, channelId, raised, timeMs, value, unit });
    }
  }
}

function keyOf(limit: Limit): string {
  const { channel, level, side, bound, hysteresis, persistenceMs, action } = limit;
  return JSON.stringify([channel, level, side, bound, hysteresis, persistenceMs, action]);
}

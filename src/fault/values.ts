import type { FaultSpec, NamedColumn } from '../model';
import { CONTINUOUS_MS } from './continuous';
import { Random } from './random';
import type { Burst } from './stage';

/** What a value fault made of some columns. */
export interface DamagedValues {
  readonly columns: readonly NamedColumn[];
  /** Each hit by itself, in the order of their times. */
  readonly hits: readonly Burst[];
  /** How many more values are not finite than before: gaps that the fault has made. */
  readonly madeNaN: number;
}

/** One channel's damage, from sample to sample. */
interface ChannelFault {
  /** The damaged value; `hit` is true where a new hit begins, which it may only while `mayHit`. */
  next(timeMs: number, value: number, mayHit: boolean): number;
  readonly hit: boolean;
  /** How long the damage of one hit lasts. */
  readonly holdMs: number;
}

const MAX_FAULTY_CHANNELS = 1024;
/** A delay is kept in so many steps at most: of 500 ms every sample up to 4 kS/s, above that every quarter of one. */
const DELAY_STEPS = 2048;

/**
 * Damages samples in stream order; see FAULT_KINDS for the kinds of level `value`. Every channel draws from a
 * stream of its own, made of the seed and its name, so batches may be cut and channels mixed in any way.
 */
export class ValueFault {
  private readonly channels = new Map<string, ChannelFault>();

  constructor(private readonly spec: Pick<FaultSpec, 'kind' | 'parameters' | 'seed' | 'channel'>) {}

  /** Takes the next columns; after `maxHits` hits what follows passes whole. */
  apply(columns: readonly NamedColumn[], maxHits = Infinity): DamagedValues {
    const hits: Burst[] = [];
    let madeNaN = 0;
    const damaged = columns.map((column) => {
      const { channel } = this.spec;
      if (channel !== undefined && channel !== column.name) return column;
      const next = this.damage(column, hits, maxHits);
      madeNaN += nanCount(next) - nanCount(column);
      return next;
    });
    if (hits.length > 1) hits.sort((a, b) => a.timeMs - b.timeMs);
    return { columns: damaged, hits, madeNaN };
  }

  private damage(column: NamedColumn, hits: Burst[], maxHits: number): NamedColumn {
    const fault = this.faultOf(column.name);
    if (fault === undefined) return column;
    const { times } = column;
    const values = column.values.slice();
    let min = Infinity;
    let max = -Infinity;
    for (let i = 0; i < values.length; i++) {
      values[i] = fault.next(times[i], values[i], hits.length < maxHits);
      if (fault.hit) hits.push({ timeMs: times[i], count: 1, untilMs: times[i] + fault.holdMs });
      if (values[i] < min) min = values[i];
      if (values[i] > max) max = values[i];
    }
    return { ...column, values, min, max };
  }

  private faultOf(name: string): ChannelFault | undefined {
    let fault = this.channels.get(name);
    if (fault === undefined && this.channels.size < MAX_FAULTY_CHANNELS) {
      fault = makeFault(this.spec, new Random(this.spec.seed ^ hash(name)));
      this.channels.set(name, fault);
    }
    return fault;
  }
}

function nanCount({ values }: NamedColumn): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) count++;
  return count;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return sum >>> 0;
}

function makeFault(
  { kind, parameters }: Pick<FaultSpec, 'kind' | 'parameters'>,
  random: Random,
): ChannelFault {
  const { probability, holdMs, amplitude, deviation, delayMs } = parameters;
  switch (kind) {
    case 'spike':
      return new Struck(random, probability, 0, (value) => value + amplitude);
    case 'nan':
      return new Struck(random, probability, 0, () => NaN);
    case 'intermittent':
      return new Struck(random, probability, holdMs, () => NaN);
    case 'stuck':
      return new Struck(random, probability, holdMs, (_, first) => first);
    case 'noise':
      return new Continuous((_, value) => value + deviation * random.normal());
    case 'drift':
      return new Continuous((sinceMs, value) => value + (amplitude * sinceMs) / 1000);
    case 'delayed': {
      const delay = new Delay(delayMs);
      return new Continuous((_, value, timeMs) => delay.next(timeMs, value));
    }
    default:
      throw new Error(`${kind} is no value fault.`);
  }
}

/** Strikes by chance, and goes on for a while. */
class Struck implements ChannelFault {
  hit = false;
  private clear: number;
  private untilMs = -Infinity;
  private first = NaN;

  constructor(
    private readonly random: Random,
    private readonly probability: number,
    readonly holdMs: number,
    private readonly spoil: (value: number, first: number) => number,
  ) {
    this.clear = random.skip(probability);
  }

  next(timeMs: number, value: number, mayHit: boolean): number {
    this.hit = false;
    if (timeMs < this.untilMs) return this.spoil(value, this.first);
    if (!mayHit) return value;
    if (this.clear > 0) {
      this.clear--;
      return value;
    }
    this.hit = true;
    this.clear = this.random.skip(this.probability);
    this.untilMs = timeMs + this.holdMs;
    this.first = value;
    return this.spoil(value, value);
  }
}

/** Acts on every sample; its hits are the seconds in which it does. */
class Continuous implements ChannelFault {
  hit = false;
  readonly holdMs = 0;
  private firstMs = NaN;
  private nextHitMs = -Infinity;

  constructor(private readonly spoil: (sinceMs: number, value: number, timeMs: number) => number) {}

  next(timeMs: number, value: number, mayHit: boolean): number {
    if (this.firstMs !== this.firstMs) this.firstMs = timeMs;
    const begins = timeMs >= this.nextHitMs;
    this.hit = begins && mayHit;
    if (begins && !mayHit) return value;
    if (begins) this.nextHitMs = timeMs + CONTINUOUS_MS;
    return this.spoil(timeMs - this.firstMs, value, timeMs);
  }
}

/** The value of `delayMs` ago; the first one until there is an older one. Bounded by DELAY_STEPS. */
class Delay {
  private times: number[] = [];
  private values: number[] = [];
  private head = 0;

  constructor(private readonly delayMs: number) {}

  next(timeMs: number, value: number): number {
    const lastMs = this.times.at(-1) ?? -Infinity;
    if (timeMs - lastMs >= this.delayMs / DELAY_STEPS) {
      this.times.push(timeMs);
      this.values.push(value);
    }
    const dueMs = timeMs - this.delayMs;
    while (this.head + 1 < this.times.length && this.times[this.head + 1] <= dueMs) this.head++;
    const shown = this.values[this.head];
    this.trim();
    return shown;
  }

  /** What is behind the head is let go of in large steps: cheap on average. */
  private trim(): void {
    if (this.head < DELAY_STEPS) return;
    this.times = this.times.slice(this.head);
    this.values = this.values.slice(this.head);
    this.head = 0;
  }
}

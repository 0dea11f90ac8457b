import type { FaultSpec, NamedColumn } from '../model';
import { Random } from './random';

/** What a value fault made of some columns. */
export interface DamagedValues {
  readonly columns: readonly NamedColumn[];
  /** Time of each hit, in order of the columns. */
  readonly hitsMs: readonly number[];
}

/** One channel's damage, from sample to sample. */
interface ChannelFault {
  /** The damaged value; `hit` is true where a new hit begins. */
  next(timeMs: number, value: number): number;
  readonly hit: boolean;
}

const MAX_FAULTY_CHANNELS = 1024;
/** A delay line's samples: 60 s at 16 kS/s. */
const MAX_DELAYED = 1_000_000;
/** A fault that acts all the time counts as one hit a second. */
const CONTINUOUS_MS = 1000;

/**
 * Damages samples in stream order; see FAULT_KINDS for the kinds of level `value`. Every channel draws from a
 * stream of its own, made of the seed and its name, so batches may be cut and channels mixed in any way.
 */
export class ValueFault {
  private readonly channels = new Map<string, ChannelFault>();

  constructor(private readonly spec: Pick<FaultSpec, 'kind' | 'parameters' | 'seed' | 'channel'>) {}

  /** Takes the next columns; after `maxHits` hits what follows passes whole. */
  apply(columns: readonly NamedColumn[], maxHits = Infinity): DamagedValues {
    const hitsMs: number[] = [];
    const damaged = columns.map((column) => {
      const { channel } = this.spec;
      if (channel !== undefined && channel !== column.name) return column;
      return this.damage(column, hitsMs, maxHits);
    });
    return { columns: damaged, hitsMs };
  }

  private damage(column: NamedColumn, hitsMs: number[], maxHits: number): NamedColumn {
    const fault = this.faultOf(column.name);
    if (fault === undefined) return column;
    const { times } = column;
    const values = column.values.slice();
    let min = Infinity;
    let max = -Infinity;
    for (let i = 0; i < values.length; i++) {
      const before = hitsMs.length;
      if (before < maxHits) {
        values[i] = fault.next(times[i], values[i]);
        if (fault.hit) hitsMs.push(times[i]);
      }
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
    case 'delayed':
      return new Delayed(delayMs);
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
    private readonly holdMs: number,
    private readonly spoil: (value: number, first: number) => number,
  ) {
    this.clear = random.skip(probability);
  }

  next(timeMs: number, value: number): number {
    this.hit = false;
    if (timeMs < this.untilMs) return this.spoil(value, this.first);
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

/** Acts on every sample. */
class Continuous implements ChannelFault {
  hit = false;
  private firstMs = NaN;
  private nextHitMs = -Infinity;

  constructor(private readonly spoil: (sinceMs: number, value: number) => number) {}

  next(timeMs: number, value: number): number {
    if (this.firstMs !== this.firstMs) this.firstMs = timeMs;
    this.hit = timeMs >= this.nextHitMs;
    if (this.hit) this.nextHitMs = timeMs + CONTINUOUS_MS;
    return this.spoil(timeMs - this.firstMs, value);
  }
}

/** Shows the value of `delayMs` ago; the first one until there is an older one. */
class Delayed implements ChannelFault {
  hit = false;
  private nextHitMs = -Infinity;
  private readonly times: number[] = [];
  private readonly values: number[] = [];
  private head = 0;

  constructor(private readonly delayMs: number) {}

  next(timeMs: number, value: number): number {
    this.hit = timeMs >= this.nextHitMs;
    if (this.hit) this.nextHitMs = timeMs + CONTINUOUS_MS;
    this.times.push(timeMs);
    this.values.push(value);
    const dueMs = timeMs - this.delayMs;
    while (this.head + 1 < this.times.length && this.times[this.head + 1] <= dueMs) this.head++;
    if (this.times.length - this.head > MAX_DELAYED) this.head++;
    const shown = this.values[this.head];
    this.trim();
    return shown;
  }

  /** What is behind the head is let go of in large steps: cheap on average. */
  private trim(): void {
    if (this.head < 4096 || this.head * 2 < this.times.length) return;
    this.times.splice(0, this.head);
    this.values.splice(0, this.head);
    this.head = 0;
  }
}

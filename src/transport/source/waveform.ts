import type { SimulatedChannel } from '../transport';
import type { Random } from './random';

/** Integers up to here are exact in an f32. */
const MAX_COUNT = 2 ** 24;

/** The values of one simulated channel, frame by frame. */
export class Waveform {
  private count = 0;
  private walk = 0;
  private lastS = 0;

  constructor(
    private readonly channel: SimulatedChannel,
    private readonly random: Random,
  ) {}

  /** The value at `timeS`, simulated seconds since open, which never run backwards. */
  next(timeS: number): number {
    const { wave, amplitude, offset } = this.channel;
    switch (wave) {
      case 'sine':
        return offset + amplitude * Math.sin(2 * Math.PI * this.phase(timeS));
      case 'ramp':
        return offset + amplitude * (2 * this.phase(timeS) - 1);
      case 'square':
        return offset + (this.phase(timeS) < 0.5 ? amplitude : -amplitude);
      case 'noise':
        return offset + amplitude * (2 * this.random() - 1);
      case 'randomWalk':
        return offset + this.step(timeS);
      case 'counter':
        return offset + this.increment();
    }
  }

  private phase(timeS: number): number {
    const { periodS } = this.channel;
    return periodS > 0 ? (timeS / periodS) % 1 : 0;
  }

  /** Spreads by about `amplitude` within `periodS` at any rate, and turns back at the amplitude. */
  private step(timeS: number): number {
    const { amplitude, periodS } = this.channel;
    const elapsed = periodS > 0 ? Math.min(1, (timeS - this.lastS) / periodS) : 1;
    this.lastS = timeS;
    this.walk += amplitude * Math.sqrt(3 * elapsed) * (2 * this.random() - 1);
    if (Math.abs(this.walk) > amplitude)
      this.walk = Math.sign(this.walk) * 2 * amplitude - this.walk;
    this.walk = Math.max(-amplitude, Math.min(amplitude, this.walk));
    return this.walk;
  }

  /** Counts frames; wraps after `amplitude` of them, if that is 2 or more. */
  private increment(): number {
    const { amplitude } = this.channel;
    const value = this.count;
    this.count = (value + 1) % (amplitude >= 2 ? Math.floor(amplitude) : MAX_COUNT);
    return value;
  }
}

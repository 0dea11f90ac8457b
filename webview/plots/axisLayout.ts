/** Further units share the last axis. */
const MAX_AXES = 3;

/** Which value axis of a plot bears which units, in the order in which the channels were put there. */
export class AxisLayout {
  private readonly units: readonly string[];

  constructor(unitsOfChannels: readonly string[]) {
    this.units = [...new Set(unitsOfChannels)];
  }

  /** Axes, at least one. */
  get count(): number {
    return Math.min(MAX_AXES, Math.max(1, this.units.length));
  }

  /** The axis of a unit; -1 when no channel has it. */
  indexOf(unit: string): number {
    const index = this.units.indexOf(unit);
    return Math.min(MAX_AXES - 1, index);
  }

  /** The units on an axis; none on the axis of an empty plot. */
  unitsOf(index: number): readonly string[] {
    return index === MAX_AXES - 1 ? this.units.slice(index) : this.units.slice(index, index + 1);
  }

  /** True when both show the same. */
  equals(other: AxisLayout): boolean {
    return JSON.stringify(this.units) === JSON.stringify(other.units);
  }
}

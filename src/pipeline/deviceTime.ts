import type { Column } from '../model';

/** The device's clock is anchored anew when it runs ahead of the port, or falls behind, by more. */
const REANCHOR_MS = 2000;
const NOISE_MS = 1e-4;

/**
 * Lays a device's time stamps on the host's clock: unwraps a clock that begins again at 0, and keeps the distance to
 * the port's time as long as that is credible. Fed in stream order.
 */
export class DeviceTime {
  /** Where the clock was at the end of the last batch: as it stood on the wire, and with all its wraps. */
  private last = { rawMs: NaN, totalMs: NaN };
  private offsetMs = NaN;

  /** `toHost` false leaves the times on the device's clock. */
  constructor(private readonly toHost: boolean) {}

  /** The times of a batch's columns, in their order; `portMs` is when its last good frame came. */
  resolve(columns: readonly Column[], portMs: number): Float64Array[] {
    const before = this.last;
    const times = columns.map((column) => {
      if (!column.deviceTime) return column.times;
      const unwrapped =
        column.wrapMs === undefined
          ? column.times
          : this.unwrap(column.times, column.wrapMs, before);
      return this.toHost ? this.anchored(unwrapped, portMs) : unwrapped;
    });
    return times;
  }

  /** All columns of a batch begin where the last batch ended: they share the device's one clock. */
  private unwrap(
    rawTimes: Float64Array,
    wrapMs: number,
    before: { rawMs: number; totalMs: number },
  ): Float64Array {
    let { rawMs, totalMs } = before;
    const times = new Float64Array(rawTimes.length);
    for (let i = 0; i < rawTimes.length; i++) {
      if (!Number.isFinite(rawTimes[i])) {
        times[i] = totalMs;
        continue;
      }
      let step = rawTimes[i] - rawMs;
      // A step of more than half a turn is one over the wrap, the shorter way.
      if (step < -wrapMs / 2) step += wrapMs;
      else if (step > wrapMs / 2) step -= wrapMs;
      totalMs = Number.isNaN(rawMs) ? rawTimes[i] : exact(totalMs + step, rawTimes[i], wrapMs);
      rawMs = rawTimes[i];
      times[i] = totalMs;
    }
    if (!(totalMs <= this.last.totalMs)) this.last = { rawMs, totalMs };
    return times;
  }

  private anchored(deviceMs: Float64Array, portMs: number): Float64Array {
    const last = deviceMs[deviceMs.length - 1];
    if (!(Math.abs(last + this.offsetMs - portMs) <= REANCHOR_MS)) this.offsetMs = portMs - last;
    return deviceMs.map((ms) => ms + this.offsetMs);
  }
}

/** A sum of steps gathers what each was rounded by; whole turns and what was on the wire do not. */
function exact(sumMs: number, rawMs: number, wrapMs: number): number {
  const turns = Math.round((sumMs - rawMs) / wrapMs);
  const totalMs = rawMs + turns * wrapMs;
  return Math.abs(totalMs - sumMs) < NOISE_MS ? totalMs : sumMs;
}

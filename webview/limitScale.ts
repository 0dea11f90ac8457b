/** One step of the keys, and what a dragged value is rounded to: about a hundredth of the axis. */
export function limitTick(low: number, high: number): number {
  const range = Math.abs(high - low);
  if (!(range > 0) || !Number.isFinite(range)) return 1;
  const power = 10 ** Math.floor(Math.log10(range / 50));
  const share = range / 50 / power;
  return power * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
}

/** The multiple of the tick that is nearest, without the dust of binary fractions. */
export function snapToTick(value: number, tick: number): number {
  const digits = Math.max(0, Math.min(12, Math.ceil(-Math.log10(tick))));
  return Number((Math.round(value / tick) * tick).toFixed(digits));
}

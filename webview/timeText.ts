const MICROSECONDS = 6;

/** Local time of day with as many digits as `stepMs` needs: `14:31:49`, `14:31:49.250`, `14:31:49.250125`. */
export function timeOfDay(wallMs: number, stepMs: number): string {
  // Whole microseconds: at today's dates a double holds a quarter of one.
  const us = Math.round(wallMs * 1000);
  const time = new Date(Math.floor(us / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const text = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
  if (stepMs >= 1000) return text;
  const digits = Math.min(MICROSECONDS, Math.ceil(3 - Math.log10(stepMs) - 1e-9));
  const fraction = String(((us % 1e6) + 1e6) % 1e6).padStart(MICROSECONDS, '0');
  return `${text}.${fraction.slice(0, digits)}`;
}

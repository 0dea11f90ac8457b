/** Local time of day with as many digits as `stepMs` needs: `14:31:49`, `14:31:49.250`. */
export function timeOfDay(wallMs: number, stepMs: number): string {
  const time = new Date(wallMs);
  const two = (n: number) => String(n).padStart(2, '0');
  const text = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
  if (stepMs >= 1000) return text;
  const ms = String(time.getMilliseconds()).padStart(3, '0');
  return `${text}.${stepMs >= 100 ? ms.slice(0, 1) : stepMs >= 10 ? ms.slice(0, 2) : ms}`;
}

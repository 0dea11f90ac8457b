/**
 * A message as the host meant it, mended in place. VS Code carries messages as JSON, which has no NaN: what is not known arrives
 * as null and would be shown as 0. The protocol has no null of its own.
 */
export function withNaN<T>(message: T): T {
  mend(message);
  return message;
}

function mend(value: unknown): void {
  if (typeof value !== 'object' || value === null || value instanceof ArrayBuffer) return;
  const fields = value as Record<string, unknown>;
  for (const key of Object.keys(fields)) {
    if (fields[key] === null) fields[key] = NaN;
    else mend(fields[key]);
  }
}

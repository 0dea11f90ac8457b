import type { Target } from './context';

/** A command's argument, as anyone may have passed it. */
export function asTarget(value: unknown): Target {
  if (typeof value === 'string') return value;
  const isRow = typeof value === 'object' && value !== null && 'kind' in value && 'id' in value;
  return isRow ? (value as Exclude<Target, string>) : undefined;
}

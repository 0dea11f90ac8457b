import type { DeviceFault } from '../../model';
import type { FromWebview, PanelState } from '../../protocol';

const SIMPLE = ['start', 'stop', 'reset', 'showRejected', 'showHistory', 'focus'] as const;

/**
 * A message of the page, checked field by field: what comes from a page is not trusted. Undefined for
 * anything that is not one of `FromWebview`.
 */
export function parseIntent(value: unknown): FromWebview | undefined {
  if (!isObject(value)) return undefined;
  const { type } = value;
  if (type === 'ready') return { type, state: parseState(value.state) };
  if (type === 'startSimulator' || type === 'connectSerial') return { type };
  if (type === 'drawn') return parseDrawn(value);
  if (type === 'viewport') return parseViewport(value);
  const { deviceId } = value;
  if (typeof deviceId !== 'string') return undefined;
  const simple = SIMPLE.find((known) => known === type);
  if (simple !== undefined) return { type: simple, deviceId };
  if (type === 'plot') {
    const { channelId, plotted } = value;
    if (typeof channelId !== 'string' || typeof plotted !== 'boolean') return undefined;
    return { type, deviceId, channelId, plotted };
  }
  if (type !== 'fault') return undefined;
  const fault = parseFault(value.fault);
  return fault === undefined ? undefined : { type, deviceId, fault };
}

/** What the page kept; a page that was never open, or kept something else, has nothing. */
function parseState(value: unknown): PanelState | undefined {
  if (!isObject(value)) return undefined;
  const { deviceId, hidden, spanMs } = value;
  if (deviceId !== undefined && typeof deviceId !== 'string') return undefined;
  if (!Array.isArray(hidden) || !isFinite(spanMs)) return undefined;
  return { deviceId, hidden: hidden.filter((id) => typeof id === 'string'), spanMs };
}

function parseDrawn(value: Record<string, unknown>): FromWebview | undefined {
  const { sequence, points, nonBlank } = value;
  if (!isFinite(sequence) || !isFinite(points) || typeof nonBlank !== 'boolean') return undefined;
  return { type: 'drawn', sequence, points, nonBlank };
}

const MAX_COLUMNS = 20_000;

function parseViewport(value: Record<string, unknown>): FromWebview | undefined {
  const { spanMs, columnMs, endMs } = value;
  if (!isFinite(spanMs) || !isFinite(columnMs) || !(spanMs > 0) || !(columnMs > 0))
    return undefined;
  // A page may not ask for more columns than any screen has.
  if (spanMs / columnMs > MAX_COLUMNS) return undefined;
  if (endMs === undefined) return { type: 'viewport', spanMs, columnMs };
  return isFinite(endMs) ? { type: 'viewport', spanMs, columnMs, endMs } : undefined;
}

function parseFault(value: unknown): DeviceFault | undefined {
  if (!isObject(value)) return undefined;
  const { kind, probability, samples } = value;
  if (kind === 'none') return { kind };
  if (kind === 'faultAfterSamples') {
    const valid = isFinite(samples) && Number.isInteger(samples) && samples >= 1;
    return valid ? { kind, samples } : undefined;
  }
  if (kind !== 'randomSensorErrors' && kind !== 'communicationFailure' && kind !== 'both') {
    return undefined;
  }
  const valid = isFinite(probability) && probability >= 0 && probability <= 1;
  return valid ? { kind, probability } : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isFinite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

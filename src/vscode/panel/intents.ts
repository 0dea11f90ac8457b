import { parseFaultSpec } from '../../fault/parseFault';
import type { LineEnding } from '../../model';
import type { DeviceAct, FromWebview, PanelState } from '../../protocol';
import { parseLimit } from '../../watch/parseLimits';
import { parsePlots } from '../layout';

type Fields = Readonly<Record<string, unknown>>;
type Type = FromWebview['type'];

const MAX_COLUMNS = 20_000;
const MAX_ID = 400;
const MAX_LINE = 4096;
const MAX_COPY = 4 * 1024 * 1024;
const ENDINGS: readonly LineEnding[] = ['lf', 'cr', 'crlf', 'none'];

/** What each message must bear; undefined = it does not. */
const PARSERS: { readonly [K in Type]: (fields: Fields) => FromWebview | undefined } = {
  ready: ({ state }) => ({ type: 'ready', state: parseState(state) }),
  drawn: parseDrawn,
  viewport: parseViewport,
  focus: forDevice('focus'),
  plot: parsePlot,
  plotAlone: forChannel('plotAlone'),
  goToLine: forChannel('goToLine'),
  arrange: parseArrange,
  start: forDevice('start'),
  stop: forDevice('stop'),
  reset: forDevice('reset'),
  connect: forDevice('connect'),
  disconnect: forDevice('disconnect'),
  showRejected: forDevice('showRejected'),
  showWhy: forDevice('showWhy'),
  useProposedFormat: forDevice('useProposedFormat'),
  buildSchema: forDevice('buildSchema'),
  showHistory: forDevice('showHistory'),
  disarmAll: forDevice('disarmAll'),
  clearScore: forDevice('clearScore'),
  acknowledge: forDevice('acknowledge'),
  openSettings: forDevice('openSettings'),
  armFault: parseFaultIntent('armFault'),
  addToScript: parseFaultIntent('addToScript'),
  disarmFault: parseDisarm,
  setLimit: parseSetLimit,
  removeLimit: parseRemoveLimit,
  send: parseSend,
  mark: parseMark,
  showSource: ({ deviceId, number }) =>
    isId(deviceId) && isNumber(number) ? { type: 'showSource', deviceId, number } : undefined,
  copy: ({ text }) => (isText(text, MAX_COPY) ? { type: 'copy', text } : undefined),
  startSimulator: () => ({ type: 'startSimulator' }),
  connectSerial: () => ({ type: 'connectSerial' }),
};

/**
 * A message of the page, checked field by field: what comes from a page is not trusted. Undefined for
 * anything that is not one of `FromWebview`.
 */
export function parseIntent(value: unknown): FromWebview | undefined {
  if (!isObject(value)) return undefined;
  const { type } = value;
  return typeof type === 'string' && Object.hasOwn(PARSERS, type)
    ? PARSERS[type as Type](value)
    : undefined;
}

type DeviceIntent = DeviceAct | 'focus';

function forDevice(type: DeviceIntent): (fields: Fields) => FromWebview | undefined {
  return ({ deviceId }) => (isId(deviceId) ? { type, deviceId } : undefined);
}

/** What the page kept; a page that was never open, or kept something else, has nothing. */
function parseState(value: unknown): PanelState | undefined {
  if (!isObject(value)) return undefined;
  const { deviceId, spanMs, tab, drawerPx } = value;
  if (deviceId !== undefined && !isId(deviceId)) return undefined;
  if (tab !== undefined && !isId(tab)) return undefined;
  return isNumber(spanMs) && isNumber(drawerPx) ? { deviceId, spanMs, tab, drawerPx } : undefined;
}

function parseDrawn({ sequence, points, nonBlank }: Fields): FromWebview | undefined {
  if (!isNumber(sequence) || !isNumber(points) || typeof nonBlank !== 'boolean') return undefined;
  return { type: 'drawn', sequence, points, nonBlank };
}

function parseViewport({ spanMs, columnMs, endMs }: Fields): FromWebview | undefined {
  if (!isNumber(spanMs) || !isNumber(columnMs) || !(spanMs > 0) || !(columnMs > 0))
    return undefined;
  // A page may not ask for more columns than any screen has.
  if (spanMs / columnMs > MAX_COLUMNS) return undefined;
  if (endMs === undefined) return { type: 'viewport', spanMs, columnMs };
  return isNumber(endMs) ? { type: 'viewport', spanMs, columnMs, endMs } : undefined;
}

function parsePlot({ deviceId, channelId, plotted, plotId }: Fields): FromWebview | undefined {
  if (!isId(deviceId) || !isId(channelId) || typeof plotted !== 'boolean') return undefined;
  if (plotId === undefined) return { type: 'plot', deviceId, channelId, plotted };
  return isId(plotId) ? { type: 'plot', deviceId, channelId, plotted, plotId } : undefined;
}

function forChannel(type: 'plotAlone' | 'goToLine'): (fields: Fields) => FromWebview | undefined {
  return ({ deviceId, channelId }) =>
    isId(deviceId) && isId(channelId) ? { type, deviceId, channelId } : undefined;
}

function parseArrange({ deviceId, plots }: Fields): FromWebview | undefined {
  const parsed = parsePlots(plots);
  if (!isId(deviceId) || parsed === undefined) return undefined;
  return { type: 'arrange', deviceId, plots: parsed };
}

function parseFaultIntent(type: 'armFault' | 'addToScript') {
  return ({ deviceId, spec }: Fields): FromWebview | undefined => {
    const parsed = parseFaultSpec(spec);
    return isId(deviceId) && typeof parsed !== 'string'
      ? { type, deviceId, spec: parsed }
      : undefined;
  };
}

function parseDisarm({ deviceId, faultId }: Fields): FromWebview | undefined {
  return isId(deviceId) && isNumber(faultId)
    ? { type: 'disarmFault', deviceId, faultId }
    : undefined;
}

function parseSetLimit({ deviceId, limit }: Fields): FromWebview | undefined {
  const parsed = parseLimit(limit);
  return isId(deviceId) && typeof parsed !== 'string'
    ? { type: 'setLimit', deviceId, limit: parsed }
    : undefined;
}

function parseRemoveLimit({ deviceId, limit }: Fields): FromWebview | undefined {
  if (!isId(deviceId) || !isObject(limit)) return undefined;
  const parsed = parseLimit({ ...limit, bound: 0 });
  if (typeof parsed === 'string') return undefined;
  const { channel, level, side } = parsed;
  return { type: 'removeLimit', deviceId, limit: { channel, level, side } };
}

function parseSend({ deviceId, text, ending }: Fields): FromWebview | undefined {
  const known = ENDINGS.find((one) => one === ending);
  if (!isId(deviceId) || !isText(text, MAX_LINE) || known === undefined) return undefined;
  return { type: 'send', deviceId, text, ending: known };
}

function parseMark({ deviceId, timeMs, text }: Fields): FromWebview | undefined {
  if (!isId(deviceId) || !isNumber(timeMs) || !isText(text, MAX_LINE)) return undefined;
  return { type: 'mark', deviceId, timeMs, text };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isText(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.length <= max;
}

function isId(value: unknown): value is string {
  return isText(value, MAX_ID) && value !== '';
}

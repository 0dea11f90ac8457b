import type { PlotView } from '../protocol';

/** What a layout needs to know of a channel. */
export interface LayoutChannel {
  readonly id: string;
  readonly unit: string;
  readonly bornMs: number;
  readonly bornUnderFault: boolean;
}

export const MAX_PLOTS = 8;
const FIRST_CHANNELS = 8;
const FIRST_PLOTS = 4;
/** A plot holds no more, so that garbage from a page cannot grow it without end. */
export const MAX_PLOT_CHANNELS = 64;
/** Channels that appear later than this after the first one wait for the user's tick. */
const ADOPT_MS = 3000;

/**
 * What is plotted while the user has chosen nothing: the first eight channels, one plot a unit, at most four. Channels that
 * appear late, or while a fault damages what is received, may be made of garbage: they wait for a tick.
 */
export function firstLayout(channels: readonly LayoutChannel[]): PlotView[] {
  const startMs = channels.at(0)?.bornMs ?? 0;
  const byUnit = new Map<string, string[]>();
  const eligible = channels.filter((c) => !c.bornUnderFault && c.bornMs - startMs <= ADOPT_MS);
  for (const { id, unit } of eligible.slice(0, FIRST_CHANNELS)) {
    const same = byUnit.get(unit);
    if (same !== undefined) same.push(id);
    else if (byUnit.size < FIRST_PLOTS) byUnit.set(unit, [id]);
  }
  const plots = [...byUnit.values()].map((channelIds, i) => plotOf(`p${i + 1}`, channelIds));
  return plots.length === 0 ? [plotOf('p1', [])] : plots;
}

/** The stack with a channel on it: on the plot named, on one of its own (`new`), or where its unit is. */
export function withChannel(
  plots: readonly PlotView[],
  channel: Pick<LayoutChannel, 'id' | 'unit'>,
  plotId: string | undefined,
  unitOf: (channelId: string) => string | undefined,
): PlotView[] {
  const rest = plots.map((plot) => without(plot, channel.id));
  const full = rest.length >= MAX_PLOTS;
  const own = plotId === 'new' && !full;
  const named = rest.find((plot) => plot.id === plotId);
  const target = own ? undefined : (named ?? placeFor(rest, channel.unit, unitOf));
  if (target === undefined && !full) {
    return tidy([...rest, plotOf(freeId(rest), [channel.id])]);
  }
  const last = target ?? rest[rest.length - 1];
  return tidy(
    rest.map((plot) => {
      if (plot !== last || plot.channelIds.length >= MAX_PLOT_CHANNELS) return plot;
      return { ...plot, channelIds: [...plot.channelIds, channel.id] };
    }),
  );
}

/** The stack without a channel; a plot that is empty then goes, unless it is the only one. */
export function withoutChannel(plots: readonly PlotView[], channelId: string): PlotView[] {
  const emptied = plots.filter(
    (plot) => plot.channelIds.includes(channelId) && plot.channelIds.length === 1,
  );
  const rest = plots.filter((plot) => !emptied.includes(plot));
  if (rest.length === 0) return [{ ...plots[0], channelIds: [] }];
  return rest.map((plot) => without(plot, channelId));
}

/** The stack as the user arranged what was shown of it; what was not shown stays with its plot. */
export function rearranged(
  plots: readonly PlotView[],
  shown: readonly PlotView[],
  arranged: readonly PlotView[],
): PlotView[] {
  const shownIds = new Set(shown.flatMap((plot) => plot.channelIds));
  const shownPlots = new Set(shown.map((plot) => plot.id));
  const placed = new Set<string>();
  const next = arranged.slice(0, MAX_PLOTS).map((plot) => {
    const before = plots.find(({ id }) => id === plot.id)?.channelIds ?? [];
    const dormant = before.filter((id) => !shownIds.has(id));
    const channelIds = [...plot.channelIds, ...dormant].filter((id) => {
      const first = !placed.has(id);
      placed.add(id);
      return first;
    });
    return { ...plot, channelIds: channelIds.slice(0, MAX_PLOT_CHANNELS) };
  });
  const asleep = plots.filter(({ id }) => !shownPlots.has(id) && !next.some((p) => p.id === id));
  const all = [...next, ...asleep].slice(0, MAX_PLOTS);
  return all.length === 0 ? [plotOf('p1', [])] : all;
}

/** What of a stack can be shown: channels that exist, and plots that have some or were never filled. */
export function shownOf(plots: readonly PlotView[], exists: (id: string) => boolean): PlotView[] {
  const shown = plots
    .map((plot) => ({ ...plot, channelIds: plot.channelIds.filter(exists) }))
    .filter((plot, i) => plot.channelIds.length > 0 || plots[i].channelIds.length === 0);
  return shown.length === 0 ? [{ ...plots[0], channelIds: [] }] : shown;
}

/** A stack from outside, checked; undefined when it is none. */
export function parsePlots(value: unknown): PlotView[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_PLOTS) return undefined;
  const plots: PlotView[] = [];
  for (const one of value as unknown[]) {
    const plot = parsePlot(one);
    if (plot === undefined || plots.some(({ id }) => id === plot.id)) return undefined;
    plots.push(plot);
  }
  return plots;
}

const MAX_ID = 400;
const MAX_RANGES = 16;

function parsePlot(value: unknown): PlotView | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, channelIds, share, ranges } = value as Record<string, unknown>;
  if (!isId(id) || id === 'new') return undefined;
  if (!Array.isArray(channelIds) || channelIds.length > MAX_PLOT_CHANNELS) return undefined;
  const ids = channelIds as unknown[];
  if (!ids.every(isId)) return undefined;
  if (typeof share !== 'number' || !(share > 0 && share <= 1e6)) return undefined;
  const parsed = parseRanges(ranges);
  return parsed === undefined ? undefined : { id, channelIds: ids, share, ranges: parsed };
}

function parseRanges(value: unknown): Record<string, [number, number]> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value);
  if (entries.length > MAX_RANGES) return undefined;
  const ranges: [string, [number, number]][] = [];
  for (const [unit, range] of entries as [string, unknown][]) {
    if (!Array.isArray(range) || range.length !== 2) return undefined;
    const [min, max] = range as unknown[];
    if (!Number.isFinite(min) || !Number.isFinite(max)) return undefined;
    if (typeof min !== 'number' || typeof max !== 'number' || !(min < max)) return undefined;
    ranges.push([unit, [min, max]]);
  }
  return Object.fromEntries(ranges);
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID;
}

function plotOf(id: string, channelIds: readonly string[]): PlotView {
  return { id, channelIds, share: 1, ranges: {} };
}

function without(plot: PlotView, channelId: string): PlotView {
  if (!plot.channelIds.includes(channelId)) return plot;
  return { ...plot, channelIds: plot.channelIds.filter((id) => id !== channelId) };
}

/** An empty plot, one with the same unit, or none: then it gets one of its own. */
function placeFor(
  plots: readonly PlotView[],
  unit: string,
  unitOf: (channelId: string) => string | undefined,
): PlotView | undefined {
  const same = plots.find((plot) => plot.channelIds.some((id) => unitOf(id) === unit));
  return same ?? plots.find((plot) => plot.channelIds.length === 0);
}

/** Without the plots that were emptied by moving a channel away. */
function tidy(plots: readonly PlotView[]): PlotView[] {
  const filled = plots.filter((plot) => plot.channelIds.length > 0);
  return filled.length === 0 ? [...plots] : filled;
}

function freeId(plots: readonly PlotView[]): string {
  const numbers = plots.map(({ id }) => Number(/^p(\d+)$/.exec(id)?.[1] ?? 0));
  return `p${Math.max(0, ...numbers) + 1}`;
}

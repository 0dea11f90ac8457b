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

/**
 * The stack with a channel on it: on the plot named, on one of its own (`new`), or, where it is on none yet, where its unit is.
 * The plot that it was alone on goes. Without room for it the stack stays as it is.
 */
export function withChannel(
  plots: readonly PlotView[],
  channel: Pick<LayoutChannel, 'id' | 'unit'>,
  plotId: string | undefined,
  unitOf: (channelId: string) => string | undefined,
): readonly PlotView[] {
  const before = plots.find(({ channelIds }) => channelIds.includes(channel.id));
  if (before !== undefined && isThere(before, plotId)) return plots;
  const rest = plots.flatMap((plot) => {
    if (plot !== before) return [plot];
    return plot.channelIds.length === 1 ? [] : [without(plot, channel.id)];
  });
  const full = rest.length >= MAX_PLOTS;
  const place =
    plotId === 'new' && !full
      ? onlyEmpty(rest)
      : (rest.find(({ id }) => id === plotId) ?? placeFor(rest, channel.unit, unitOf));
  const target = place ?? (full ? rest.at(-1) : undefined);
  if (target === undefined) return [...rest, newPlot(rest, channel.id)];
  if (target.channelIds.length >= MAX_PLOT_CHANNELS) return plots;
  return rest.map((plot) => {
    return plot === target ? { ...plot, channelIds: [...plot.channelIds, channel.id] } : plot;
  });
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

/**
 * The stack in the order, heights and ranges that the user gave what was shown of it, and with what he has hidden; a plot that was
 * shown and is left out goes.
 * Which channels a plot has is not the arrangement's to say: what the page knows of that may be older. A plot that is
 * new begins with the channels named that are on no other.
 */
export function rearranged(
  plots: readonly PlotView[],
  shown: readonly PlotView[],
  arranged: readonly PlotView[],
): PlotView[] {
  const known = new Map(plots.map((plot) => [plot.id, plot]));
  const wasShown = new Set(shown.map(({ id }) => id));
  const isKept = new Set(arranged.map(({ id }) => id));
  const asleep = plots.filter(({ id }) => !wasShown.has(id) && !isKept.has(id));
  const stays = plots.filter((plot) => isKept.has(plot.id) || asleep.includes(plot));
  const placed = new Set(stays.flatMap(({ channelIds }) => channelIds));
  const seen = new Set(shown.flatMap(({ channelIds }) => channelIds));
  // What the page was not shown it could not have drawn again.
  const unseen = (id: string) => hiddenOf(known.get(id)).filter((one) => !seen.has(one));
  const next = arranged.slice(0, MAX_PLOTS).map((plot) => {
    const own = plot.channelIds.filter((id) => !placed.has(id));
    const channelIds = known.get(plot.id)?.channelIds ?? own;
    for (const id of channelIds) placed.add(id);
    return withHidden({ ...plot, channelIds }, [...unseen(plot.id), ...hiddenOf(plot)]);
  });
  const all = [...next, ...asleep].slice(0, MAX_PLOTS);
  return all.length === 0 ? [plotOf('p1', [])] : all;
}

/** What of a stack can be shown: channels that exist, and plots that have some or were never filled. */
export function shownOf(plots: readonly PlotView[], exists: (id: string) => boolean): PlotView[] {
  const shown = plots
    .map((plot) => withHidden({ ...plot, channelIds: plot.channelIds.filter(exists) }))
    .filter((plot, i) => plot.channelIds.length > 0 || plots[i].channelIds.length === 0);
  return shown.length === 0 ? [{ ...plots[0], channelIds: [] }] : shown;
}

/** A stack from outside, checked: a channel is on the first plot that names it. Undefined when it is none. */
export function parsePlots(value: unknown): PlotView[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_PLOTS) return undefined;
  const plots: PlotView[] = [];
  const placed = new Set<string>();
  for (const one of value as unknown[]) {
    const plot = parsePlot(one);
    if (plot === undefined || plots.some(({ id }) => id === plot.id)) return undefined;
    const channelIds = [...new Set(plot.channelIds)].filter((id) => !placed.has(id));
    for (const id of channelIds) placed.add(id);
    plots.push(withHidden({ ...plot, channelIds }));
  }
  return plots;
}

const MAX_ID = 400;
const MAX_RANGES = 16;
const MAX_UNIT = 64;

function parsePlot(value: unknown): PlotView | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, channelIds, share, ranges, hidden = [] } = value as Record<string, unknown>;
  if (!isId(id) || id === 'new') return undefined;
  if (!Array.isArray(channelIds) || channelIds.length > MAX_PLOT_CHANNELS) return undefined;
  const ids = channelIds as unknown[];
  if (!ids.every(isId) || !Array.isArray(hidden)) return undefined;
  const isHidden = new Set(hidden.slice(0, MAX_PLOT_CHANNELS) as unknown[]);
  if (typeof share !== 'number' || !(share > 0 && share <= 1e6)) return undefined;
  const parsed = parseRanges(ranges);
  if (parsed === undefined) return undefined;
  const plot = { id, channelIds: ids, share, ranges: parsed };
  return withHidden(
    plot,
    ids.filter((one) => isHidden.has(one)),
  );
}

function parseRanges(value: unknown): Record<string, [number, number]> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value);
  if (entries.length > MAX_RANGES) return undefined;
  const ranges: [string, [number, number]][] = [];
  for (const [unit, range] of entries as [string, unknown][]) {
    if (unit.length > MAX_UNIT || !Array.isArray(range) || range.length !== 2) return undefined;
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
  return withHidden({ ...plot, channelIds: plot.channelIds.filter((id) => id !== channelId) });
}

function hiddenOf(plot: PlotView | undefined): readonly string[] {
  return plot?.hidden ?? [];
}

/** A plot that hides these of its channels; without any it says nothing of it. */
function withHidden(plot: PlotView, hidden = hiddenOf(plot)): PlotView {
  const { hidden: _, ...rest } = plot;
  const own = [...new Set(hidden)].filter((id) => plot.channelIds.includes(id));
  return own.length === 0 ? rest : { ...rest, hidden: own };
}

/** True when a channel of this plot needs not be moved: nothing else was asked for. */
function isThere(plot: PlotView, plotId: string | undefined): boolean {
  if (plotId === 'new') return plot.channelIds.length === 1;
  return plotId === undefined || plot.id === plotId;
}

/** The plot that stands for none. */
function onlyEmpty(plots: readonly PlotView[]): PlotView | undefined {
  return plots.length === 1 && plots[0].channelIds.length === 0 ? plots[0] : undefined;
}

/** A plot with the same unit, or an empty one. */
function placeFor(
  plots: readonly PlotView[],
  unit: string,
  unitOf: (channelId: string) => string | undefined,
): PlotView | undefined {
  const same = plots.find((plot) => plot.channelIds.some((id) => unitOf(id) === unit));
  return same ?? plots.find((plot) => plot.channelIds.length === 0);
}

/** As high as the others are on average. */
function newPlot(plots: readonly PlotView[], channelId: string): PlotView {
  const numbers = plots.map(({ id }) => Number(/^p(\d{1,6})$/.exec(id)?.[1] ?? 0));
  const total = plots.reduce((sum, { share }) => sum + share, 0);
  const share = plots.length === 0 ? 1 : total / plots.length;
  return { ...plotOf(`p${Math.max(0, ...numbers) + 1}`, [channelId]), share };
}

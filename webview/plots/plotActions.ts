import type { FromWebview, PlotView } from '../../src/protocol';
import type { Arrangement } from './arrangement';
import type { ChannelIndex } from './channelIndex';
import type { ValueRange } from './valueZoom';
import { withOnly, withToggled } from './hiddenSeries';
import type { PlotActions } from './plotContext';

/** What the actions change, and whom they tell. */
export interface ActionParts {
  readonly arrangement: Arrangement;
  readonly index: ChannelIndex;
  readonly post: (message: FromWebview) => void;
  readonly showTable: () => void;
  readonly emphasise: (channelId: string | undefined) => void;
  /** Plots are to be shown anew. */
  readonly onChange: () => void;
}

/** As many as the host keeps. */
export const MAX_PLOTS = 8;

/** What the user can do to the whole stack. */
export interface StackActions {
  /** A plot without channels, at the end, as high as the others are on average. */
  readonly addPlot: () => void;
  /** `plotId` = on that plot, `new` = on one of its own. */
  readonly drop: (channelId: string, plotId: string) => void;
  readonly setShares: (shares: ReadonlyMap<string, number>) => void;
}

/** All that the user can do to plots: at once on the page, and told to the host. */
export function plotActions(parts: ActionParts): PlotActions & StackActions {
  const { arrangement, index } = parts;
  const change = (plots: readonly PlotView[]) => {
    arrangement.change(plots);
    parts.onChange();
  };
  const changeOne = (plotId: string, to: (plot: PlotView) => PlotView) => {
    change(arrangement.plots.map((plot) => (plot.id === plotId ? to(plot) : plot)));
  };
  const placeOf = (plotId: string) => ({
    index: arrangement.plots.findIndex(({ id }) => id === plotId),
    count: arrangement.plots.length,
  });
  return {
    ...stackActions(parts, change),
    placeOf,
    emphasise: parts.emphasise,
    showTable: parts.showTable,
    toggle(channelId) {
      parts.emphasise(undefined);
      change(withToggled(arrangement.plots, channelId));
    },
    only(channelId) {
      change(withOnly(arrangement.plots, channelId));
    },
    setRange(plotId, unit, range) {
      changeOne(plotId, (plot) => ({ ...plot, ranges: withRange(plot.ranges, unit, range) }));
    },
    autoScale(plotId) {
      changeOne(plotId, (plot) => ({ ...plot, ranges: {} }));
    },
    takeOff(channelId) {
      const deviceId = index.get(channelId)?.device.id;
      arrangement.flush();
      if (deviceId !== undefined) parts.post({ type: 'plot', deviceId, channelId, plotted: false });
    },
    goToLine(channelId) {
      const deviceId = index.get(channelId)?.device.id;
      if (deviceId !== undefined) parts.post({ type: 'goToLine', deviceId, channelId });
    },
    move(plotId, by) {
      const { index: from, count } = placeOf(plotId);
      const to = from + by;
      if (from < 0 || to < 0 || to >= count) return;
      const plots = [...arrangement.plots];
      [plots[from], plots[to]] = [plots[to], plots[from]];
      change(plots);
    },
    remove(plotId) {
      if (arrangement.plots.length < 2) return;
      change(arrangement.plots.filter(({ id }) => id !== plotId));
      arrangement.flush();
    },
  };
}

function stackActions(
  { arrangement, index, post }: ActionParts,
  change: (plots: readonly PlotView[]) => void,
): StackActions {
  return {
    addPlot() {
      const { plots } = arrangement;
      if (plots.length >= MAX_PLOTS) return;
      const share = plots.reduce((sum, plot) => sum + plot.share, 0) / Math.max(1, plots.length);
      const id = `plot-${Date.now().toString(36)}`;
      change([...plots, { id, channelIds: [], share: share > 0 ? share : 1, ranges: {} }]);
      arrangement.flush();
    },
    drop(channelId, plotId) {
      const deviceId = index.get(channelId)?.device.id;
      if (deviceId === undefined) return;
      arrangement.flush();
      post({ type: 'plot', deviceId, channelId, plotted: true, plotId });
    },
    setShares(shares) {
      change(
        arrangement.plots.map((plot) => ({ ...plot, share: shares.get(plot.id) ?? plot.share })),
      );
    },
  };
}

function withRange(
  ranges: PlotView['ranges'],
  unit: string,
  range: ValueRange | undefined,
): PlotView['ranges'] {
  const others = Object.entries(ranges).filter(([name]) => name !== unit);
  return Object.fromEntries(range === undefined ? others : [...others, [unit, range]]);
}

import type { PlotView } from '../../src/protocol';

type Plots = readonly PlotView[];

/** The channels that stand in a legend and are not drawn. */
export function hiddenOf(plots: Plots): ReadonlySet<string> {
  return new Set(plots.flatMap(({ hidden = [] }) => hidden));
}

/** The stack with one channel hidden, or drawn again. */
export function withToggled(plots: Plots, channelId: string): Plots {
  return changed(plots, channelId, ({ hidden = [] }) =>
    hidden.includes(channelId) ? hidden.filter((id) => id !== channelId) : [...hidden, channelId],
  );
}

/** Hides all others of a channel's plot; when it is alone already, shows them all again. */
export function withOnly(plots: Plots, channelId: string): Plots {
  return changed(plots, channelId, ({ channelIds, hidden = [] }) => {
    const others = channelIds.filter((id) => id !== channelId);
    const isAlone = !hidden.includes(channelId) && others.every((id) => hidden.includes(id));
    return isAlone ? [] : others;
  });
}

function changed(
  plots: Plots,
  channelId: string,
  hiddenAfter: (plot: PlotView) => readonly string[],
): Plots {
  return plots.map((plot) => {
    return plot.channelIds.includes(channelId) ? { ...plot, hidden: hiddenAfter(plot) } : plot;
  });
}

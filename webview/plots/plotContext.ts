import type { FromWebview } from '../../src/protocol';
import type { Popover } from '../popover';
import type { PlotTheme } from '../plotTheme';
import type { SeriesStore } from '../seriesStore';
import type { TimeView } from '../timeView';
import type { ChannelIndex } from './channelIndex';
import type { LegendActions } from './legendEntry';
import type { ValueRange } from './valueZoom';

/** What the user can do to a plot; the stage does it. */
export interface PlotActions extends LegendActions {
  /** Fixes the range of the values of a unit; undefined lets it scale by itself. */
  readonly setRange: (plotId: string, unit: string, range: ValueRange | undefined) => void;
  /** Automatic for all units of a plot. */
  readonly autoScale: (plotId: string) => void;
  readonly takeOff: (channelId: string) => void;
  /** Opens the source line that prints it. */
  readonly goToLine: (channelId: string) => void;
  readonly move: (plotId: string, by: -1 | 1) => void;
  readonly remove: (plotId: string) => void;
  readonly showTable: () => void;
  /** How many plots there are, and the place of this one. */
  readonly placeOf: (plotId: string) => { index: number; count: number };
}

/** What all plots of a stage share. */
export interface PlotContext {
  readonly time: TimeView;
  readonly index: ChannelIndex;
  readonly series: SeriesStore;
  /** Channels that are in a legend and not drawn. */
  readonly hidden: () => ReadonlySet<string>;
  readonly theme: () => PlotTheme;
  readonly wallOffsetMs: () => number;
  readonly actions: PlotActions;
  readonly popover: Popover;
  readonly post: (message: FromWebview) => void;
}

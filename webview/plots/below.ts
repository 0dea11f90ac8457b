import type { DeviceView, ToWebview } from '../../src/protocol';
import { el } from '../dom';
import type { EventBook } from '../eventBook';
import { Lanes } from '../lanes';
import { Overview } from '../overview';
import type { PlotTheme } from '../plotTheme';
import type { Popover } from '../popover';
import type { StageGeometry } from '../stageGeometry';
import type { TimeView } from '../timeView';
import { CursorLines } from './cursorLines';
import { TimeAxis, type TimeChip } from './timeAxis';

/** What lanes, axis and overview show. */
export interface BelowView {
  /** Whose channels are on the plots, the focused one first. */
  readonly devices: readonly DeviceView[];
  readonly events: EventBook;
  readonly time: TimeView;
  readonly geometry: StageGeometry;
  readonly wallOffsetMs: number;
  readonly theme: PlotTheme;
  readonly chips: readonly TimeChip[];
}

/** What stands below the plots and shares their time: the lanes, the one time axis, and the overview. */
export class Below {
  /** The cursor, over the lanes. */
  readonly cursorLines = new CursorLines();
  readonly elements: readonly HTMLElement[];
  private readonly lanes: Lanes;
  private readonly axis = new TimeAxis();
  private readonly overview = new Overview();

  /** `onJump`: the user went to what a lane shows at this time. */
  constructor(popover: Popover, onJump: (timeMs: number) => void) {
    this.lanes = new Lanes({ popover, onJump });
    const lanes = el('div', { class: 'lanes-host' });
    lanes.append(this.lanes.element, this.cursorLines.element);
    this.elements = [lanes, this.axis.element, this.overview.element];
  }

  /** After a change of size. */
  measure(): void {
    this.axis.measure();
  }

  applyTheme(): void {
    this.overview.applyTheme();
  }

  setColumns(message: Extract<ToWebview, { type: 'overview' }>): void {
    this.overview.setColumns(message);
  }

  /** Every frame, after the view has moved. */
  update(view: BelowView): void {
    const { devices, events, time, geometry, wallOffsetMs, theme, chips } = view;
    this.lanes.update(view);
    const { leftPx, widthPx } = geometry;
    const { fromMs, toMs } = time;
    this.axis.draw({ fromMs, toMs, leftPx, widthPx, wallOffsetMs, theme, chips });
    const deviceIds = devices.map(({ id }) => id);
    this.overview.update({ deviceIds, events, time, geometry, wallOffsetMs });
  }
}

import { t } from '@vscode/l10n';
import { numberText } from '../format';
import { timeOfDay } from '../timeText';
import type { TimeView } from '../timeView';
import type { Cursor, ShownCursor } from './cursor';
import type { CursorLines, CursorPlaces } from './cursorLines';
import { lengthText } from './lengthText';
import type { Plot } from './plot';
import type { Reading } from './reading';
import type { Speaker } from './speaker';
import type { TimeChip } from './timeAxis';

/** Where the cursor is shown. */
export interface CursorViewOptions {
  readonly time: TimeView;
  readonly cursor: Cursor;
  readonly plots: () => readonly Plot[];
  /** Over the lanes. */
  readonly lanes: CursorLines;
  readonly speaker: Speaker;
  readonly wallOffsetMs: () => number;
}

/** Shows the one cursor over all plots and lanes, with what it reads, and says it once it is pinned. */
export class CursorView {
  private hoverX: number | undefined;
  private spoken = '';

  constructor(private readonly options: CursorViewOptions) {}

  /** The pointer, in pixels from the left of the plots. */
  hover(x: number | undefined): void {
    this.hoverX = x;
  }

  /** After the curves are drawn. Returns the times to be marked on the axis. */
  update(area: { leftPx: number; widthPx: number }): readonly TimeChip[] {
    const { time, cursor } = this.options;
    const { fromMs, spanMs } = time;
    const { hoverX } = this;
    const perMs = area.widthPx / spanMs;
    cursor.hover(hoverX === undefined ? undefined : fromMs + (hoverX - area.leftPx) / perMs);
    const xOf = (timeMs: number) => area.leftPx + (timeMs - fromMs) * perMs;
    const place = (timeMs: number | undefined) => {
      if (timeMs === undefined) return undefined;
      const x = xOf(timeMs);
      return x >= area.leftPx - 0.5 && x <= area.leftPx + area.widthPx + 0.5 ? x : undefined;
    };
    const { shown, aMs, bMs } = cursor;
    const places = {
      hover: bMs === undefined ? hoverX : undefined,
      a: place(aMs),
      b: place(bMs),
    };
    this.options.lanes.update(places);
    this.read(shown, places, xOf);
    return this.chips(shown);
  }

  private read(
    shown: ShownCursor | undefined,
    places: CursorPlaces,
    xOf: (timeMs: number) => number,
  ): void {
    let head = shown?.fromMs === undefined ? '' : differenceText(shown.atMs - shown.fromMs);
    const readings = this.options.plots().map((plot) => {
      const reading = plot.showCursor(shown, places, head, xOf);
      // Once is enough: on the first plot that is read.
      if (reading !== undefined) head = '';
      return reading;
    });
    if (shown === undefined || !this.options.cursor.pinned) return;
    const words = this.words(shown, readings);
    if (words === this.spoken) return;
    this.spoken = words;
    this.options.speaker.say(words);
  }

  private words(shown: ShownCursor, readings: readonly (Reading | undefined)[]): string {
    const time = timeOfDay(shown.atMs + this.options.wallOffsetMs(), 1);
    const rows = readings.flatMap((reading) => reading?.rows ?? []);
    const values = rows.map(({ name, value, difference }) =>
      `${name} ${value} ${difference}`.trim(),
    );
    return [time, ...(values.length > 0 ? values : [t('no values')])].join(', ');
  }

  private chips(shown: ShownCursor | undefined): TimeChip[] {
    const { aMs, bMs } = this.options.cursor;
    if (shown === undefined) return [];
    if (aMs === undefined) return [{ timeMs: shown.atMs, name: '' }];
    const a = { timeMs: aMs, name: 'A' };
    if (bMs !== undefined) return [a, { timeMs: bMs, name: 'B' }];
    return shown.atMs === aMs ? [a] : [a, { timeMs: shown.atMs, name: '' }];
  }
}

/** `Δt 1.23 s · 1/Δt 0.813 Hz` */
function differenceText(ms: number): string {
  const length = lengthText(ms);
  if (ms === 0) return `Δt ${length}`;
  return `Δt ${length} · 1/Δt ${numberText(1000 / Math.abs(ms))}\u00a0Hz`;
}

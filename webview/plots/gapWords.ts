import { t } from '@vscode/l10n';
import { lengthText } from './lengthText';

/** Where a line is broken, in pixels and in time. `open` = it has not ended yet. */
export interface Gap {
  readonly fromX: number;
  readonly toX: number;
  /** Between the two ends of the line. */
  readonly y: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly open: boolean;
}

/** A gap that grows says so four times a second. */
const STEP_MS = 250;
const SECOND_MS = 1000;
const TENTH_MS = 100;

/** What to write into a gap: the first wording that fits, a line each; none where none does. */
export function gapLines(
  gap: Pick<Gap, 'fromMs' | 'toMs' | 'open'>,
  low: boolean,
  fits: (text: string) => boolean,
): readonly string[] {
  const ms = gap.toMs - gap.fromMs;
  const shown = gap.open ? Math.floor(ms / STEP_MS) * STEP_MS : ms;
  // A tenth of a second is as much as one reads off a gap.
  const span = lengthText(shown < SECOND_MS ? shown : Math.round(shown / TENTH_MS) * TENTH_MS);
  const text = t('no values {0}', span);
  const long = low ? [] : [[text], [t('no values'), span]];
  return [...long, [span]].find((lines) => lines.every(fits)) ?? [];
}

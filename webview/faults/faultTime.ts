import { t } from '@vscode/l10n';
import type { ArmedFault } from '../../src/model';
import { formatNumber } from '../../src/numberFormat';

/** A time that runs out, as a clock shows it: `0:42`, `12:05`, `1:00:00`. */
export function clockText(ms: number): string {
  const s = Math.max(0, Math.ceil(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(s / 3600);
  const minutes = Math.floor(s / 60) % 60;
  const tail = two(s % 60);
  return hours > 0 ? `${String(hours)}:${two(minutes)}:${tail}` : `${String(minutes)}:${tail}`;
}

/** How much of a fault is still to come, in words and as a share from 0 to 1; undefined = no end is set. */
export interface Left {
  readonly text: string;
  readonly share: number | undefined;
}

/** What is left of an armed fault: `0:42 left`, `9 of 10 left`, or that only the user ends it. */
export function leftOf({ spec, armedMs, untilMs, score }: ArmedFault, nowMs: number): Left {
  const texts: string[] = [];
  const shares: number[] = [];
  if (untilMs !== undefined) {
    texts.push(clockText(untilMs - nowMs));
    shares.push((untilMs - nowMs) / Math.max(1, untilMs - armedMs));
  }
  if (spec.count !== undefined) {
    const left = Math.max(0, spec.count - score.injected);
    texts.push(t('{0} of {1}', formatNumber(left), formatNumber(spec.count)));
    shares.push(left / spec.count);
  }
  if (texts.length === 0) return { text: t('until disarmed'), share: undefined };
  const share = Math.max(0, Math.min(1, ...shares));
  return { text: t('{0} left', texts.join(' · ')), share };
}

/** When the first of several faults disarms itself; undefined = none does by time. */
export function nextEndMs(faults: readonly ArmedFault[]): number | undefined {
  const ends = faults.flatMap(({ untilMs }) => (untilMs === undefined ? [] : [untilMs]));
  return ends.length === 0 ? undefined : Math.min(...ends);
}

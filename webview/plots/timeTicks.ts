import { multiples, timeStep } from '../ticks';
import { timeOfDay } from '../timeText';

const TICK_PX = 110;
const FINE_TICK_PX = 140;

/** One line of the time axis. */
export interface TimeTick {
  readonly timeMs: number;
  readonly label: string;
}

/** How far apart the ticks of a range lie on so many pixels. */
export function tickStepMs(spanMs: number, widthPx: number): number {
  const step = (px: number) => timeStep(spanMs, Math.max(2, Math.floor(widthPx / px)));
  const stepMs = step(TICK_PX);
  // Labels with microseconds are longer.
  return stepMs < 1 ? step(FINE_TICK_PX) : stepMs;
}

/** Which ticks are in view, as a key that changes only when one enters or leaves. */
export function tickKey(
  fromMs: number,
  toMs: number,
  stepMs: number,
  wallOffsetMs: number,
): string {
  const first = Math.ceil((fromMs + wallOffsetMs) / stepMs);
  const last = Math.floor((toMs + wallOffsetMs) / stepMs);
  return `${String(first)} ${String(last)} ${String(stepMs)}`;
}

/** The ticks in a range of host time, on multiples of local time: 14:31:40 and not 14:31:39.7. */
export function timeTicks(
  fromMs: number,
  toMs: number,
  stepMs: number,
  wallOffsetMs: number,
): TimeTick[] {
  return multiples(fromMs + wallOffsetMs, toMs + wallOffsetMs, stepMs).map((wallMs) => ({
    timeMs: wallMs - wallOffsetMs,
    label: timeOfDay(wallMs, stepMs),
  }));
}

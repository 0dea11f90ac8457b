import { performance } from 'node:perf_hooks';

/** Cumulated milliseconds: how long the thread was busy, out of how long it was watched. */
export interface BusyTime {
  readonly busyMs: number;
  readonly totalMs: number;
}

const WINDOW_MS = 1000;
/** Readings nearer than this are of no use: at most six are kept. */
const STEP_MS = 200;

/**
 * How busy the extension host's thread was in the last second. Runs no timer: it measures between its readings, which whoever
 * shows it takes. Rarer readings see a longer time.
 */
export class HostLoad {
  private marks: BusyTime[] = [];
  private share = 0;

  /** `busyTime` gives undefined where it cannot be known. */
  constructor(private readonly busyTime: () => BusyTime | undefined = threadBusyTime) {
    this.restart();
  }

  /** Forgets what was before: nobody has read for a while. */
  restart(): void {
    const now = this.busyTime();
    this.marks = now === undefined ? [] : [now];
    this.share = 0;
  }

  /** 0 to 1; NaN where it cannot be known. */
  read(): number {
    const now = this.busyTime();
    if (now === undefined) return NaN;
    while (this.marks.length > 1 && now.totalMs - this.marks[1].totalMs >= WINDOW_MS) {
      this.marks.shift();
    }
    const from = this.marks.at(0);
    const spentMs = from === undefined ? 0 : now.totalMs - from.totalMs;
    // Between two readings at one moment is no time.
    if (from !== undefined && spentMs > 0) {
      this.share = Math.min(1, Math.max(0, (now.busyMs - from.busyMs) / spentMs));
    }
    const last = this.marks.at(-1);
    if (last === undefined || now.totalMs - last.totalMs >= STEP_MS) this.marks.push(now);
    return this.share;
  }
}

/** What newer Node has: processor time of the thread that asks, in microseconds. */
interface ThreadUsage {
  threadCpuUsage?(): { readonly user: number; readonly system: number };
}

/**
 * The event loop's own measure; where the loop is not Node's, as on the desktop (Electron runs it, and the measure stays 0),
 * the thread's processor time; undefined where Node has neither.
 */
export function threadBusyTime(): BusyTime | undefined {
  const { active, idle } = performance.eventLoopUtilization();
  if (active + idle > 0) return { busyMs: active, totalMs: active + idle };
  const used = (process as ThreadUsage).threadCpuUsage?.();
  if (used === undefined) return undefined;
  return { busyMs: (used.user + used.system) / 1000, totalMs: performance.now() };
}

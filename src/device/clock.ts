import type { NowMs } from '../model';

/** The clock a device lives by: a live link ticks it in real time, a replay from its recording. */
export interface DeviceClock {
  readonly nowMs: NowMs;
  /** Calls once after `delayMs`; the returned function cancels. Keeps no process alive. */
  after(delayMs: number, call: () => void): () => void;
}

/** Monotonic milliseconds with the origin that every process of this machine shares. */
export const hrNowMs: NowMs = () => Number(process.hrtime.bigint()) / 1e6;

/** Real time. */
export const liveClock: DeviceClock = {
  nowMs: hrNowMs,
  after(delayMs, call) {
    const timer = setTimeout(call, delayMs);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};

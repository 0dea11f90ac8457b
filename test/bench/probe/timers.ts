/** The bundle and its parts as they stand in a stack. */
const OURS = /[\\/]dist[\\/](?:extension|parts[\\/][\w-]+)\.js/;

/**
 * Counts, for so long, timers that the extension sets. A repeating timer that was there before would fire without being set
 * anew, so setInterval is watched from `watchIntervals` on, which must come before the extension is loaded.
 */
export async function timersSet(forMs: number): Promise<number> {
  let set = 0;
  const { setTimeout: plain } = globalThis;
  const counting = (...parameters: Parameters<typeof setTimeout>) => {
    if (OURS.test(new Error().stack ?? '')) set++;
    return plain(...parameters);
  };
  globalThis.setTimeout = Object.assign(counting, plain);
  const firedBefore = fired;
  await new Promise((resolve) => plain(resolve, forMs));
  globalThis.setTimeout = plain;
  return set + fired - firedBefore;
}

// The globals are the host's: what wraps them is there once.
let fired = 0;

/** From now on, intervals that the extension sets are counted when they fire. */
export function watchIntervals(): void {
  const { setInterval: plain } = globalThis;
  const counting = (act: (...parameters: unknown[]) => void, ...rest: [number?, ...unknown[]]) => {
    const isOurs = OURS.test(new Error().stack ?? '');
    const count = (...parameters: unknown[]) => {
      if (isOurs) fired++;
      act(...parameters);
    };
    return plain(count, ...rest);
  };
  Object.assign(globalThis, { setInterval: Object.assign(counting, plain) });
}

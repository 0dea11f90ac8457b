import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ThreadLoad } from './requests';

/** Newer than the types: processor time of the thread that asks, in microseconds. */
interface ThreadUsage {
  threadCpuUsage(): { readonly user: number; readonly system: number };
}

/** How often the delay is looked at. A shorter one would cost as much as an idle host does. */
const PERIOD_MS = 10;

/** Watches this thread for so long; `withDelay` false leaves it alone, so that nothing wakes it up. */
export async function threadLoad(forMs: number, withDelay = true): Promise<ThreadLoad> {
  const delay = monitorEventLoopDelay({ resolution: PERIOD_MS });
  if (withDelay) delay.enable();
  const startMs = performance.now();
  const before = threadMs();
  await new Promise((resolve) => setTimeout(resolve, forMs));
  const cpuPercent = (100 * (threadMs() - before)) / (performance.now() - startMs);
  delay.disable();
  const beyond = (ns: number) => (withDelay ? Math.max(0, ns / 1e6 - PERIOD_MS) : 0);
  return { cpuPercent, delayP99Ms: beyond(delay.percentile(99)), delayMaxMs: beyond(delay.max) };
}

function threadMs(): number {
  const { user, system } = (process as unknown as ThreadUsage).threadCpuUsage();
  return (user + system) / 1000;
}

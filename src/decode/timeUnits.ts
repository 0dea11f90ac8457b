import type { TimeUnit } from '../wireFormat';

/** Milliseconds in one of each. */
export const UNIT_MS: Readonly<Record<TimeUnit, number>> = { s: 1000, ms: 1, us: 1e-3, ns: 1e-6 };

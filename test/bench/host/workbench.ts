import type { Bench, Figure } from '../harness';
import { BenchHost } from './benchHost';
import { measureStart } from './firstPlot';
import { measureBusy, measureIdle } from './hostLoad';
import { measureLag } from './liveLag';

type Wanted = (name: string) => boolean;
type Measure = (host: BenchHost, wanted: Wanted) => Promise<Figure[]>;

const LIMIT_MS = 900_000;

const ROWS: readonly (readonly [names: readonly string[], measure: Measure])[] = [
  [['activate', 'first.plot'], measureStart],
  [['render.latency', 'live.lag'], measureLag],
  [['host.busy'], measureBusy],
  [['host.idle'], measureIdle],
];

/** All that is measured in a real workbench: in one, because opening it takes longer than most rows. */
export function workbenchBenches(): Bench[] {
  const run = async (wanted: Wanted, tell: (figures: readonly Figure[]) => void) => {
    const host = await BenchHost.open();
    try {
      for (const [names, measure] of ROWS)
        if (names.some(wanted)) tell(await measure(host, wanted));
    } finally {
      await host.dispose();
    }
    return [];
  };
  return [{ names: ROWS.flatMap(([names]) => names), limitMs: LIMIT_MS, run }];
}

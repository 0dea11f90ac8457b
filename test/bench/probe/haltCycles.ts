import { setTimeout as sleep } from 'node:timers/promises';
import { BOUND, type BoardLine, type Crossing } from './boardLine';
import type { HaltWatch, PauseMarks } from './haltWatch';

const LIMIT_MS = 10_000;
/** The board sends so often. */
const PERIOD_MS = 10;
/** Below it the limit can be crossed again. */
const COOL = BOUND - 1;
/** The window asks for stack and variables after a halt: a user would go on later than that. */
const SETTLE_MS = 120;

/** A crossing and the halt that followed. */
export type Halt = Crossing &
  PauseMarks & {
    /** Crossing to halt as the user is told it, in ms. */
    readonly toldMs: number | undefined;
  };

/** Has the board cross the limit so often, each time from a halt to the next. */
export async function haltCycles(
  line: BoardLine,
  watch: HaltWatch,
  count: number,
): Promise<readonly Halt[]> {
  const halts: Halt[] = [];
  await line.send(`SET_RATE=${PERIOD_MS}`);
  while (halts.length < count) halts.push(await cycle(line, watch));
  return halts;
}

async function cycle(line: BoardLine, watch: HaltWatch): Promise<Halt> {
  await line.send('LOAD=0');
  await until(() => line.latest < COOL, 'it cools down');
  watch.clear();
  line.arm();
  await line.send('LOAD=50');
  const marks = await watch.halted();
  await sleep(SETTLE_MS);
  const { crossing, toldMs } = line;
  if (crossing === undefined) throw new Error('It has halted without a crossing.');
  await watch.request('continue', { threadId: 1 });
  return { ...crossing, ...marks, toldMs };
}

async function until(holds: () => boolean, what: string): Promise<void> {
  const endMs = performance.now() + LIMIT_MS;
  while (!holds()) {
    if (performance.now() > endMs) throw new Error(`not within ${LIMIT_MS} ms: ${what}`);
    await sleep(2);
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { BOUND, type BoardLine, type Crossing } from './boardLine';
import type { HaltWatch, PauseMarks } from './haltWatch';

const LIMIT_MS = 10_000;
/** The board sends so often. */
const PERIOD_MS = 10;
/** Below it the limit can be crossed again. */
const COOL = BOUND - 0.5;
/** A cold board is heated fast until then. */
const WARM = BOUND - 15;
/** So slowly that it is far from its own limit, at 80, even where a busy machine halts it late: 0.1 a sample. */
const LOAD = 10;
/** The window asks for stack and variables after a halt: a user would go on later than that. */
const SETTLE_MS = 100;

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
  await until('the board measures', line, (value) => value > 0);
  if (line.latest < WARM) {
    await line.send('LOAD=50');
    await until('it is warm', line, (value) => value > WARM);
  }
  while (halts.length < count) halts.push(await cycle(line, watch));
  return halts;
}

async function cycle(line: BoardLine, watch: HaltWatch): Promise<Halt> {
  await line.send('LOAD=0');
  await until('it cools down', line, (value) => value < COOL);
  watch.clear();
  line.arm();
  await line.send(`LOAD=${LOAD}`);
  const marks = await watch.halted(() => line.standing);
  await sleep(SETTLE_MS);
  const { crossing, toldMs } = line;
  if (crossing === undefined) throw new Error('It has halted without a crossing.');
  await watch.request('continue', { threadId: 1 });
  return { ...crossing, ...marks, toldMs };
}

async function until(
  what: string,
  line: BoardLine,
  holds: (value: number) => boolean,
): Promise<void> {
  const endMs = performance.now() + LIMIT_MS;
  while (!holds(line.latest)) {
    if (performance.now() > endMs) {
      throw new Error(`not within ${LIMIT_MS} ms: ${what}; ${line.standing}`);
    }
    await sleep(2);
  }
}

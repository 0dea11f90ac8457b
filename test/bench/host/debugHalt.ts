import { percentile, type Bench, type Figure } from '../harness';
import type { Halt } from '../probe/haltCycles';
import { DebuggedHost, DEVICE_ID } from './debuggedHost';

/** 50 cycles, in turns with the reference. */
const RUNS = 5;
const CYCLES = 10;
const LIMIT_MS = 180_000;

type Runs = readonly (readonly number[])[];

/** A limit crossed on real firmware -> its debug session halted by the telemetry breakpoint. */
export function haltBenches(): Bench[] {
  return [{ names: ['debug.halt'], limitMs: LIMIT_MS, run: measure }];
}

async function measure(): Promise<Figure[]> {
  const host = await DebuggedHost.open();
  const own: (readonly Halt[])[] = [];
  const bare: (readonly Halt[])[] = [];
  const { probe, board } = host;
  try {
    for (let i = 0; i < RUNS; i++) {
      own.push(await probe.ask('halts', { count: CYCLES, by: { device: DEVICE_ID } }));
      bare.push(await probe.ask('halts', { count: CYCLES, by: { port: board.port } }));
    }
  } finally {
    await host.dispose();
  }
  return figures(own, bare);
}

function figures(own: readonly (readonly Halt[])[], bare: readonly (readonly Halt[])[]): Figure[] {
  const told = own.map((run) => run.map(({ toldMs = NaN }) => toldMs));
  if (told.flat().some(Number.isNaN)) throw new Error('A halt was not told.');
  const whole = bare.map((run) => run.map(({ readMs, haltedMs }) => haltedMs - readMs));
  const row = (name: string, share: number, a: Runs, b: Runs, what: string): Figure => {
    const all = [a, b].map((runs) => percentile(runs.flat(), share).toFixed(1)).join(', ');
    return {
      name,
      unit: 'ms',
      values: a.map((run) => percentile(run, share)),
      reference: b.map((run) => percentile(run, share)),
      against: `p${share * 100} of ${CYCLES} cycles; ${what}; over all cycles ${all}`,
    };
  };
  const stage = (name: string, from: keyof Halt, to: keyof Halt, what: string): Figure => {
    const [a, b] = [own, bare].map((side) =>
      side.map((run) => run.map((halt) => Number(halt[to]) - Number(halt[from]))),
    );
    return row(`debug.halt.${name}`, 0.5, a, b, what);
  };
  const what = 'limit crossed -> session halted; a tracker that reads the port itself';
  return [
    row('debug.halt', 0.95, told, whole, what),
    row('debug.halt.p50', 0.5, told, whole, what),
    stage('stored', 'readMs', 'storedMs', 'read off the port -> stored; parsed'),
    stage('hit', 'storedMs', 'hitMs', 'stored -> breakpoint hit'),
    stage('window', 'hitMs', 'askedMs', 'pause asked for -> through the window to the adapter'),
    stage('adapter', 'askedMs', 'answeredMs', 'adapter has told gdb, by its answer'),
    stage('target', 'answeredMs', 'haltedMs', 'gdb and target -> halted'),
  ];
}

import { percentile, type Bench, type Figure } from '../harness';
import type { Halt } from '../probe/haltCycles';
import type { ProbeRequests } from '../probe/requests';
import { DebuggedHost, DEVICE_ID } from './debuggedHost';

/** 50 cycles, in turns with the reference. */
const RUNS = 5;
const CYCLES = 10;
/** The first halt opens the source file. */
const WARM_UP = 2;
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
    const run = (count: number, by: ProbeRequests['halts']['ask']['by']) =>
      probe.ask('halts', { count, by });
    const [device, port] = [{ device: DEVICE_ID }, { port: board.port }];
    await run(WARM_UP, device);
    await run(WARM_UP, port);
    for (let i = 0; i < RUNS; i++) {
      own.push(await run(CYCLES, device));
      bare.push(await run(CYCLES, port));
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
    stage('hit', 'readMs', 'hitMs', 'read off the port -> stored, breakpoint hit; parsed'),
    stage('window', 'hitMs', 'askedMs', 'pause asked for -> through the window, in the adapter'),
    stage('adapter', 'askedMs', 'answeredMs', '-> gdb is told, by the answer of the adapter'),
    stage('target', 'answeredMs', 'haltedMs', '-> gdb and firmware have halted'),
  ];
}

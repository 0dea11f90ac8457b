import type { DebugConfiguration } from 'vscode';
import type { Halt } from './haltCycles';

/** What the bench asks of the probe, each with what the probe answers. */
export interface ProbeRequests {
  /** Activates the extension; milliseconds. */
  activate: { ask: object; answer: { loadMs: number; activateMs: number } };
  /** Runs a command of the extension; answers when it has drawn a curve, with the time of the call (wall clock, ms). */
  firstCurve: { ask: { command: string; argument?: string }; answer: number };
  /** The least that plots, in its place: opens a page, sends it a curve, and answers likewise when that is drawn. */
  bareCurve: { ask: { script: string }; answer: number };
  /** The least that plots reads this port; answers when its first curve is on the screen. */
  barePlot: { ask: { script: string; port: string }; answer: null };
  /** It goes. */
  closeBare: { ask: object; answer: null };
  /** Runs any command. */
  run: { ask: { command: string; arguments: readonly string[] }; answer: null };
  /** What a device has stored, and what of its bytes was refused, let go of, or waits. */
  device: {
    ask: { id: string };
    answer: { samples: number; rejected: number; dropped: number; waiting: number };
  };
  /** Watches the host's thread for so long. */
  load: { ask: { forMs: number }; answer: ThreadLoad };
  /** Samples the host's thread for so long and writes what it did into a file, a .cpuprofile. */
  profile: { ask: { forMs: number; file: string }; answer: null };
  /** Counts timers that the extension sets or that fire for it, for so long. */
  timers: { ask: { forMs: number }; answer: number };
  /** From now on notes when samples of a device are stored. */
  watchStore: { ask: { id: string }; answer: null };
  /** What was noted: the first channel's value, and the wall clock in milliseconds. */
  stored: { ask: object; answer: readonly (readonly [value: number, wallMs: number])[] };
  /** Starts a debug session and watches its traffic. */
  debug: { ask: { configuration: DebugConfiguration }; answer: null };
  /** Drives a debugged board over its limit so often: read by a device of the extension, or off a port, without it. */
  halts: {
    ask: { count: number; by: { device: string } | { port: string } };
    answer: readonly Halt[];
  };
}

export type ProbeRequest = keyof ProbeRequests;

/** Of the extension host's one thread. */
export interface ThreadLoad {
  /** Processor time in percent of one core. */
  readonly cpuPercent: number;
  /** Delay of the event loop, 99th percentile, in milliseconds beyond the probe's own period. */
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
}

/** One line of the bench's. */
export interface ProbeCall {
  readonly kind: ProbeRequest;
  readonly ask: ProbeRequests[ProbeRequest]['ask'];
}

/** One line of the probe's, in the order of the calls. */
export type ProbeReply = { readonly answer: unknown } | { readonly error: string };

/** The environment variable that names the socket of the bench. */
export const PROBE_SOCKET = 'TELEMETRYHUB_BENCH_SOCKET';

import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import type { TelemetryHubApi } from '../../../src/api';
import type { Device } from '../../../src/device/device';
import { BareLine } from './bareLine';
import { BarePlot } from './barePlot';
import { DeviceLine } from './deviceLine';
import { haltCycles } from './haltCycles';
import { HaltWatch } from './haltWatch';
import {
  PROBE_SOCKET,
  type ProbeCall,
  type ProbeReply,
  type ProbeRequest,
  type ProbeRequests,
} from './requests';
import { profileThread } from './profileThread';
import { threadLoad } from './threadLoad';
import { timedActivation } from './timedActivation';
import { timersSet, watchIntervals } from './timers';

const LIMIT_MS = 30_000;
const MAX_STORED = 100_000;

type Answers = {
  [K in ProbeRequest]: (
    ask: ProbeRequests[K]['ask'],
  ) => ProbeRequests[K]['answer'] | Promise<ProbeRequests[K]['answer']>;
};

const stored: [number, number][] = [];
const halts = new HaltWatch();
let bare: BarePlot | undefined;

const ANSWERS: Answers = {
  activate: () => timedActivation(extension()),
  firstCurve: async ({ command, argument }) => {
    if (extension().isActive) throw new Error('TelemetryHub is active before it is asked for.');
    const startMs = wallMs();
    void vscode.commands.executeCommand(command, argument);
    await until(() => extension().isActive && extension().exports.lastDrawn?.nonBlank === true);
    return startMs;
  },
  bareCurve: async ({ script }) => {
    const startMs = wallMs();
    bare = await drawnBare(script, (opened) => {
      opened.send([0, 1, 0]);
    });
    return startMs;
  },
  barePlot: async ({ script, port }) => {
    stored.length = 0;
    bare = await drawnBare(script, (opened) => {
      opened.read(port, note);
    });
    return null;
  },
  closeBare: () => {
    bare?.dispose();
    return null;
  },
  run: async ({ command, arguments: parameters }) => {
    await vscode.commands.executeCommand(command, ...parameters);
    return null;
  },
  device: async ({ id }) => {
    const { counters } = await device(id);
    return {
      samples: counters.samples,
      rejected: counters.bytesRejected,
      dropped: counters.bytesDroppedQueue + counters.bytesDroppedSource,
      waiting: counters.bytesWaiting,
    };
  },
  load: ({ forMs }) => threadLoad(forMs),
  profile: async ({ forMs, file }) => {
    await profileThread(forMs, file);
    return null;
  },
  timers: ({ forMs }) => timersSet(forMs),
  watchStore: async ({ id }) => {
    const watched = await device(id);
    stored.length = 0;
    watched.onChange(() => {
      const latest = watched.channels.at(0)?.latest;
      if (latest !== undefined && latest !== stored.at(-1)?.[0]) note(latest);
    });
    return null;
  },
  stored: () => stored,
  debug: async ({ configuration }) => {
    await halts.attach(configuration);
    return null;
  },
  halts: async ({ count, by }) => {
    const line =
      'port' in by
        ? await BareLine.open(by.port, () => void halts.request('pause', { threadId: 1 }))
        : await DeviceLine.open(await device(by.device));
    try {
      return await haltCycles(line, halts, count);
    } finally {
      await line.close();
    }
  },
};

/** Answers what the bench asks, one after the other. */
export function activate(): void {
  const address = process.env[PROBE_SOCKET];
  if (address === undefined) return;
  watchIntervals();
  const socket = connect(address);
  let before = Promise.resolve();
  createInterface(socket).on('line', (line) => {
    // The bench's own form: see probeLink.ts.
    const call = JSON.parse(line) as ProbeCall;
    before = before.then(async () => {
      const reply = await answer(call);
      socket.write(`${JSON.stringify(reply)}\n`);
    });
  });
}

async function answer({ kind, ask }: ProbeCall): Promise<ProbeReply> {
  try {
    // `kind` and `ask` belong together, which the type of a line cannot say.
    const act = ANSWERS[kind] as (ask: ProbeCall['ask']) => unknown;
    return { answer: await act(ask) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function note(value: number): void {
  if (stored.length < MAX_STORED) stored.push([value, wallMs()]);
}

/** The least that plots, once it has drawn; `begin` has something to be drawn as soon as its page is there. */
async function drawnBare(script: string, begin: (plot: BarePlot) => void): Promise<BarePlot> {
  let isDrawn = false;
  const plot = new BarePlot(script, (type) => {
    if (type === 'ready') begin(plot);
    else isDrawn = true;
  });
  await until(() => isDrawn);
  return plot;
}

function extension(): vscode.Extension<TelemetryHubApi> {
  const found = vscode.extensions.getExtension<TelemetryHubApi>('telemetryhub.telemetryhub');
  if (found === undefined) throw new Error('TelemetryHub is not in this host.');
  return found;
}

async function device(id: string): Promise<Device> {
  const { devices } = await extension().activate();
  const found = devices.get(id);
  if (found === undefined) throw new Error(`There is no device ${id}.`);
  return found;
}

async function until(holds: () => boolean): Promise<void> {
  const endMs = performance.now() + LIMIT_MS;
  while (!holds()) {
    if (performance.now() > endMs) throw new Error(`not within ${LIMIT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** The clock that the page and the sender read too. */
function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

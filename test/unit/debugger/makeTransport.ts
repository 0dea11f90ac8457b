import { DebuggerTransport } from '../../../src/debugger/debuggerTransport';
import type { LinkState } from '../../../src/model';
import type { SampledExpression } from '../../../src/transport/debuggerOptions';
import { FakeClock } from '../device/fakeClock';
import { FakeSession, FakeSessions, settle } from './fakeSession';

export const TEMP = { name: 'temp', unit: 'degC', expression: 'g.temp' };
export const BAD = { name: 'bad', unit: '', expression: 'no_such' };
export const TICKS: SampledExpression = {
  name: 'ticks',
  unit: '',
  expression: 'g_ticks',
  memory: { type: 'u16', endian: 'little', periodMs: 100 },
};

export const base64 = (...bytes: number[]) => Buffer.from(bytes).toString('base64');

/** A transport of such expressions in a window whose sessions, clock and answers are the test's. */
export async function make(...expressions: SampledExpression[]) {
  const clock = new FakeClock();
  const sessions = new FakeSessions();
  const links: LinkState[] = [];
  const lines: string[] = [];
  const notes: string[] = [];
  const dropped: number[] = [];
  const nothing = () => undefined;
  const listener = {
    onChunk: ({ timeMs, bytes }: { timeMs: number; bytes: Uint8Array }) => {
      lines.push(`${String(timeMs)} ${new TextDecoder().decode(bytes).trimEnd()}`);
    },
    onLink: (state: LinkState) => links.push(state),
    onDropped: (bytes: number) => dropped.push(bytes),
    onFatal: nothing,
    onNote: (text: string) => notes.push(text),
    onInjected: nothing,
  };
  const options = { session: 'Board', expressions };
  const transport = new DebuggerTransport(options, listener, sessions, clock);
  await transport.load();
  const session = new FakeSession('s1');
  const begin = () => {
    sessions.current = session;
    sessions.changed();
  };
  const halt = async () => {
    session.haltedMs = clock.nowMs();
    sessions.changed();
    await settle();
  };
  const run = async () => {
    session.haltedMs = undefined;
    sessions.changed();
    await settle();
  };
  const pass = async (ms: number) => {
    clock.advance(ms);
    await settle();
  };
  return {
    clock,
    sessions,
    session,
    links,
    lines,
    notes,
    dropped,
    transport,
    begin,
    halt,
    run,
    pass,
  };
}

/** An adapter that answers at once. */
export const evaluates = (command: string, { expression }: Readonly<Record<string, unknown>>) => {
  if (command === 'stackTrace') return { stackFrames: [{ id: 42 }] };
  if (command === 'readMemory') return { data: base64(0x39, 0x05) };
  if (expression === '&(g_ticks)') return { result: '0x20000010 <g_ticks>' };
  if (expression === 'g.temp') return { result: '23.5' };
  return new Error('No symbol "no_such" in current context.');
};
